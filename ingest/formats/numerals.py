"""Counts as lists and notes write them: letters, Roman numbers, in brackets.

Source: ECMA-376, part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST = 32_767


def formatted(count: int, number_format: str) -> str:
    """``count`` as the format of that name writes it; as a plain number where the format is not known."""
    if not 0 <= count <= MOST:
        return str(count)
    if number_format.startswith("custom:"):
        return str(count).zfill(len(number_format.removeprefix("custom:").split(",")[0]))
    return _FORMATS[number_format](count) if number_format in _FORMATS else str(count)


def roman(count: int) -> str:
    """A count as a Roman number in small letters; '' for 0."""
    text = ""
    for size, letters in _ROMAN:
        text += letters * (count // size)
        count %= size
    return text


def letters(count: int) -> str:
    """A count as Word's letters: a to z, then aa to zz, aaa; '' for 0."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": lambda count: roman(count).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerLetter": letters,
    "ordinal": lambda count: f"{count}e",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedCircle": lambda count: chr(0x245F + count) if 1 <= count <= 20 else str(count),
    "hex": lambda count: f"{count:X}",
    "chicago": lambda count: "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 + 1) if count else "",
    "none": lambda count: "",
}

"""What a sentence holds that a kind of question asks for: a date, a number, a name, a reason."""

from __future__ import annotations

import re

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DATE = re.compile(
    rf"\b(?:\d{{1,2}}e? (?:{MONTHS})(?: \d{{4}})?"
    rf"|(?:(?:begin|medio|eind|half|sinds|uiterlijk) )?(?:{MONTHS})(?: \d{{4}})?"
    r"|(?:19|20)\d\d(?:[–-]\d{2,4})?|(?:voor|na|deze|volgend|eerste|tweede|derde|vierde) (?:de )?(?:zomer|winter|jaar"
    r"|kwartaal)|(?:voor|na)jaar|zomer|winter|\d+ (?:dagen|weken|maanden|jaar))\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = (
    r"acht(?! (?:de|het|een|ik|u|hij|zij|wij|men)\b)|"  # 'acht het kabinet' is no number
    "twee|drie|vier|vijf|zes|zeven|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|honderd|duizend"
    "|miljoen|miljard|procent|helft|derde deel|kwart"
)
# A year, a day of a month, or the number of an article, question or paper is no amount.
NUMBER = re.compile(
    rf"(?<!artikel )(?<!vraag )(?<!nr\. )(?<!lid )(?<!bijlage )(?:€ ?)?"
    rf"\b(?!(?:19|20)\d\d\b)(?!\d{{1,2}} (?:{MONTHS})\b)\d[\d.,]*"
    r"(?: ?%| (?:procent|miljoen|miljard|duizend|euro|meter|kilo|kilometer|hectare|ton))*"
    rf"|\b(?:{_NUMBER_WORDS})\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?<![.!?:] )(?<!^)\b[A-ZÀ-Ý][\w’'-]+"
    r"(?: (?:van|de|der|den|voor|en|het) [A-ZÀ-Ý][\w’'-]*| [A-ZÀ-Ý][\w’'-]+)*"
)
_ROLE = re.compile(
    r"\b(?:de (?:staats)?(?:minister|secretaris|raad|kamer|regering|provincies?|gemeenten?)|het (?:kabinet|rijk)"
    r"|ministerie|provincies|gemeenten)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:omdat|doordat|vanwege|wegens|daarom|daardoor|aangezien|redenen?|oorzaken?|gevolg|zodat|immers|namelijk"
    r"|hierdoor|waardoor)\b",
    re.IGNORECASE,
)
_FITTING = {"wanneer": (DATE,), "hoeveel": (NUMBER,), "wie": (NAME, _ROLE), "waar": (NAME,), "waarom": (REASON,)}
_MARKED = {"wanneer": (DATE,), "hoeveel": (NUMBER,), "wie": (NAME, _ROLE), "waar": (NAME,)}
EXACT = frozenset(("wanneer", "hoeveel", "waar"))
_NAMED = re.compile(r"(?<!^)(?<![.!?:] )\b(?:[A-ZÀ-Ý][a-zà-ÿ]{3,}|\d{2,})")
STEM_LETTERS = 4


def holds_what_is_asked(question_type: str, sentence: str, question: str = "") -> bool:
    """Whether ``sentence`` holds the kind of thing that a question of this type asks for; False for other types.

    What ``question`` says itself does not count.
    """
    asked = _plain(question)
    return any(
        _plain(match.group()) not in asked or not asked
        for pattern in _FITTING.get(question_type, ())
        for match in pattern.finditer(sentence)
    )


def unknown_names(question: str, text: str) -> tuple[str, ...]:
    """The names and numbers in ``question`` that ``text`` does not hold, in order.

    A name is a word with a capital inside the sentence, initialisms left out; it is there when a word of ``text``
    begins as it does ('Jemenitische' for 'Jemen').
    """
    folded = text.casefold()
    return tuple(
        match.group()
        for match in _NAMED.finditer(question)
        if not re.search(rf"\b{re.escape(_stem(match.group().casefold()))}", folded)
    )


def _stem(word: str) -> str:
    return word if word.isdigit() else word[:STEM_LETTERS]


def _plain(text: str) -> str:
    return text.casefold().replace("–", "-")


def marks(question_type: str, sentence: str, question: str) -> tuple[tuple[int, int], ...]:
    """The spans in ``sentence`` that answer, in order, none overlapping; what the question itself says is left out."""
    asked = _plain(question)
    found = sorted(
        match.span()
        for pattern in _MARKED.get(question_type, ())
        for match in pattern.finditer(sentence)
        if _plain(match.group()) not in asked
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)

"""Clean text in the making: every character with its page and its place in the raw text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Composed:
    """Clean text in the making: for every character its page and its offset in that page's raw text (-1: none)."""

    letters: list[str] = field(default_factory=list)
    page_numbers: list[int] = field(default_factory=list)
    raw_offsets: list[int] = field(default_factory=list)
    note_marks: list[tuple[int, str]] = field(default_factory=list)
    joined: int = 0
    kept: int = 0
    _text: str | None = None

    @property
    def text(self) -> str:
        """The characters as one string; kept until one is added or taken back."""
        if self._text is None:
            self._text = "".join(self.letters)
        return self._text

    def ends_with(self, *ends: str) -> bool:
        """Whether the text ends with one of ``ends``, without making it whole."""
        return any(self.letters[-len(end) :] == list(end) for end in ends)

    def tail(self, count: int) -> str:
        """The last ``count`` characters."""
        return "".join(self.letters[-count:])

    def add(self, letter: str, page_number: int, raw_offset: int) -> None:
        """Add one character."""
        self._text = None
        self.letters.append(letter)
        self.page_numbers.append(page_number)
        self.raw_offsets.append(raw_offset)

    def insert(self, place: int, letter: str, page_number: int) -> None:
        """Put a character that the page does not have at ``place``."""
        self._text = None
        self.letters.insert(place, letter)
        self.page_numbers.insert(place, page_number)
        self.raw_offsets.insert(place, -1)

    def drop_last(self) -> None:
        """Take the last character back."""
        self._text = None
        self.letters.pop()
        self.page_numbers.pop()
        self.raw_offsets.pop()

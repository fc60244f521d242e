"""Where the words of a typeset PDF stand: their pages and line ends, from the text that pdfium draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2

from eval.typesetting.marks import DraftBlock
from eval.typesetting.truth import TrueBlock

_HYPHENS = "-\ufffe\u00ad\u2010"
_ATTACHED = "-,.;:)’”"


@dataclass(slots=True)
class Drawn:
    """Letters and digits in the order of drawing; ``hyphens`` are the places before which a line ends with one."""

    letters: str = ""
    pages: list[int] = field(default_factory=list)
    hyphens: set[int] = field(default_factory=set)

    def add_page(self, raw: str, number: int) -> None:
        """Add a page's raw text."""
        for place, letter in enumerate(raw):
            if letter in _HYPHENS and (letter == "\ufffe" or raw[place + 1 : place + 2] in "\r\n"):
                self.hyphens.add(len(self.letters))
            added = letters_of(letter)
            self.letters += added
            self.pages += [number] * len(added)

    def take(self, text: str, page: int) -> Drawn | None:
        """Cut the stretch of ``page`` that spells ``text`` out, or None when it is not there."""
        start = self.pages.index(page) if page in self.pages else len(self.pages)
        at = self.letters.find(text, start)
        if at < 0 or not text or self.pages[at] != page:
            return None
        end = at + len(text)
        taken = self._part(at, end)
        self.hyphens = {h if h <= at else h - len(text) for h in self.hyphens if not at < h < end}
        self.letters = self.letters[:at] + self.letters[end:]
        del self.pages[at:end]
        return taken

    def _part(self, start: int, end: int) -> Drawn:
        return Drawn(
            self.letters[start:end],
            self.pages[start:end],
            {place - start for place in self.hyphens if start < place < end},
        )


def letters_of(text: str) -> str:
    """The letters and digits of ``text``, ligatures and raised digits written out."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def place_words(
    drafts: Sequence[DraftBlock], furniture: Sequence[tuple[int, Sequence[str]]], pdf: bytes
) -> tuple[TrueBlock, ...]:
    """The blocks with the pages of their words and the words that lines break.

    Raises ValueError with the first letters that differ when the PDF does not hold the words in this order.
    """
    drawn = Drawn()
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        drawn.add_page(document[number].get_textpage().get_text_range(), number + 1)
    for page, words in furniture:
        if drawn.take(letters_of("".join(words)), page) is None:
            raise ValueError(f"page {page}: running head or foot not drawn: {' '.join(words)}")
    placed: dict[int, TrueBlock] = {}
    for number, draft in enumerate(drafts):
        if draft.kind in ("footnote", "side_note"):
            label = draft.label if draft.kind == "footnote" else ""
            text = label + letters_of("".join(draft.words))
            part = next((found for page in _from(draft.page, len(document)) if (found := drawn.take(text, page))), None)
            if part is None:
                raise ValueError(f"{draft.kind} not drawn in one piece: {' '.join(draft.words)}")
            placed[number] = _placed(draft, part, len(label))
    at = 0
    for number, draft in enumerate(drafts):
        if number not in placed:
            placed[number], at = _next_placed(draft, drawn, at)
    return tuple(placed[number] for number in range(len(drafts)))


def _from(page: int, last: int) -> range:
    return range(max(page, 1), last + 1)


def _next_placed(draft: DraftBlock, drawn: Drawn, at: int) -> tuple[TrueBlock, int]:
    """The block that is drawn from ``at``, and where the next one begins; note marks in it are drawn but no words."""
    label = letters_of(draft.label) if draft.kind == "list_item" else ""
    at = _expect(label, drawn, at)
    marks = {place: label for label, place in draft.notes}
    part = Drawn()
    for place, word in enumerate(draft.words):
        start, at = at, _expect(letters_of(word), drawn, at)
        for char in range(start, at):
            if char in drawn.hyphens and char > start:
                part.hyphens.add(len(part.letters))
            part.letters += drawn.letters[char]
            part.pages.append(drawn.pages[char])
        at = _expect(marks.get(place + 1, ""), drawn, at)
    return _placed(draft, part, 0), at


def _expect(text: str, drawn: Drawn, at: int) -> int:
    found = drawn.letters[at : at + len(text)]
    if found != text:
        wider = drawn.letters[max(at - 30, 0) : at + 30]
        raise ValueError(f"page {drawn.pages[at - 1]}: expected '{text}', drawn '{found}' in '{wider}'")
    return at + len(text)


def _placed(draft: DraftBlock, part: Drawn, at: int) -> TrueBlock:
    words: list[str] = []
    pages: list[tuple[int, ...]] = []
    broken: list[int] = []
    counts: list[int] = [0]
    for place, word in enumerate(draft.words):
        start, at = at, at + len(letters_of(word))
        here = tuple(sorted(set(part.pages[start:at]))) or (
            pages[-1] if pages else tuple(part.pages[start : start + 1])
        )
        glued = bool(words) and (place in draft.glued or word[0] in _ATTACHED)
        cut = any(start < hyphen < at or (glued and hyphen == start) for hyphen in part.hyphens)
        if glued:
            words[-1], pages[-1] = words[-1] + word, tuple(sorted({*pages[-1], *here}))
        else:
            words.append(word)
            pages.append(here)
        counts.append(len(words))
        if cut and (len(words) - 1) not in broken:
            broken.append(len(words) - 1)
    notes = tuple((label, counts[place]) for label, place in draft.notes)
    return TrueBlock(draft.kind, draft.level, draft.label, tuple(words), tuple(pages), tuple(broken), notes)

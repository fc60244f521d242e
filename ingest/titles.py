"""A document's title when the register gives none."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.assemble import Draft
from ingest.records import BlockKind, whole_letters

MAX_WORDS = 25
OPENING, LETTER_OPENING, DOSSIERS = 20, 40, 6
# How much larger than running text the letters of a title are, and which sizes are one size, in points.
LARGER, ALIKE = 1.2, 0.5
MOST_ALIKE = 3
_QUESTIONS_OF = re.compile(r"^Vragen van (?:het lid|de leden)\b")
_SUBJECT = re.compile(r"^(?:Betreft|Onderwerp)\s*:?\s+(?=[A-ZÀ-Ý‘“\"'])")
_SUBJECT_LABEL = re.compile(r"^(?:Betreft|Onderwerp)\s*:?$")
_SAID = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_WORDS = re.compile(r"[^\W\d_]{3,}")
_MACHINE_MADE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|tex)$"
    r"|(?P<word>\w+)(?: (?P=word))+$)",
    re.IGNORECASE,
)
# What tells documents apart: words of some length.
_TELLING = re.compile(r"[^\W\d_]{4,}")
# The dossier of a parliamentary paper, '35 334 Problematiek rondom ...', and the line that numbers the paper in it.
_DOSSIER = re.compile(r"^\d{2} ?\d{3}(?:[ -][A-Z\d()-]+)?\s+(?=[A-ZÀ-Ý]\w)")
_NUMBERED = re.compile(r"^Nr\. ?\d+\b")
# Set before a title in consolidated acts of the European Union.
_ACT_MARK = re.compile(r"^►[A-Z]\d*\s+")

# What heads a part of any report, and never names it.
_PART = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:inhoud(?:sopgave|stafel)?|contents|(?:management)?samenvatting|voorwoord|woord vooraf"
    r"|leeswijzer|colofon|inleiding|bijlagen?|summary|literatuur(?:lijst)?)(?:\s+\d+)?$"
    r"|^(?:(?:finale|concept|definitieve)\s+)?versie\b",
    re.IGNORECASE,
)


def detected_title(drafts: Sequence[Draft], registered: str, metadata: str, stem: str) -> str:
    """The registered title, else the one found in the text or the metadata, else the file's name.

    The draft that holds the title becomes a title block, so that it is not answered with and heads nothing.
    """
    named = _naming(drafts)
    believable = len(_WORDS.findall(metadata)) >= 2 and not (_MACHINE_MADE.match(metadata) or _PART.match(metadata))
    stands = believable and _stands_in_opening(metadata, drafts)
    shown = named or (None if believable else _dossier(drafts)) or _largest_on_cover(drafts) or _largest_heading(drafts)
    text = ""
    if shown is not None:
        whole = _whole(shown, drafts)
        for draft in whole:
            draft.kind = BlockKind.TITLE
        text = _DOSSIER.sub("", _SUBJECT.sub("", _joined(whole)))
    if registered or named is not None:
        return registered or text
    if stands:
        return metadata
    if text:
        return text
    opens = drafts[0].kind is BlockKind.HEADING and not _PART.match(drafts[0].composed.text)
    if believable and (not opens or _stands_on_first_page(metadata, drafts)):
        return metadata
    headings = [d for d in drafts[:OPENING] if d.kind is BlockKind.HEADING and not _PART.match(d.composed.text)]
    if headings:
        return _joined(_whole(min(headings, key=lambda draft: draft.level), drafts))
    first = drafts[0].composed.text if len(drafts) > 1 else ""
    if _WORDS.search(first) and len(first.split()) <= MAX_WORDS and not first.endswith("."):
        return first
    return whole_letters(stem)


def _stands_in_opening(metadata: str, drafts: Sequence[Draft]) -> bool:
    """Whether the file's own title stands in one of the first short blocks and the one after it (a stale one is another
    document's)."""
    opening = [draft.composed.text for draft in drafts[:OPENING] if draft.kind is not BlockKind.LINK]
    short = [text if len(text.split()) <= MAX_WORDS else "" for text in opening]
    return any(_tells(metadata, f"{one} {other}") for one, other in zip(short, [*short[1:], ""], strict=True))


def _stands_on_first_page(metadata: str, drafts: Sequence[Draft]) -> bool:
    """Whether the file's own title stands in a block of the first page, of any length: a letter names its subject."""
    opening = [draft.composed for draft in drafts[:OPENING] if draft.kind is not BlockKind.LINK]
    return any(_tells(metadata, each.text) for each in opening if each.page_numbers[:1] == opening[0].page_numbers[:1])


def _tells(title: str, text: str) -> bool:
    """Whether most telling words of a title stand in a text."""
    words = _TELLING.findall(title.casefold()) or title.casefold().split()
    found = set(re.findall(r"\w+", text.casefold()))
    return sum(word in found for word in words) >= 0.6 * len(words)


def _goes_on(above: Draft, draft: Draft) -> bool:
    """Whether a block goes on with the large line above it: in small letters, of the same size, on the same page."""
    if not (above.composed.page_numbers and draft.composed.page_numbers) or draft.kind not in _SAID:
        return False
    level = above.size and abs(above.size - draft.size) < ALIKE
    same_page = above.composed.page_numbers[-1] == draft.composed.page_numbers[0]
    return bool(level) and same_page and draft.composed.text[:1].islower() and above.composed.text[-1:] not in ".:;"


def _whole(first: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """A title and the blocks after it that go on with it."""
    found = [first]
    place = next(n for n, draft in enumerate(drafts) if draft is first)
    for draft in drafts[place + 1 : place + 4]:
        if first.kind is BlockKind.TABLE_ROW or not _goes_on(found[-1], draft):
            break
        found.append(draft)
    return found


def _joined(drafts: Sequence[Draft]) -> str:
    return _ACT_MARK.sub("", " ".join(draft.composed.text for draft in drafts))


def _begun(drafts: Sequence[Draft]) -> list[Draft]:
    """The blocks that do not go on with the one above them."""
    return [
        draft for above, draft in zip([None, *drafts], drafts, strict=False) if not (above and _goes_on(above, draft))
    ]


def _naming(drafts: Sequence[Draft]) -> Draft | None:
    """The paragraph that says what the document is: 'Vragen van het lid ...', or the subject of a letter."""
    for draft, after in zip(drafts[:LETTER_OPENING], [*drafts[1:], None], strict=False):
        text = draft.composed.text
        if draft.kind is BlockKind.PARAGRAPH and (_QUESTIONS_OF.match(text) or _SUBJECT.match(text)):
            return draft
        short = after is not None and after.kind in _SAID and 1 < len(after.composed.text.split()) <= MAX_WORDS
        if short and _SUBJECT_LABEL.match(text):
            return after
    return None


def _dossier(drafts: Sequence[Draft]) -> Draft | None:
    """The line that opens a parliamentary paper with its dossier, above the one with the paper's number in it."""
    opens = bool(drafts) and bool(_DOSSIER.match(drafts[0].composed.text))
    numbered = opens and any(_NUMBERED.match(draft.composed.text) for draft in drafts[1:DOSSIERS])
    return drafts[0] if numbered else None


def _largest_on_cover(drafts: Sequence[Draft]) -> Draft | None:
    """The one block of the first page in the largest letters, larger than running text and than most headings."""
    sized = [draft for draft in drafts if draft.size and draft.composed.page_numbers]
    if not sized or any(draft.kind is BlockKind.TITLE for draft in drafts):
        return None
    first = sized[0].composed.page_numbers[0]
    letters: Counter[float] = Counter()
    for draft in sized:
        letters[round(draft.size, 1)] += len(draft.composed.text)
    usual = letters.most_common(1)[0][0]
    cover = [
        draft
        for draft in _begun(
            list(itertools.takewhile(lambda each: len(each.composed.text.split()) <= MAX_WORDS, sized[:OPENING]))
        )
        if draft.composed.page_numbers[0] == first and draft.kind in _SAID and _names(draft)
    ]
    top = max((draft.size for draft in cover), default=0.0)
    largest = [draft for draft in cover if draft.size > top - ALIKE]
    like = sum(draft.size > top - ALIKE and _names(draft) for draft in _begun(sized))
    if len(largest) != 1 or top < LARGER * usual or like > MOST_ALIKE:
        return None
    headings = sum(draft.kind is BlockKind.HEADING for draft in drafts)
    if largest[0].kind is BlockKind.HEADING and (headings < 2 or like > 1):
        return None
    words = len(largest[0].composed.text.split())
    return largest[0] if 1 < words <= MAX_WORDS else None


def _names(draft: Draft) -> bool:
    """Whether a block can name a document: it has words, and heads no part of any report."""
    return bool(_WORDS.search(draft.composed.text)) and not _PART.match(draft.composed.text)


def _largest_heading(drafts: Sequence[Draft]) -> Draft | None:
    """The one heading of the highest level, near the beginning, where no other is like it and nothing is a title."""
    headings = [
        draft
        for draft in drafts
        if draft.kind is BlockKind.HEADING and draft.level > 0 and not _PART.match(draft.composed.text)
    ]
    if len(headings) < 2 or any(draft.kind is BlockKind.TITLE for draft in drafts):
        return None
    top = min(draft.level for draft in headings)
    highest = [draft for draft in _begun(headings) if draft.level == top]
    text = next((n for n, draft in enumerate(drafts) if len(draft.composed.text.split()) > MAX_WORDS), len(drafts))
    opening = any(highest[0] is draft for draft in drafts[: min(text, OPENING)])
    return highest[0] if len(highest) == 1 and opening else None

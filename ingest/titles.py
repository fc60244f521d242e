"""A document's title when the register gives none."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.assemble import Draft
from ingest.records import BlockKind, whole_letters

MAX_WORDS = 25
OPENING, LETTER_OPENING = 20, 40
# How much larger than running text the letters of a title are, and which sizes are one size, in points.
LARGER, ALIKE = 1.2, 0.5
MOST_ALIKE = 3
_QUESTIONS_OF = re.compile(r"^Vragen van (?:het lid|de leden)\b")
_SUBJECT = re.compile(r"^(?:Betreft|Onderwerp)\s*:?\s+(?=[A-ZÀ-Ý‘“\"'])")
_SUBJECT_LABEL = re.compile(r"^(?:Betreft|Onderwerp)\s*:?$")
_SAID = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_WORDS = re.compile(r"[^\W\d_]{3}")
_MACHINE_MADE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|tex)$"
    r"|(?P<word>\w+)(?: (?P=word))+$)",
    re.IGNORECASE,
)

# What heads a part of any report, and never names it.
_PART = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:inhoud(?:sopgave|stafel)?|contents|(?:management)?samenvatting|voorwoord|woord vooraf"
    r"|leeswijzer|colofon|inleiding|bijlagen?|summary|literatuur(?:lijst)?)(?:\s+\d+)?$",
    re.IGNORECASE,
)


def detected_title(drafts: Sequence[Draft], registered: str, metadata: str, stem: str) -> str:
    """The registered title, else the one found in the text or the metadata, else the file's name.

    The draft that holds the title becomes a title block, so that it is not answered with and heads nothing.
    """
    named = _naming(drafts)
    shown = named or _largest_on_cover(drafts) or _largest_heading(drafts)
    text = ""
    if shown is not None:
        shown.kind = BlockKind.TITLE
        text = _SUBJECT.sub("", shown.composed.text)
    if registered or named is not None:
        return registered or text
    believable = len(metadata.split()) >= 2 and not _MACHINE_MADE.match(metadata)
    if believable and _stands_in_opening(metadata, drafts):
        return metadata
    if text:
        return text
    opens = drafts[0].kind is BlockKind.HEADING and not _PART.match(drafts[0].composed.text)
    if believable and not opens:
        return metadata
    headings = [d for d in drafts[:OPENING] if d.kind is BlockKind.HEADING and not _PART.match(d.composed.text)]
    if headings:
        return min(headings, key=lambda draft: draft.level).composed.text
    first = drafts[0].composed.text if len(drafts) > 1 else ""
    if _WORDS.search(first) and len(first.split()) <= MAX_WORDS and not first.endswith("."):
        return first
    return whole_letters(stem)


def _stands_in_opening(metadata: str, drafts: Sequence[Draft]) -> bool:
    """Whether most words of the file's own title stand in the first blocks (a stale one is another document's)."""
    words = re.findall(r"\w+", metadata.casefold())
    opening = set(re.findall(r"\w+", " ".join(draft.composed.text for draft in drafts[:OPENING]).casefold()))
    return sum(word in opening for word in words) >= 0.6 * len(words)


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
        for draft in itertools.takewhile(lambda each: len(each.composed.text.split()) <= MAX_WORDS, sized[:OPENING])
        if draft.composed.page_numbers[0] == first and draft.kind in _SAID and _WORDS.search(draft.composed.text)
    ]
    top = max((draft.size for draft in cover), default=0.0)
    largest = [draft for draft in cover if draft.size > top - ALIKE]
    like = sum(draft.size > top - ALIKE for draft in sized)
    if len(largest) != 1 or top < LARGER * usual or like > MOST_ALIKE:
        return None
    headings = sum(draft.kind is BlockKind.HEADING for draft in drafts)
    if largest[0].kind is BlockKind.HEADING and (headings < 2 or like > 1):
        return None
    words = len(largest[0].composed.text.split())
    return largest[0] if 1 < words <= MAX_WORDS and not _PART.match(largest[0].composed.text) else None


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
    highest = [draft for draft in headings if draft.level == top]
    text = next((n for n, draft in enumerate(drafts) if len(draft.composed.text.split()) > MAX_WORDS), len(drafts))
    opening = any(highest[0] is draft for draft in drafts[: min(text, OPENING)])
    return highest[0] if len(highest) == 1 and opening else None

"""A document's title when the register gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assemble import Draft
from ingest.records import BlockKind, whole_letters

MAX_WORDS = 25
OPENING = 20
_QUESTIONS_OF = re.compile(r"^Vragen van (?:het lid|de leden)\b")
_SUBJECT = re.compile(r"^(?:Betreft|Onderwerp)\s*:?\s+(?=[A-ZÀ-Ý‘“\"'])")
_MACHINE_MADE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|tex)$)",
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
    shown = named or _largest_heading(drafts)
    text = ""
    if shown is not None:
        shown.kind = BlockKind.TITLE
        text = _SUBJECT.sub("", shown.composed.text)
    if registered or named is not None:
        return registered or text
    believable = len(metadata.split()) >= 2 and not _MACHINE_MADE.match(metadata)
    if believable and (not text or _stands_in_opening(metadata, drafts)):
        return metadata
    if text:
        return text
    headings = [d for d in drafts[:OPENING] if d.kind is BlockKind.HEADING and not _PART.match(d.composed.text)]
    if headings:
        return min(headings, key=lambda draft: draft.level).composed.text
    first = drafts[0].composed.text if len(drafts) > 1 else ""
    if first and len(first.split()) <= MAX_WORDS and not first.endswith("."):
        return drafts[0].composed.text
    return whole_letters(stem)


def _stands_in_opening(metadata: str, drafts: Sequence[Draft]) -> bool:
    """Whether most words of the file's own title stand in the first blocks (a stale one is another document's)."""
    words = re.findall(r"\w+", metadata.casefold())
    opening = set(re.findall(r"\w+", " ".join(draft.composed.text for draft in drafts[:OPENING]).casefold()))
    return sum(word in opening for word in words) >= 0.6 * len(words)


def _naming(drafts: Sequence[Draft]) -> Draft | None:
    """The paragraph that says what the document is: 'Vragen van het lid ...', or the subject of a letter."""
    for draft in drafts[:OPENING]:
        text = draft.composed.text
        if draft.kind is BlockKind.PARAGRAPH and (_QUESTIONS_OF.match(text) or _SUBJECT.match(text)):
            return draft
    return None


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

"""A document's title when the register gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assemble import Draft
from ingest.records import BlockKind

MAX_WORDS = 25
_QUESTIONS_OF = re.compile(r"^Vragen van (?:het lid|de leden)\b")
_MACHINE_MADE = re.compile(r"^(?:microsoft word|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|tex)$)", re.IGNORECASE)


def detected_title(drafts: Sequence[Draft], registered: str, metadata: str, stem: str) -> str:
    """The registered title, else the one found in the text or the metadata, else the file's name.

    The draft that holds the title becomes a title block, so that it is not answered with.
    """
    for draft in drafts[:12]:
        if draft.kind is BlockKind.PARAGRAPH and _QUESTIONS_OF.match(draft.composed.text):
            draft.kind = BlockKind.TITLE
            return registered or draft.composed.text
    if registered:
        return registered
    if metadata and len(metadata.split()) >= 2 and not _MACHINE_MADE.match(metadata):
        return metadata
    headings = [draft for draft in drafts[:20] if draft.kind is BlockKind.HEADING]
    if headings:
        return min(headings, key=lambda draft: draft.level).composed.text
    first = drafts[0].composed.text if len(drafts) > 1 else ""
    if first and len(first.split()) <= MAX_WORDS and not first.endswith("."):
        return drafts[0].composed.text
    return stem

"""Plain text and Markdown to a document."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.document import Document
from ingest.formats.encoding import decode
from ingest.formats.unpaged import draft_of, unpaged_document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")
_HEADING = re.compile(r"^(#{1,6})\s+(?P<text>\S.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?P<label>[-*+•]|\d{1,3}[.)])\s+(?P<text>\S)")


def read_plain(source: Source, path: Path, file_sha256: str, content: bytes, settings: IngestSettings) -> Document:
    """The document in a text: paragraphs between empty lines, Markdown's headings and list items."""
    raw, _ = decode(content)
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    drafts = []
    for match in _PARAGRAPH.finditer(raw):
        for start, end in _items(match.group()):
            piece = match.group()[start:end]
            heading, item = _HEADING.match(piece), _ITEM.match(piece)
            begin = match.start() + start
            if heading and "\n" not in piece:
                text = heading["text"]
                drafts.append(draft_of(BlockKind.HEADING, text, begin + heading.start("text"), "", len(heading[1])))
            elif item:
                text_start = item.start("text")
                drafts.append(draft_of(BlockKind.LIST_ITEM, piece[text_start:], begin + text_start, item["label"]))
            else:
                drafts.append(draft_of(BlockKind.PARAGRAPH, piece, begin))
    return unpaged_document(source, path, file_sha256, "text/plain", raw, drafts, settings)


def _items(paragraph: str) -> list[tuple[int, int]]:
    """A paragraph's spans: one, or one for each line that begins a list item or is a heading."""
    starts = [0]
    position = 0
    for line in paragraph.split("\n"):
        after_heading = position > 0 and _HEADING.match(paragraph[starts[-1] : position].strip("\n"))
        if position and (_ITEM.match(line) or _HEADING.match(line) or after_heading):
            starts.append(position)
        position += len(line) + 1
    return list(zip(starts, [*starts[1:], len(paragraph)], strict=True))

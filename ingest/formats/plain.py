"""Plain text to a document."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from ingest.document import Document
from ingest.formats.encoding import decode
from ingest.formats.markdown import is_markdown, read_markdown
from ingest.formats.text_lines import ITEM, begins_item, is_article, rows_of
from ingest.formats.unpaged import Warnings, draft_of, unpaged_document
from ingest.hyphens import joins, suspends, vocabulary
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S.*)*")
_HEADING = re.compile(r"^(#{1,6})\s+(?P<text>\S.*?)\s*#*$")
_STOPS = re.compile(r"[.:;!?,]['’”»)]*\s*$")
_LINE_END = re.compile(r"(?P<sign>[-/\u00ad¬\u2010\u2011])[^\S\n]*\n\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_LINES = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"})
_HYPHENS = str.maketrans("\u2010\u2011", "--")
LONGEST_WORD = 200


def read_plain(source: Source, path: Path, file_sha256: str, content: bytes, settings: IngestSettings) -> Document:
    """The document in a text: paragraphs between empty lines, list items, headings with '#'; Markdown as Markdown.

    Words that a line end breaks are joined. Raises ReadError when there is no text.
    """
    raw, bad = decode(content)
    warnings: Warnings = (("bad_bytes", {"count": bad}),) if bad else ()
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    if is_markdown(path, raw):
        return read_markdown(source, path, file_sha256, raw, settings, warnings)
    words = vocabulary(raw.splitlines())
    drafts = []
    for match in _PARAGRAPH.finditer(raw):
        for kind, start, end in _blocks(match.group()):
            piece = match.group()[start:end]
            heading, item = _HEADING.match(piece), ITEM.match(piece) if kind is BlockKind.PARAGRAPH else None
            begin = match.start() + start
            if heading and "\n" not in piece:
                text = heading["text"]
                drafts.append(draft_of(BlockKind.HEADING, text, begin + heading.start("text"), "", len(heading[1])))
                continue
            skipped = item.start("text") if item else 0
            kind, label = (BlockKind.LIST_ITEM, item["label"]) if item else (kind, "")
            text = piece[skipped:]
            gone, joined, kept = _broken(text, words)
            level = 1 if kind is BlockKind.HEADING else 0
            draft = draft_of(kind, text, begin + skipped, label, level, gone=gone)
            draft.composed.joined, draft.composed.kept = joined, kept
            drafts.append(draft)
    return unpaged_document(source, path, file_sha256, "text/plain", raw, drafts, settings, warnings=warnings)


def _broken(text: str, words: Counter[str]) -> tuple[set[int], int, int]:
    """The places in ``text`` that go where line ends break words, and how many hyphens went and stayed."""
    gone: set[int] = set()
    joined = kept = 0
    for match in _LINE_END.finditer(text):
        before = text[max(match.start() - LONGEST_WORD, 0) : match.start() + 1].translate(_HYPHENS)
        after = text[match.end() : match.end() + LONGEST_WORD]
        if before[-2:-1].isspace() or before[-2:] == "--" or not after:
            continue
        if match["sign"] == "¬":
            joined += 1
            gone.update(range(*match.span()))
            continue
        if before.endswith("-") and not _ADDRESS.search(before):
            if joins(before, after, words):
                joined += 1
                gone.update(range(*match.span()))
                continue
            kept += 1
            if suspends(after):
                continue
        gone.update(range(match.start() + 1, match.end()))
    return gone, joined, kept


def _blocks(paragraph: str) -> list[tuple[BlockKind, int, int]]:
    """The kind and the span of what a paragraph holds: itself, or items, rows of a table and headings, a line each."""
    lines = paragraph.split("\n")
    found = [ITEM.match(line) for line in lines]
    labels = [item["label"] if item else "" for item in found]
    counted = Counter(labels)
    starts, kinds = [0], [BlockKind.PARAGRAPH]
    rows = rows_of(lines)
    position = 0
    last = ""
    alone = False
    for place, (line, above, below) in enumerate(zip(lines, [None, *lines], [*lines[1:], None], strict=False)):
        stopped = above is None or _STOPS.search(above) is not None
        begins = not rows[place] and bool(labels[place])
        begins = begins and (above is None or begins_item(labels[place], last, stopped, counted))
        article = not begins and is_article(line, above, below)
        kind = BlockKind.TABLE_ROW if rows[place] else BlockKind.HEADING if article else BlockKind.PARAGRAPH
        after, alone = alone, kind is not BlockKind.PARAGRAPH or _HEADING.match(line) is not None
        if position and (begins or alone or after):
            starts.append(position)
            kinds.append(kind)
        elif not position:
            kinds[0] = kind
        last = labels[place] if begins else last
        position += len(line) + 1
    return list(zip(kinds, starts, [*starts[1:], len(paragraph)], strict=True))

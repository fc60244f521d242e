"""Plain text to a document."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from ingest.document import Document
from ingest.formats.encoding import decode
from ingest.formats.markdown import is_markdown, read_markdown
from ingest.formats.unpaged import Warnings, draft_of, unpaged_document
from ingest.hyphens import joins, suspends, vocabulary
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S.*)*")
_HEADING = re.compile(r"^(#{1,6})\s+(?P<text>\S.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?P<label>[-–*+•▪◦●]|\d{1,3}[.)])\s+(?P<text>\S)")
_STOPS = re.compile(r"[.:;!?,]['’”»)]*\s*$")
_LINE_END = re.compile(r"(?P<sign>[-/\u00ad])[^\S\n]*\n\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_LINES = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"})
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
        for start, end in _items(match.group()):
            piece = match.group()[start:end]
            heading, item = _HEADING.match(piece), _ITEM.match(piece)
            begin = match.start() + start
            if heading and "\n" not in piece:
                text = heading["text"]
                drafts.append(draft_of(BlockKind.HEADING, text, begin + heading.start("text"), "", len(heading[1])))
                continue
            skipped = item.start("text") if item else 0
            kind, label = (BlockKind.LIST_ITEM, item["label"]) if item else (BlockKind.PARAGRAPH, "")
            text = piece[skipped:]
            gone, joined, kept = _broken(text, words)
            draft = draft_of(kind, text, begin + skipped, label, gone=gone)
            draft.composed.joined, draft.composed.kept = joined, kept
            drafts.append(draft)
    return unpaged_document(source, path, file_sha256, "text/plain", raw, drafts, settings, warnings=warnings)


def _broken(text: str, words: Counter[str]) -> tuple[set[int], int, int]:
    """The places in ``text`` that go where line ends break words, and how many hyphens went and stayed."""
    gone: set[int] = set()
    joined = kept = 0
    for match in _LINE_END.finditer(text):
        before = text[max(match.start() - LONGEST_WORD, 0) : match.start() + 1]
        after = text[match.end() : match.end() + LONGEST_WORD]
        if before[-2:-1].isspace() or before[-2:] == "--" or not after:
            continue
        if match["sign"] == "-" and not _ADDRESS.search(before):
            if joins(before, after, words):
                joined += 1
                gone.update(range(*match.span()))
                continue
            kept += 1
            if suspends(after):
                continue
        gone.update(range(match.start() + 1, match.end()))
    return gone, joined, kept


def _items(paragraph: str) -> list[tuple[int, int]]:
    """A paragraph's spans: one, or one for each line that begins a list item or is a heading."""
    lines = paragraph.split("\n")
    found = [_ITEM.match(line) for line in lines]
    labels = [item["label"] if item else "" for item in found]
    counted = Counter(labels)
    starts = [0]
    position = 0
    last = ""
    for place, line in enumerate(lines):
        after_heading = place > 0 and _HEADING.match(lines[place - 1]) is not None
        stopped = place == 0 or _STOPS.search(lines[place - 1]) is not None
        begins = bool(labels[place]) and (place == 0 or _begins_item(labels[place], last, stopped, counted))
        if position and (begins or _HEADING.match(line) or after_heading):
            starts.append(position)
        last = labels[place] if begins else last
        position += len(line) + 1
    return list(zip(starts, [*starts[1:], len(paragraph)], strict=True))


def _begins_item(label: str, last: str, stopped: bool, counted: Counter[str]) -> bool:
    """Whether a line inside a paragraph that begins like an item is one, and not a line that goes on.

    A number counts on from the item before it, or begins a list at 1; a bullet stands at more lines, or after a stop.
    """
    if not label[:-1].isdecimal():
        return label == last or stopped or counted[label] > 1
    number, sign = int(label[:-1]), label[-1]
    if last[:-1].isdecimal():
        return number == int(last[:-1]) + 1
    return number == 1 and (stopped or counted[f"2{sign}"] > 0)

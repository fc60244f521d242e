"""Markdown to a document: rendered by markdown-it-py, then read like a web page.

Source: CommonMark 0.31, with GitHub's tables, strikethrough, task lists and footnotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.document import Document
from ingest.formats.unpaged import Warnings, document_of_pieces
from ingest.formats.web_page import page_pieces
from ingest.hyphens import joins, suspends, vocabulary
from ingest.records import Source
from ingest.settings import IngestSettings

SUFFIXES = (".md", ".markdown")
_SIGNS = re.compile(
    r"^[ ]{0,3}\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)+\|?[ ]*$|^[ ]{0,3}(?:```|~~~)|\]\(https?://"
    r"|^[ ]{0,3}={3,}[ ]*$|(?<!\*)\*\*\w[^*\n]*\*\*(?!\*)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_WRITTEN_IN_IT = re.compile(r"(?<![\w*_])([*_])(?! )[^*_\n]+(?<! )\1(?![\w*_])|\]\([^()\s]+\)|^ {0,3}> ", re.MULTILINE)
# What Pandoc adds to headings and blocks.
_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)[ \t]*\{[#.][^{}\n]*\}[ \t]*$|^:::.*$", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ -]+.*\n)+---\n")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_TASK = re.compile(r"^\[[ xX]\]\s+")


def is_markdown(path: Path, text: str) -> bool:
    """Whether a text is Markdown: by its name, or by a table, code, links or emphasis that only Markdown writes so."""
    headed = _HEADING.search(text) is not None and _WRITTEN_IN_IT.search(text) is not None
    return path.suffix.lower() in SUFFIXES or headed or _SIGNS.search(text) is not None


def read_markdown(
    source: Source, path: Path, file_sha256: str, text: str, settings: IngestSettings, warnings: Warnings
) -> Document:
    """The document in a Markdown text: plain words, tables in rows, notes as notes. Raises ReadError without text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    plain = _ATTRIBUTES.sub(lambda match: match[1] or "", _FRONT.sub("", text))
    tokens = parser.parse(_with_notes(plain))
    words = vocabulary(text.splitlines())
    for before, token in zip([None, None, *tokens], tokens, strict=False):
        children = token.children or []
        if before is not None and before.type == "list_item_open" and children:
            children[0].content = _TASK.sub("", children[0].content)
        for place, child in enumerate(children):
            if child.type == "softbreak":
                _join(children, place, words)
    title, pieces = page_pieces(f"<html><body>{parser.renderer.render(tokens, parser.options, {})}</body></html>")
    return document_of_pieces(source, path, file_sha256, "text/markdown", pieces, settings, title, warnings=warnings)


def _join(children: Sequence[Token], place: int, words: Counter[str]) -> None:
    """Join a word that the line end at ``place`` breaks."""
    if not 0 < place < len(children) - 1:
        return
    before, after = children[place - 1], children[place + 1].content
    if not before.content.endswith("-") or before.content.endswith((" -", "--")) or suspends(after):
        return
    if joins(before.content, after, words):
        before.content = before.content[:-1]
    children[place].type, children[place].content = "text", ""


def _with_notes(text: str) -> str:
    """Footnotes, which CommonMark does not know, as links and the blocks that they go to."""
    lines: list[tuple[str, bool]] = []
    notes: dict[str, list[str]] = {}
    fence = current = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        code = bool(fence or opened)
        note = None if code else _NOTE.match(line)
        if note:
            current = note[1]
            notes[current] = [note[2]]
            lines.append(("", False))
        elif current and not code and line.startswith(("    ", "\t")):
            notes[current].append(line.strip())
        else:
            current = current if not line.strip() else ""
            lines.append((line, code))
    numbers = {label: label if label.isdecimal() else str(place) for place, label in enumerate(notes, 1)}

    def mark(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        return match[0] if number is None else f'<sup><a href="#aanzet-noot-{number}">{number}</a></sup>'

    written = [line if code else _REFERENCE.sub(mark, line) for line, code in lines]
    for label, body in notes.items():
        inner = "\n".join([f"{numbers[label]} {body[0]}", *body[1:]])
        written.append(f'\n<div id="aanzet-noot-{numbers[label]}">\n\n{inner}\n\n</div>\n')
    return "\n".join(written)

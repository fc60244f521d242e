"""What documents without pages share: pieces of raw text to drafts, and drafts to a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.assemble import Draft, assemble
from ingest.composed import Composed
from ingest.document import Document
from ingest.errors import LimitError, ReadError
from ingest.records import BlockKind, DocumentReport, Page, Source
from ingest.settings import IngestSettings
from ingest.titles import detected_title

_LINK = re.compile(r"^(?:Lees|Bekijk|Download|Klik|Zie ook|Open|Naar)\b[^.?!]*$")
_FINAL = re.compile(r"[.?!:;…]['’”»)\]]*$")
PULL_QUOTE_WORDS = 60


def draft_of(
    kind: BlockKind, raw: str, raw_start: int, label: str = "", level: int = 0, marks: Mapping[int, str] | None = None
) -> Draft:
    """A draft of a piece of raw text that begins at ``raw_start``: white space runs become one space.

    ``marks`` are the places in ``raw`` where a footnote's mark begins, with its label.
    """
    composed = Composed()
    mark_ends = 0
    for place, letter in enumerate(raw):
        if marks and place in marks:
            composed.note_marks.append((len(composed.letters), marks[place]))
            mark_ends = place + len(marks[place])
        if place < mark_ends:
            continue
        if letter == "\N{SOFT HYPHEN}" or letter == "\N{ZERO WIDTH SPACE}":
            continue
        if letter.isspace():
            if composed.letters and not composed.ends_with(" "):
                composed.add(" ", 1, raw_start + place)
        else:
            composed.add(letter, 1, raw_start + place)
    while composed.ends_with(" "):
        composed.drop_last()
    return Draft(kind, composed, label, level)


def unpaged_document(
    source: Source,
    path: Path,
    file_sha256: str,
    media_type: str,
    raw: str,
    drafts: Sequence[Draft],
    settings: IngestSettings,
    metadata_title: str = "",
) -> Document:
    """The document that ``drafts`` over ``raw`` make. Raises ReadError without text, LimitError with too much of it."""
    if len(raw) > settings.max_text_bytes:
        text = f"{path.name}: more than {settings.max_text_bytes} characters of text"
        raise LimitError(text, code="too_much_text", name=path.name)
    drafts = [draft for draft in drafts if draft.composed.text]
    if not drafts:
        raise ReadError(f"{path.name}: no text", code="empty_file", name=path.name)
    mark_links_and_pull_quotes(drafts)
    title = detected_title(drafts, source.title, metadata_title, path.stem)
    built = assemble(drafts)
    return Document(
        source=source,
        title=title,
        file_sha256=file_sha256,
        media_type=media_type,
        paged=False,
        text=built.text,
        blocks=tuple(built.blocks),
        pages=(Page(1, None, raw),),
        page_numbers=built.page_numbers,
        raw_offsets=built.raw_offsets,
        report=DocumentReport(
            words=len(built.text.split()), footnotes=sum(block.kind is BlockKind.FOOTNOTE for block in built.blocks)
        ),
    )


def mark_links_and_pull_quotes(drafts: Sequence[Draft]) -> None:
    """Mark lone lines that send the reader elsewhere, and lone lines that repeat a sentence of the running text."""
    for draft in drafts:
        if draft.kind is not BlockKind.PARAGRAPH:
            continue
        text = draft.composed.text
        if _LINK.match(text):
            draft.kind = BlockKind.LINK
        elif (
            not _FINAL.search(text)
            and len(text.split()) <= PULL_QUOTE_WORDS
            and any(text in other.composed.text for other in drafts if other is not draft)
        ):
            draft.kind = BlockKind.PULL_QUOTE

"""What documents without pages share: pieces of raw text to drafts, and drafts to a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.assemble import Draft, assemble
from ingest.composed import Composed
from ingest.document import Document
from ingest.errors import LimitError, ReadError
from ingest.records import BlockKind, DocumentReport, Page, Source
from ingest.settings import IngestSettings
from ingest.titles import detected_title

Warnings = tuple[tuple[str, dict[str, Any]], ...]
# Nobody sees these: control characters and what terminals take as orders, marks of direction, invisible joiners.
_UNSEEN = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x9c|\x1b\\\\)"
    "|\x1b.?|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LIGATURES = frozenset("ﬀﬁﬂﬃﬄﬅﬆ")
_LINK = re.compile(r"^(?:Lees|Bekijk|Download|Klik|Zie ook|Open|Naar)\b[^.?!]*$")
_FINAL = re.compile(r"[.?!:;…]['’”»)\]]*$")
PULL_QUOTE_WORDS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a document that has no raw text of its own: its ``text`` becomes a line of it.

    ``marks`` are the places in ``text`` where a footnote's mark begins, with its label.
    """

    kind: BlockKind
    text: str
    label: str = ""
    level: int = 0
    marks: Mapping[int, str] = field(default_factory=dict)


def document_of_pieces(
    source: Source,
    path: Path,
    file_sha256: str,
    media_type: str,
    pieces: Sequence[Piece],
    settings: IngestSettings,
    metadata_title: str = "",
    warnings: Warnings = (),
    furniture: int = 0,
) -> Document:
    """The document that ``pieces`` make; its raw text is theirs, a line each. Raises what ``unpaged_document`` does."""
    raw: list[str] = []
    length = 0
    drafts: list[Draft] = []
    for piece in pieces:
        drafts.append(draft_of(piece.kind, piece.text, length, piece.label, piece.level, piece.marks))
        raw.append(piece.text + "\n")
        length += len(piece.text) + 1
    text = "".join(raw)
    return unpaged_document(
        source, path, file_sha256, media_type, text, drafts, settings, metadata_title, warnings, furniture
    )


def draft_of(
    kind: BlockKind,
    raw: str,
    raw_start: int,
    label: str = "",
    level: int = 0,
    marks: Mapping[int, str] | None = None,
    gone: Set[int] = frozenset(),
) -> Draft:
    """A draft of a piece of raw text that begins at ``raw_start``: white space runs become one space,
    and ligatures the letters that they join.

    ``marks`` are the places in ``raw`` where a footnote's mark begins, with its label. The places ``gone`` and what
    nobody sees are left out.
    """
    composed = Composed()
    unseen = {place for match in _UNSEEN.finditer(raw) for place in range(*match.span())}
    mark_ends = 0
    for place, letter in enumerate(raw):
        if marks and place in marks:
            composed.note_marks.append((len(composed.letters), marks[place]))
            mark_ends = place + len(marks[place])
        if place < mark_ends:
            continue
        if place in unseen or place in gone:
            continue
        if letter.isspace():
            if composed.letters and not composed.ends_with(" "):
                composed.add(" ", 1, raw_start + place)
        else:
            for single in unicodedata.normalize("NFKC", letter) if letter in _LIGATURES else letter:
                composed.add(single, 1, raw_start + place)
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
    warnings: Warnings = (),
    furniture: int = 0,
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
            words=len(built.text.split()),
            furniture=furniture,
            footnotes=sum(block.kind is BlockKind.FOOTNOTE for block in built.blocks),
            joined_hyphens=sum(draft.composed.joined for draft in drafts),
            kept_hyphens=sum(draft.composed.kept for draft in drafts),
            warnings=warnings,
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

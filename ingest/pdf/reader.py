"""PDF to a document: pypdf opens and extracts, pdfium tells where every character stands."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdf

from ingest.assemble import Draft, assemble
from ingest.document import Document
from ingest.errors import AanZetError, ReadError
from ingest.hyphens import vocabulary
from ingest.pdf.breaks import join_pages
from ingest.pdf.clean_text import compose
from ingest.pdf.columns import LONG_LINE
from ingest.pdf.furniture import furniture_kinds
from ingest.pdf.letters import clean_letters
from ingest.pdf.measures import Measures, Paragraph, is_large, measure, measures_by_page
from ingest.pdf.notes import counted_marks, marks_in, note_paragraphs, split_notes
from ingest.pdf.ocr import recognise
from ingest.pdf.pages import RawPage, raw_pages
from ingest.pdf.paragraphs import paragraphs_of
from ingest.pdf.pull_quotes import mark_pull_quotes
from ingest.pdf.sheets import printed_pages
from ingest.records import BlockKind, DocumentReport, Furniture, Page, Source
from ingest.settings import IngestSettings
from ingest.titles import detected_title

LONG_PARAGRAPH = 30
BOX_INSET = (3.0, 40.0)
# What the report says of pages, by the flag of such a page.
REPORTED = (
    ("ocr_pages", "ocr"),
    ("damaged_pages", "damaged"),
    ("unreadable_letters", "unknown"),
    ("unseen_text", "hidden"),
    ("comments", "commented"),
    ("form_values", "filled_in"),
)
Warning_ = tuple[str, dict[str, object]]


def read_pdf(source: Source, path: Path, file_sha256: str, settings: IngestSettings) -> Document:
    """The document in a PDF file.

    Raises ReadError when it is damaged, encrypted, without pages or without text, LimitError when it has too many
    pages or too much text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(source, path, file_sha256, settings)
    except (AanZetError, MemoryError):
        raise
    except Exception as cause:
        text = f"{path.name}: not a readable PDF ({type(cause).__name__}: {cause}); get the file again"
        raise ReadError(text, code="damaged", name=path.name) from cause


def _read(source: Source, path: Path, file_sha256: str, settings: IngestSettings) -> Document:
    reader, damaged = _open(path)
    pages = raw_pages(path, settings, reader)
    warnings: list[Warning_] = [("repaired", {})] if damaged else []
    warnings += _recognise_pictures(path, pages, settings)
    if not any(page.lines for page in pages):
        nameless = any(page.unknown for page in pages)
        text, code = ("no letters with names", "no_letters") if nameless else ("only pictures; use --ocr", "no_text")
        raise ReadError(f"{path.name}: no text, {text}", code=code, name=path.name)
    for code, flag in REPORTED:
        numbers = [number for number, page in enumerate(pages, 1) if getattr(page, flag)]
        if numbers:
            warnings.append((code, {"pages": page_list(numbers)}))
    _label_furniture(pages)
    paragraphs, notes, usual = _paragraphs(pages)
    words = vocabulary(line.text for page in pages for line in page.lines)
    known = frozenset((note.lines[0].page_number, note.label) for note in notes) | counted_marks(paragraphs)
    drafts = _drafts(paragraphs, notes, known, words, usual)
    title = detected_title(drafts, source.title, _metadata_title(reader) if reader is not None else "", path.stem)
    built = assemble(drafts)
    composed = [draft.composed for draft in drafts]
    report = DocumentReport(
        pages=len(pages),
        words=len(built.text.split()),
        furniture=sum(bool(kind) for page in pages for kind in page.kinds),
        footnotes=len(notes),
        joined_hyphens=sum(part.joined for part in composed),
        kept_hyphens=sum(part.kept for part in composed),
        warnings=tuple(warnings),
    )
    return Document(
        source=source,
        title=title,
        file_sha256=file_sha256,
        media_type="application/pdf",
        paged=True,
        text=built.text,
        blocks=tuple(built.blocks),
        pages=tuple(_page(number, page) for number, page in enumerate(pages, 1)),
        page_numbers=built.page_numbers,
        raw_offsets=built.raw_offsets,
        report=report,
    )


def _open(path: Path) -> tuple[pypdf.PdfReader | None, bool]:
    """The file by pypdf, None when it cannot read it (pdfium repairs and decrypts more), and whether it is damaged."""
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted:
            reader.decrypt("")
        return (reader, False) if len(reader.pages) else (None, True)
    except MemoryError:
        raise
    except pypdf.errors.DependencyError:
        return None, False  # locked in a way that pypdf needs another package for
    except Exception:  # noqa: BLE001 (pypdf raises many kinds on damaged files)
        return None, True


def _recognise_pictures(path: Path, pages: list[RawPage], settings: IngestSettings) -> list[Warning_]:
    numbers = [number for number, page in enumerate(pages, 1) if page.is_picture]
    if not numbers:
        return []
    if not settings.ocr:
        return [("image_only_pages", {"pages": page_list(numbers)})]
    code = recognise(path, pages, numbers, settings)
    return [] if code == "ocr_pages" else [(code, {"pages": page_list(numbers)})]


def _label_furniture(pages: Sequence[RawPage]) -> None:
    kinds = furniture_kinds([page.lines for page in pages], [page.reading_height for page in pages])
    for page, found in zip(pages, kinds, strict=True):
        page.kinds = found
        page.label = page.label or printed_pages(page.lines, found, page.width / max(page.height, 1.0))


def _paragraphs(pages: Sequence[RawPage]) -> tuple[list[Paragraph], list[Paragraph], Measures]:
    """The running paragraphs over all pages, joined over page breaks, and the footnotes."""
    running = [[line for line, kind in zip(p.lines, p.kinds, strict=True) if not kind] for p in pages]
    usual = measure([line for lines in running for line in lines])
    local = measures_by_page(running, usual)
    paragraphs: list[Paragraph] = []
    notes: list[Paragraph] = []
    waiting: frozenset[str] = frozenset()
    for lines, here_usual in zip(running, local, strict=True):
        waiting |= marks_in(lines, here_usual)
        body, small = split_notes(lines, here_usual, waiting, notes)
        found = paragraphs_of(body, here_usual)
        here = note_paragraphs(small, waiting, notes)
        waiting -= {note.label for note in here}
        notes += here
        paragraphs = join_pages(paragraphs, found, here_usual)
    return paragraphs, notes, usual


def _drafts(
    paragraphs: Sequence[Paragraph],
    notes: Sequence[Paragraph],
    known: frozenset[tuple[int, str]],
    words: Counter[str],
    usual: Measures,
) -> list[Draft]:
    """Every paragraph composed, each followed by the footnotes whose marks it holds; other footnotes come last."""
    levels = _levels(paragraphs)
    edges = _left_edges(paragraphs)
    waiting: dict[tuple[int, str], list[Paragraph]] = {}
    for note in notes:
        waiting.setdefault((note.lines[0].page_number, note.label), []).append(note)
    once = Counter(note.label for note in notes)
    at_the_end = {note.label: note.lines[0].page_number for note in notes if once[note.label] == 1}
    drafts: list[Draft] = []
    large: list[Draft] = []
    opened = False
    for paragraph in paragraphs:
        composed = compose(paragraph, known, words)
        level = levels.get(_weight(paragraph), 0) if paragraph.kind is BlockKind.HEADING else 0
        size = paragraph.lines[0].size
        boxed = _boxed(paragraph, edges)
        drafts.append(Draft(paragraph.kind, composed, paragraph.label, level, boxed, paragraph.heads, size))
        opened = opened or len(composed.text.split()) > LONG_PARAGRAPH
        if opened and is_large(paragraph, usual) and not paragraph.label:
            large.append(drafts[-1])
        pages = {line.page_number for line in paragraph.lines}
        for _, label in composed.note_marks:
            for page in sorted(pages | {at_the_end.get(label, 0)}):
                if waiting.get((page, label)):
                    note = waiting[(page, label)].pop(0)
                    drafts.append(Draft(BlockKind.FOOTNOTE, compose(note, known, words), label))
    mark_pull_quotes(large, drafts)
    rest = [note for same in waiting.values() for note in same]
    return drafts + [Draft(BlockKind.FOOTNOTE, compose(note, known, words), note.label) for note in rest]


def _left_edges(paragraphs: Sequence[Paragraph]) -> dict[tuple[int, int], float]:
    """The left edge of every column, by page and column: where its leftmost long line begins."""
    edges: dict[tuple[int, int], float] = {}
    for line in (line for paragraph in paragraphs for line in paragraph.lines):
        if len(line.text) >= LONG_LINE and not line.beside:
            key = (line.page_number, line.zone)
            edges[key] = min(edges.get(key, line.left), line.left)
    return edges


def _boxed(paragraph: Paragraph, edges: dict[tuple[int, int], float]) -> bool | None:
    """Whether a heading stands in a box: in from its column's edge, as a box is. None for what cannot tell."""
    line = paragraph.lines[0]
    edge = edges.get((line.page_number, line.zone))
    if edge is None or line.beside or paragraph.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return None
    inset = line.left - edge
    if BOX_INSET[0] < inset < BOX_INSET[1]:
        return True
    return False if inset <= BOX_INSET[0] else None


def _weight(paragraph: Paragraph) -> tuple[float, bool]:
    return -round(paragraph.lines[0].size, 0), not paragraph.lines[0].bold


def _levels(paragraphs: Sequence[Paragraph]) -> dict[tuple[float, bool], int]:
    """The level, from 1, of every make-up of headings: one more than the deepest of those under which it stands."""
    parents: dict[tuple[float, bool], set[tuple[float, bool]]] = {}
    path: list[tuple[float, bool]] = []
    for weight in (_weight(p) for p in paragraphs if p.kind is BlockKind.HEADING):
        path = [above for above in path if above < weight]
        parents.setdefault(weight, set()).update(path[-1:])
        path.append(weight)
    levels: dict[tuple[float, bool], int] = {}
    for weight in sorted(parents):
        levels[weight] = min(1 + max((levels[parent] for parent in parents[weight]), default=0), 6)
    return levels


def _metadata_title(reader: pypdf.PdfReader) -> str:
    try:
        title = reader.metadata.title if reader.metadata is not None else None
    except Exception:  # noqa: BLE001 (a damaged entry costs the title only)
        return ""
    return title.strip() if isinstance(title, str) else ""


def _page(number: int, page: RawPage) -> Page:
    furniture = [Furniture("askew", start, end) for start, end in _runs(page.askew, page.raw)]
    for line, kind in zip(page.lines, page.kinds, strict=True):
        offsets = sorted(offset for offset in line.raw_offsets if offset >= 0)
        if kind and offsets:
            furniture += [Furniture(kind, start, end) for start, end in _runs(offsets, page.raw)]
    return Page(
        number=number,
        label=page.label,
        raw=page.raw,
        width=page.width,
        height=page.height,
        boxes=page.boxes,
        furniture=tuple(furniture),
        extractor=page.extractor,
        ocr=page.ocr,
    )


def _runs(offsets: Sequence[int], raw: str) -> list[tuple[int, int]]:
    """Ascending offsets as spans; what cannot be seen between two of them does not part them."""

    def shown(letter: str) -> bool:
        return bool(clean_letters(letter).strip())

    runs: list[list[int]] = []
    for offset in offsets:
        if runs and not any(map(shown, raw[runs[-1][1] : offset])):
            runs[-1][1] = offset + 1
        else:
            runs.append([offset, offset + 1])
    return [(start, end) for start, end in runs]


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: '3-5, 9'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)

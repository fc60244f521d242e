"""How well ingestion reads documents of which every word is known: one table of measures a document.

``python -m eval.typesetting.ingestion SET`` prints it; the truth stands beside the PDFs (see ``typeset``).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from app.comparison.recommendations import find_recommendations
from eval.typesetting.aligned import Aligned, words_of
from eval.typesetting.placing import letters_of
from eval.typesetting.truth import TrueBlock, Truth, read_truth, truth_path
from ingest.document import Document
from ingest.ingest import read_folder
from ingest.records import Block, BlockKind
from ingest.settings import IngestSettings

_HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
_SENTENCE_END = re.compile(r"[.?!][’”\"')\]]*$")


class Share(NamedTuple):
    """``right`` of ``of``, and what was wrong, for a person to read."""

    name: str
    right: int
    of: int
    wrong: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The share, 1.0 when there was nothing to find."""
        return self.right / self.of if self.of else 1.0


def measure(document: Document, truth: Truth) -> list[Share]:
    """Every measure of one document, in the order of the table."""
    running = [block for block in truth.blocks if block.kind not in ("footnote", "side_note")]
    notes = truth.of_kind("footnote")
    body = words_of(document, [b for b in document.blocks if b.kind is not BlockKind.FOOTNOTE])
    foot = words_of(document, [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE])
    main, small = Aligned(running, body), Aligned(notes, foot)
    return [
        _kept(main, small),
        *_furniture(document, truth),
        _hyphens(main, small),
        _side_notes(document, truth),
        _footnotes(document, truth),
        *_headings(document, truth),
        _paragraphs(document, truth),
        _of_kind("list items", truth.of_kind("list_item"), document, BlockKind.LIST_ITEM),
        _of_kind("table rows", truth.of_kind("table_row"), document, BlockKind.TABLE_ROW),
        _recommendations(document, truth),
        _pages(document, main, small),
    ]


def _kept(*aligned: Aligned) -> Share:
    wrong = [text for part in aligned for text in part.missing()]
    total = sum(len(part.true) for part in aligned)
    return Share("words kept in order", total - len(wrong), total, tuple(wrong))


def _hyphens(*aligned: Aligned) -> Share:
    cut = [(part, n, p) for part in aligned for n, block in enumerate(part.blocks) for p in block.broken]
    wrong = [part.blocks[n].words[p] for part, n, p in cut if (n, p) not in part.places]
    return Share("hyphens at line ends decided right", len(cut) - len(wrong), len(cut), tuple(wrong))


def _furniture(document: Document, truth: Truth) -> list[Share]:
    right = found_total = true_total = 0
    extra: list[str] = []
    missed: list[str] = []
    for page, words in zip(document.pages, truth.furniture, strict=True):
        raw = [page.raw[part.raw_start : part.raw_end] for part in page.furniture]
        found = Counter(word for part in raw for word in part.replace("\N{WORD JOINER}", "").split())
        true = Counter(words)
        right += (found & true).total()
        found_total, true_total = found_total + found.total(), true_total + true.total()
        extra += [f"page {page.number}: {word}" for word in (found - true).elements()]
        missed += [f"page {page.number}: {word}" for word in (true - found).elements()]
    return [
        Share("furniture precision", right, found_total, tuple(extra)),
        Share("furniture recall", right, true_total, tuple(missed)),
    ]


def _text(document: Document, block: Block) -> str:
    return document.text[block.char_start : block.char_end]


def _side_notes(document: Document, truth: Truth) -> Share:
    """A side note is right when it stands in one piece in a block of its own."""
    return _of_kind("side notes in one piece", truth.of_kind("side_note"), document, *BlockKind)


def _of_kind(name: str, wanted: Sequence[TrueBlock], document: Document, *kinds: BlockKind) -> Share:
    """Which of ``wanted`` are one whole block of these kinds, their own mark aside."""
    there = Counter(
        letters_of(_text(document, block).removeprefix(block.label)) for block in document.blocks if block.kind in kinds
    )
    wrong = []
    for block in wanted:
        letters = letters_of(block.text)
        if there[letters]:
            there[letters] -= 1
        else:
            wrong.append(block.text)
    return Share(name, len(wanted) - len(wrong), len(wanted), tuple(wrong))


def _paragraphs(document: Document, truth: Truth) -> Share:
    return _of_kind("paragraphs in one piece", truth.of_kind("paragraph"), document, *BlockKind)


def _footnotes(document: Document, truth: Truth) -> Share:
    """A footnote is right when its text is a footnote with its number, and its mark stands behind the right word."""
    notes = {
        (block.label, letters_of(_text(document, block).removeprefix(block.label)))
        for block in document.blocks
        if block.kind is BlockKind.FOOTNOTE
    }
    marks = {
        (mark.label, letters_of(document.text[max(mark.char_position - 60, 0) : mark.char_position])[-15:])
        for block in document.blocks
        for mark in block.note_marks
    }
    before = {
        label: letters_of(" ".join(block.words[:place]))[-15:] for block in truth.blocks for label, place in block.notes
    }
    wanted = truth.of_kind("footnote")
    wrong = [
        f"{note.label} {note.text}"
        for note in wanted
        if (note.label, letters_of(note.text)) not in notes or (note.label, before.get(note.label)) not in marks
    ]
    return Share("footnotes attached", len(wanted) - len(wrong), len(wanted), tuple(wrong))


def _headings(document: Document, truth: Truth) -> list[Share]:
    """Headings that stand below the right heading, then which of the headings that ingestion sees are one.

    Levels are compared by what they are for, the heading above, since their numbers need not follow on each other.
    """
    seen = [(letters_of(_heading_text(document, block)), block) for block in document.blocks if block.kind in _HEADINGS]
    levels = {letters: block.level for letters, block in seen}
    wanted = truth.of_kind("heading")
    found = [block for block in wanted if letters_of(block.text) in levels]
    above = dict(zip(found, _above(found, [levels[letters_of(block.text)] for block in found]), strict=True))
    parents = _above(wanted, [block.level for block in wanted])
    wrong = [
        f"{block.text} (below '{above[block]}', not '{parent}')" if block in above else f"{block.text} (not a heading)"
        for block, parent in zip(wanted, parents, strict=True)
        if above.get(block) != parent
    ]
    known = {letters_of(block.text) for block in truth.of_kind("heading", "box_title", "title")}
    known |= {letters_of(block.text) for block in truth.of_kind("paragraph") if len(block.words) <= 12}
    extra = [letters for letters, _ in seen if letters not in known]
    return [
        Share("headings below the right one", len(wanted) - len(wrong), len(wanted), tuple(wrong)),
        Share("headings that are one", len(seen) - len(extra), len(seen), tuple(extra)),
    ]


def _above(blocks: Sequence[TrueBlock], levels: Sequence[int]) -> list[str]:
    """For every heading the nearest one before it of a smaller level, '' when there is none."""
    open_headings: list[tuple[int, str]] = []
    parents = []
    for block, level in zip(blocks, levels, strict=True):
        while open_headings and open_headings[-1][0] >= level:
            open_headings.pop()
        parents.append(open_headings[-1][1] if open_headings else "")
        open_headings.append((level, block.text))
    return parents


def _heading_text(document: Document, block: Block) -> str:
    text = _text(document, block)
    return text if not block.label or text.startswith(block.label) else f"{block.label} {text}"


def _recommendations(document: Document, truth: Truth) -> Share:
    wanted = [block for block in truth.of_kind("heading") if block.label]
    found = {
        (one.label, letters_of(document.text[one.char_start : one.char_end])) for one in find_recommendations(document)
    }
    wrong = [block.text for block in wanted if (block.label, letters_of(block.text)) not in found]
    return Share("recommendations", len(wanted) - len(wrong), len(wanted), tuple(wrong))


def _pages(document: Document, *aligned: Aligned) -> Share:
    """Whether every true sentence stands on its own pages; one of which the ends are lost is wrong."""
    total = 0
    wrong = []
    for part in aligned:
        for number, block in enumerate(part.blocks):
            if block.kind == "contents":
                continue
            for start, end in _sentences(block):
                total += 1
                first, last = part.places.get((number, start)), part.places.get((number, end))
                true = tuple(sorted({page for pages in block.pages[start : end + 1] for page in pages}))
                if not first or not last or document.span_page_numbers(first.char_start, last.char_end) != true:
                    wrong.append(" ".join(block.words[start : end + 1]))
    return Share("sentences on their pages", total - len(wrong), total, tuple(wrong))


def _sentences(block: TrueBlock) -> list[tuple[int, int]]:
    """First and last word (with letters) of every sentence of a block."""
    found: list[tuple[int, int]] = []
    here: list[int] = []
    for place, word in enumerate(block.words):
        here += [place] if letters_of(word) else []
        if here and (_SENTENCE_END.search(word) or place == len(block.words) - 1):
            found.append((here[0], here[-1]))
            here = []
    return found


def measure_set(folder: Path) -> dict[str, list[Share]]:
    """The measures of every document of a set that has a truth beside it, by file name."""
    documents = folder / "documents"
    with TemporaryDirectory() as home:
        run = read_folder(documents, Path(home), IngestSettings())
    return {
        document.source.file: measure(document, read_truth(truth_path(documents / document.source.file)))
        for document in run.documents
        if truth_path(documents / document.source.file).is_file()
    }


def print_table(shares: dict[str, list[Share]], wrong: int = 0) -> None:
    """Print a table, a row a measure and a column a document, then up to ``wrong`` examples of each."""
    table = Table(title="Ingestion against what is known")
    table.add_column("measure")
    for name in shares:
        table.add_column(name, justify="right")
    for row in zip(*shares.values(), strict=True):
        table.add_row(row[0].name, *(f"{one.value:.2%} ({one.right}/{one.of})" for one in row))
    console = Console(markup=False, emoji=False)
    console.print(table)
    for name, measured in shares.items():
        for one in measured:
            for example in one.wrong[:wrong]:
                console.print(f"{name}, {one.name}: {example}", highlight=False)


if __name__ == "__main__":
    print_table(measure_set(Path(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 0)

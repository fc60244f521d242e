"""A paragraph in the making, what is usual in a document, and what can be seen at one of its lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.assemble import QA_LABEL
from ingest.pdf.lines import Line
from ingest.records import BlockKind

LARGER = 1.12
PART, PART_SHARE, PART_LETTERS = 2, 0.6, 4000
FEWEST_RUNNING = 20
ENDS = re.compile(r"[.?!:;…]['’”»)\]]*$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, with what they are; ``label`` is a list mark or note number, taken from the text.

    ``heads`` are the words of its table that it stands under: of its columns, of its row.
    """

    kind: BlockKind
    lines: list[Line]
    label: str = ""
    level: int = 0
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of running text, the pitch of its lines, and its column's edges."""

    size: float
    pitch: float
    left: float
    right: float


def measure(lines: Sequence[Line]) -> Measures:
    """The usual measures over all lines of running text, weighted by their length."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    size = weights.most_common(1)[0][0] if weights else 10.0
    body = [line for line in lines if abs(line.size - size) < 0.06 * size]
    pairs = [
        (above, below)
        for above, below in itertools.pairwise(body)
        if above.page_number == below.page_number and 0 < above.baseline - below.baseline < 3 * size
    ]
    # Short items with room between them may be most of a document's lines: those in the middle of a sentence tell.
    running = [pair for pair in pairs if goes_on_in_words(*pair)]
    told = running if len(running) >= FEWEST_RUNNING else pairs
    pitches = [above.baseline - below.baseline for above, below in told]
    lefts = Counter(round(line.left) for line in body)
    rights = sorted(line.right for line in body)
    return Measures(
        size,
        median(pitches) if pitches else 1.2 * size,
        float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        rights[int(len(rights) * 0.9)] if rights else 0.0,
    )


def measures_by_page(pages: Sequence[Sequence[Line]], usual: Measures) -> list[Measures]:
    """For every page the measures of its part: ``usual``, unless the pages around it are set in another size."""
    result = []
    for number in range(len(pages)):
        around = [line for lines in pages[max(number - PART, 0) : number + PART + 1] for line in lines]
        weights: Counter[float] = Counter()
        for line in around:
            weights[round(line.size, 1)] += len(line.text)
        size, letters = weights.most_common(1)[0] if weights else (usual.size, 0)
        own = letters > max(PART_SHARE * weights.total(), PART_LETTERS) and abs(size - usual.size) > 0.04 * usual.size
        result.append(measure(around) if own else usual)
    return result


def is_large(paragraph: Paragraph, usual: Measures) -> bool:
    """Whether a paragraph is set in larger type than running text."""
    return paragraph.lines[0].size > LARGER * usual.size


def ends_sentence(line: Line) -> bool:
    """Whether a sentence ends with the line, note marks at its end not counted."""
    text = line.text
    for start, end in reversed(line.raised):
        text = text[:start] if not text[end:].strip() else text
    return bool(ENDS.search(text))


def goes_on_in_words(previous: Line, line: Line) -> bool:
    """Whether a word or sentence goes on from one line to the next."""
    return previous.text.endswith("-") or line.text[0].islower()


def is_qa_label(text: str) -> bool:
    """Whether a line is the label of a question or an answer ('Antwoord op vraag 3')."""
    return bool(QA_LABEL.match(text))

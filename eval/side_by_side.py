"""How right the comparison of an advice and a letter is: ``python -m eval.side_by_side SET ...``.

The truth of a pair stands in the set's ``comparison.toml``: for every recommendation its statement, explanation and
other places, the reaction, the sentence that decides and the stand, each as 'first words … last words'.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.comparison.matching import compare
from app.comparison.records import Compared, Comparison, Passage
from index.encoder import Encoder, load_encoder
from index.settings import IndexSettings
from ingest.document import Document
from ingest.ingest import read_folder
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.passages import block_sentences
from ingest.records import BlockKind
from ingest.settings import IngestSettings

Span = tuple[int, int]
_READ = frozenset(BlockKind) - {BlockKind.FOOTNOTE, BlockKind.LINK}
_BELOW = _READ - {BlockKind.HEADING, BlockKind.TITLE}


@dataclass(frozen=True, slots=True)
class Side:
    """The measures of one pair, and what was wrong, for a person to read.

    ``recommendations`` is the F1 of those found, by their places, ``labels`` the share that is called as in the truth;
    ``precision`` and ``recall`` count sentences of reactions over all recommendations, ``deciding`` the recommendations
    with a deciding sentence that is right (none where there is none), ``stands`` those with the right stand.
    """

    recommendations: float
    labels: float
    bounded: float
    precision: float
    recall: float
    deciding: float
    stands: float
    none: float
    wrong: tuple[str, ...]


def pair_of(folder: Path, readers: IsolatedReaders | None = None) -> tuple[Document, Document]:
    """The advice and the letter of the set in ``folder``, by ``readers`` that are open already where there are."""
    with TemporaryDirectory() as home:
        run = read_folder(folder / "documents", Path(home), IngestSettings(), readers=readers)
        documents = {document.source.role: document for document in run.documents}
    return documents["advies"], documents["kabinetsreactie"]


def measure_pair(folder: Path, advice: Document, letter: Document, encoder: Encoder) -> Side:
    """The measures of the comparison of a pair whose truth stands in ``folder``."""
    return measure(compare(advice, letter, encoder), read_truth(folder), advice, letter)


def read_truth(folder: Path) -> list[dict[str, object]]:
    """What is known of the pair in ``folder``, a recommendation each."""
    values = tomllib.loads((folder / "comparison.toml").read_text("utf-8"))
    return list(values["recommendation"])


def is_apart(folder: Path) -> bool:
    """Whether the pair in ``folder`` is kept apart: nothing is trained on it."""
    return bool(tomllib.loads((folder / "comparison.toml").read_text("utf-8")).get("apart"))


def measure(comparison: Comparison, truth: Sequence[dict[str, object]], advice: Document, letter: Document) -> Side:
    """The measures of ``comparison`` against ``truth``."""
    found = _same_places(comparison, truth, advice)
    known_ones = {id(one) for one in found if one is not None}
    extra = [one for one in comparison.compared if id(one) not in known_ones]
    wrong: list[str] = [f"recommendation too many: {one.recommendation.text}" for one in extra]
    bounded = right = shown = wanted = decided = stood = none = nothing = labels = 0
    shown += sum(len(_sentences(letter, _reactions(one))) for one in extra)
    for known, one in zip(truth, found, strict=True):
        label = str(known["label"])
        labels += one is not None and one.recommendation.label == label
        true = _sentences(letter, [find_span(letter, text) for text in texts_of(known, "reaction")])
        ours = _sentences(letter, _reactions(one)) if one else set()
        bounded += _is_bounded(advice, one, known, wrong)
        right, shown, wanted = right + len(true & ours), shown + len(ours), wanted + len(true)
        wrong += [f"{label} missed: {letter.text[slice(*span)]}" for span in sorted(true - ours)]
        wrong += [f"{label} too many: {letter.text[slice(*span)]}" for span in sorted(ours - true)]
        if not true:
            nothing, none = nothing + 1, none + (not ours)
        decided += _same_deciding(letter, one, str(known["deciding"]), label, wrong)
        stand = one.deciding.stand if one and one.deciding else ""
        stood += stand == known["stand"]
        wrong += [] if stand == known["stand"] else [f"{label} stand: '{stand}', not '{known['stand']}'"]
    count = len(truth)
    return Side(
        recommendations=2 * len(known_ones) / (count + len(comparison.compared)),
        labels=labels / count,
        bounded=bounded / count,
        precision=right / shown if shown else 1.0,
        recall=right / wanted if wanted else 1.0,
        deciding=decided / count,
        stands=stood / count,
        none=none / nothing if nothing else 1.0,
        wrong=tuple(wrong),
    )


def find_span(document: Document, written: str) -> Span:
    """The span of 'first words … last words' in a document, tables of contents aside.

    Raises ValueError when it is not there, or twice.
    """
    parts = [_pattern(part) for part in written.split(" … ")]
    links = [(block.char_start, block.char_end) for block in document.blocks if block.kind is BlockKind.LINK]
    found = [
        match
        for match in re.finditer(r".*?".join(parts), document.text, re.DOTALL)
        if not any(start <= match.start() < end for start, end in links)
    ]
    if len(found) != 1:
        raise ValueError(f"'{written}' stands {len(found)} times in {document.source.id}")
    return found[0].span()


def _pattern(words: str) -> str:
    return r"\s*".join(re.escape(word) for word in words.split())


def _same_places(comparison: Comparison, truth: Sequence[dict[str, object]], advice: Document) -> list[Compared | None]:
    """For each recommendation of the truth the one that was found at its place, or where a list repeats it."""
    left = list(comparison.compared)
    found: list[Compared | None] = []
    for known in truth:
        places = [find_span(advice, text) for text in (str(known["statement"]), *texts_of(known, "also"))]
        same = next((one for one in left if any(_overlaps(one, place) for place in places)), None)
        left = [one for one in left if one is not same]
        found.append(same)
    return found


def _overlaps(one: Compared, place: Span) -> bool:
    own = [one.recommendation.citation, *(passage.citation for passage in one.recommendation.also)]
    return any(where.char_start < place[1] and place[0] < where.char_end for where in own)


def _reactions(one: Compared) -> list[Span]:
    return [(reaction.citation.char_start, reaction.citation.char_end) for reaction in one.reactions]


def texts_of(known: dict[str, object], name: str) -> list[str]:
    """What a recommendation of the truth has under a name, each as 'first words … last words'; empty for nothing."""
    texts = known.get(name, [])
    return [str(text) for text in texts] if isinstance(texts, list) else [str(texts)]


def _sentences(document: Document, spans: Sequence[Span], kinds: frozenset[BlockKind] = _BELOW) -> set[Span]:
    """The sentences of a document of which more than half lies in one of ``spans``."""
    found = set()
    for block in document.blocks:
        if block.kind not in kinds:
            continue
        for one in block_sentences(document, block):
            middle = (one.char_start + one.char_end) // 2
            if any(start <= middle < end for start, end in spans):
                found.add((one.char_start, one.char_end))
    return found


def _is_bounded(advice: Document, one: Compared | None, known: dict[str, object], wrong: list[str]) -> bool:
    if one is None:
        wrong.append(f"recommendation missed: {known['label']}")
        return False
    said = one.recommendation

    def read(passages: Sequence[Passage]) -> list[Span]:
        return [(passage.citation.char_start, passage.citation.char_end) for passage in passages]

    statement, stated = find_span(advice, str(known["statement"])), (said.citation.char_start, said.citation.char_end)
    true, own = _sentences(advice, [statement], _READ), _sentences(advice, [stated], _READ)
    differ = {min(true), min(own)} if min(true, default=None) != min(own, default=None) else set()
    if "explanation" in known:
        true |= _sentences(advice, [find_span(advice, text) for text in texts_of(known, "explanation")])
        differ |= true ^ (own | _sentences(advice, read(said.explanation)))
    also = _sentences(advice, [find_span(advice, text) for text in texts_of(known, "also")])
    differ |= also ^ _sentences(advice, read(said.also))
    wrong += [f"{known['label']} bounded otherwise: {advice.text[slice(*span)]}" for span in sorted(differ)]
    return not differ


def _same_deciding(letter: Document, one: Compared | None, known: str, label: str, wrong: list[str]) -> bool:
    own = one.deciding if one else None
    true = _sentences(letter, [find_span(letter, known)]) if known else set()
    ours = _sentences(letter, [(own.citation.char_start, own.citation.char_end)]) if own else set()
    if true != ours:
        wrong.append(f"{label} decides: {own.text if own else 'nothing'}")
    return true == ours


def print_sides(folders: Sequence[Path], encoder: Encoder) -> None:
    """Print the measures of every pair, and what was wrong."""
    with IsolatedReaders(IngestSettings()) as readers:
        pairs = [pair_of(folder, readers) for folder in folders]
    for folder, pair in zip(folders, pairs, strict=True):
        side = measure_pair(folder, *pair, encoder)
        names = ("recommendations", "labels", "bounded", "precision", "recall", "deciding", "stands", "none")
        print(folder.name, ", ".join(f"{name} {getattr(side, name):.3f}" for name in names))
        for line in side.wrong:
            print("   ", " ".join(line.split()))


if __name__ == "__main__":
    print_sides([Path(name) for name in sys.argv[1:]], load_encoder(IndexSettings()))

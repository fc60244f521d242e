"""Campaign: one word swapped for its opposite, or one number or date changed, in sentences of the question sets.

None may count as verbatim or as the same sentence, and the true sentence must count as both.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.answer.same_sentence import same_sentence
from app.quotation.checking import check_quotation
from app.quotation.records import Verdict
from app.quotation.word_index import QuotationIndex
from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from index.values.number_words import numerals
from ingest.any_file import read_document
from ingest.document import Document
from ingest.lexicon import listed, month_names
from ingest.passages import block_sentences
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

SENTENCES = 2000
KINDS = (".html", ".docx", ".pdf", ".xml")
TOLD = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
SETS = Path(__file__).parents[2] / "eval" / "sets"
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_LABEL = re.compile(r"^\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+")  # of an item: set aside on purpose


def swaps() -> dict[str, tuple[str, ...]]:
    """For every word the words that say something else in its place."""
    given = tomllib.loads(Path(__file__).with_name("swaps.toml").read_text("utf-8"))
    groups = [*given["opposites"], *given["kinds"].values(), list(month_names()), _numerals(),
              list(listed("ordinals")), list(listed("negations"))]  # fmt: skip
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            found[word] = (*found.get(word, ()), *(other for other in group if other != word))
    return found


def _numerals() -> list[str]:
    """The number words up to a hundred."""
    return sorted(word for word, number in numerals().items() if number <= 100)


def changed(sentence: str, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """``sentence`` with one word swapped, or one number raised by one: every way that ``known`` has."""
    for match in _WORD.finditer(sentence):
        for other in known.get(match[0].lower(), ()):
            word = other.capitalize() if match[0][0].isupper() else other
            yield sentence[: match.start()] + word + sentence[match.end() :]
    for match in _NUMBER.finditer(sentence):
        for step in (1, -1):
            number = str(max(0, int(match[0]) + step)).zfill(len(match[0]))
            if number != match[0]:
                yield sentence[: match.start()] + number + sentence[match.end() :]


def run(bounds: Bounds) -> Outcome:
    """Every swap in up to ``SENTENCES`` sentences of the sets, file by file, as far as the time allows."""
    known = swaps()
    true, tried, faults = 0, 0, []
    files = [path for path in SETS.glob("*/documents/*") if path.suffix in KINDS]
    for path in sorted(files, key=lambda path: (path.stat().st_size, str(path))):
        if true and (true >= SENTENCES or not bounds.goes_on()):
            break
        document = read_document(Source("a", "", "overig", "", file=path.name), path, IngestSettings())
        documents = {"a": document}
        index = QuotationIndex(documents)
        texts = _sentences(document)
        bounds.chance.shuffle(texts)
        for text in texts[: SENTENCES - true]:
            if not bounds.goes_on():
                break
            true += 1
            if check_quotation(documents, text, index).verdict != Verdict.VERBATIM or not same_sentence(text, text):
                faults.append(f"the true sentence is refused: {text}")
            for other in changed(text, known):
                tried += 1
                if not _stands(other, document) and _passes(documents, index, text, other):
                    faults.append(f"{other!r} passes for {text!r}")
    return Outcome(tried, f"{tried} swaps in {true} sentences", tuple(faults))


def _sentences(document: Document) -> list[str]:
    """The whole sentences of more than four words, each once, without their labels, always in one order."""
    spans = (one for block in document.blocks if block.kind in TOLD for one in block_sentences(document, block))
    found = {_LABEL.sub("", document.text[one.char_start : one.char_end]) for one in spans}
    return sorted(text for text in found if len(text.split()) > 4 and text[-1] in ".?!;:")


def _stands(other: str, document: Document) -> bool:
    """Whether a swapped sentence stands in the document too, as in 'optie 1' beside 'optie 2'."""
    return other in document.text


def _passes(documents: Mapping[str, Document], index: QuotationIndex, text: str, other: str) -> bool:
    return same_sentence(text, other) or check_quotation(documents, other, index).verdict == Verdict.VERBATIM


CAMPAIGNS = (Campaign("swapping", "no opposite, other number or other date is verbatim or the same", 300, run),)

"""What a reader sees of an answer: its sentences in order, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.records import Answer, Quote
from eval.places import Letters, Span, surroundings
from eval.sets import SetQuestion, normalised
from ingest.document import Document
from ingest.passages import block_sentences


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence, list item or table row as it is shown, in the ``block``-th block (from 0).

    ``answers``: it holds, or lies in, words that answer. ``belongs``: it answers, or stands in the same paragraph, list
    or row. ``repeated``: the same answer showed it before.
    """

    text: str
    block: int
    answers: bool
    belongs: bool
    repeated: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Shown:
    """The sentences that are shown, in order; ``speaker_right`` tells whether the first block is of a speaker whose
    words answer, None where there is nothing to tell apart.
    """

    sentences: tuple[ShownSentence, ...] = ()
    speaker_right: bool | None = None


class Reader:
    """Reads answers as a person would, over the documents that they quote."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """``documents`` by source id."""
        self._documents = documents
        self._letters: dict[str, Letters] = {}

    def read(self, question: SetQuestion, answer: Answer) -> Shown:
        """What is shown of ``answer``."""
        truth = self._truth(question)
        belonging = {
            source_id: [near for span in spans for near in surroundings(self._documents[source_id], span)]
            for source_id, spans in truth.items()
        }
        seen: set[str] = set()
        sentences = []
        for number, quote in enumerate(answer.quotes):
            source_id = quote.citation.source_id
            for span in self._sentences(quote):
                text = self._documents[source_id].text[slice(*span)]
                answers = _overlaps(span, truth.get(source_id, ()))
                belongs = answers or _overlaps(span, belonging.get(source_id, ()))
                sentences.append(ShownSentence(text, number, answers, belongs, normalised(text) in seen))
                seen.add(normalised(text))
        return Shown(tuple(sentences), self._speaker_right(truth, answer))

    def _truth(self, question: SetQuestion) -> dict[str, list[Span]]:
        """Where the gold quotes and the answer sentences stand, by source id."""
        found: dict[str, list[Span]] = {}
        names = {gold.document for gold in question.gold}
        for source_id, document in self._documents.items():
            name = document.source.file.rsplit("/", 1)[-1]
            if name not in names:
                continue
            letters = self._letters.get(source_id) or self._letters.setdefault(source_id, Letters(document))
            texts = [gold.quote for gold in question.gold if gold.document == name]
            spans = [span for text in (*texts, *question.answer_sentences) for span in letters.spans(text)]
            if spans:
                found[source_id] = spans
        return found

    def _sentences(self, quote: Quote) -> Iterator[Span]:
        """The sentences of a block with what is shown before and after it, in the order of the document."""
        document = self._documents[quote.citation.source_id]
        shown = [
            (quote.lead_start, quote.lead_start + len(quote.lead)),
            (quote.citation.char_start, quote.citation.char_end),
            (quote.tail_start, quote.tail_start + len(quote.tail)),
        ]
        for start, end in shown:
            for block in document.blocks:
                if start < block.char_end and block.char_start < end:
                    for one in block_sentences(document, block):
                        if start < one.char_end and one.char_start < end:
                            yield max(start, one.char_start), min(end, one.char_end)

    def _speaker_right(self, truth: Mapping[str, list[Span]], answer: Answer) -> bool | None:
        speakers = {document.source.speaker for document in self._documents.values()}
        if len(speakers) < 2 or not truth or not answer.quotes:
            return None
        right = {self._documents[source_id].source.speaker for source_id in truth}
        return answer.quotes[0].citation.speaker in right


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)

"""What a reader sees of an answer: which sentences answer, what belongs with them, what is shown twice, who speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.citation.place import make_citation
from app.records import ABSTAINED, ANSWERED, Answer, Quote
from eval.measures import measured
from eval.places import Letters, surroundings
from eval.reader_view import Reader
from eval.run import Asked
from eval.sets import Gold, SetQuestion
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document, make_source

PARAGRAPH = "De brug is van staal. Zij werd gebouwd in 1932. Er rijden 40 treinen per dag over."
LIST = ("De raad noemt twee oorzaken:", "te weinig geld;", "te weinig mensen.")
OTHER = "Het zwembad is dicht."
"""A paragraph of three sentences, a list with its introduction, and a paragraph that answers nothing."""


@pytest.fixture
def document() -> Document:
    """The document that the answers quote."""
    items = [(BlockKind.LIST_ITEM, text) for text in LIST[1:]]
    return make_document(PARAGRAPH, LIST[0], *items, OTHER, source=make_source())


def question(document: Document, quote: str) -> SetQuestion:
    """A question that ``quote`` answers."""
    return SetQuestion("1", "citizen", "Wat?", True, (Gold(document.source.file, None, quote),), 1)


def quote_of(document: Document, text: str, **values: str | int) -> Quote:
    """A quote of ``text`` where it stands."""
    start = document.text.index(text)
    citation = make_citation(document, start, start + len(text), 1)
    return Quote(text, citation, document.source.file, "paragraph", 0.5, **values)  # type: ignore[arg-type]


def asked(document: Document, gold: str, *quotes: Quote, status: str = ANSWERED) -> Asked:
    """The question that ``gold`` answers, answered with ``quotes``."""
    answer = Answer("Wat?", status, 0.5, quotes)
    one = question(document, gold)
    shown = Reader({document.source.id: document}).read(one, answer)
    return Asked(one, answer, 1.0, answer, shown=shown)


def test_words_are_counted_until_the_sentence_that_answers(document: Document) -> None:
    found = measured(asked(document, "in 1932", quote_of(document, PARAGRAPH)))
    assert found["words until the answer"] == len(
        ["De", "brug", "is", "van", "staal.", "Zij", "werd", "gebouwd", "in", "1932."]
    )
    assert found["first block"] == 1.0
    assert found["precision of what is shown"] == 1.0


def test_a_block_that_answers_nothing_costs_precision_and_words(document: Document) -> None:
    found = measured(asked(document, "in 1932", quote_of(document, OTHER), quote_of(document, PARAGRAPH)))
    assert found["first block"] == 0.0
    assert found["precision of what is shown"] == pytest.approx(3 / 4)
    assert found["words until the answer"] == 4 + 10


def test_what_is_shown_around_the_quote_counts(document: Document) -> None:
    sentence = "Zij werd gebouwd in 1932."
    tail = "Er rijden 40 treinen per dag over."
    quote = quote_of(document, sentence, tail=tail, tail_start=document.text.index(tail))
    found = measured(asked(document, "40 treinen", quote))
    assert (found["first block"], found["first quote"]) == (1.0, 0.0)


def test_a_list_belongs_together_with_its_introduction(document: Document) -> None:
    quotes = [quote_of(document, text) for text in LIST]
    found = measured(asked(document, "te weinig mensen", *quotes))
    assert found["precision of what is shown"] == 1.0
    span = next(Letters(document).spans("te weinig mensen"))
    assert [document.text[start:end] for start, end in surroundings(document, span)] == list(LIST)


def test_a_sentence_that_is_shown_twice_is_repeated(document: Document) -> None:
    found = measured(asked(document, "in 1932", quote_of(document, OTHER), quote_of(document, OTHER)))
    assert found["repeated"] == 0.5


def test_who_refuses_shows_no_answer(document: Document) -> None:
    found = measured(asked(document, "in 1932", status=ABSTAINED))
    assert (found["first block"], found["words until the answer"]) == (0.0, 300.0)
    assert "precision of what is shown" not in found


def test_the_speaker_is_judged_where_there_are_two(document: Document) -> None:
    other = replace(
        document, source=replace(document.source, id="brief", file="brief.txt", speaker="De minister", role="overig")
    )
    documents = {document.source.id: document, "brief": other}
    one = question(document, "in 1932")
    for source, right in ((document, True), (other, False)):
        answer = Answer("Wat?", ANSWERED, 0.5, (quote_of(source, PARAGRAPH),))
        assert Reader(documents).read(one, answer).speaker_right is right


def test_the_letters_of_a_document_are_gathered_once(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    class Counted(Letters):
        def __init__(self, document: Document) -> None:
            made.append(document.source.id)
            super().__init__(document)

    monkeypatch.setattr("eval.reader_view.Letters", Counted)
    reader = Reader({document.source.id: document})
    for gold in ("in 1932", "40 treinen"):
        shown = reader.read(question(document, gold), Answer("Wat?", ANSWERED, 0.5, (quote_of(document, PARAGRAPH),)))
        assert [one.answers for one in shown.sentences].count(True) == 1
    assert made == [document.source.id]

"""A question for a list gets the whole list: of items, or in running text."""

from __future__ import annotations

import pytest

from app.answer.document_lists import list_at, list_in_prose_at
from app.answer.quotes import choose, compose_quotes
from app.answer.ranked_sentences import ScoredSentence
from app.answer.whole_list import whole_list
from app.question.parsing import as_it_stands
from app.records import Quote
from ingest.document import Document
from ingest.passages import block_sentences, cut_passages
from ingest.records import BlockKind, Sentence
from ingest.settings import IngestSettings
from tests.documents import make_document

INTRODUCTION = "De minister let op vier punten:"
ITEMS = ("1. Geld voor gemeenten.", "2. Meer mensen.", "3. Minder regels.", "4. Een vast loket.")
PROSE = (
    "In de eerste plaats stapelen de regels zich op.",
    "In de tweede plaats is het geld tijdelijk.",
    "In de derde plaats ontbreken de mensen.",
)


@pytest.fixture(scope="module")
def document() -> Document:
    items = [(BlockKind.LIST_ITEM, item) for item in ITEMS]
    causes = (
        f"De raad ziet drie oorzaken. {PROSE[0]} Dat is al jaren zo. {PROSE[1]} {PROSE[2]} Zo gaat het niet langer."
    )
    return make_document("Het loket kost veel geld.", f"Dank voor uw brief. {INTRODUCTION}", *items, causes)


def ranked(document: Document, *texts: str) -> list[ScoredSentence]:
    """The sentences of ``document`` that begin with ``texts``, in that order, as they come out of ranking."""
    found = []
    for row, text in enumerate(texts):
        start = document.text.index(text)
        passage = next(p for p in cut_passages(document, IngestSettings()) if p.char_start <= start < p.char_end)
        sentence = next(s for s in passage.sentences if s.char_start == start)
        whole = document.text[sentence.char_start : sentence.char_end]
        found.append(ScoredSentence(passage, sentence, whole, 9.0 - row, 0.9, 0.9))
    return found


def quoted(document: Document, question: str, *texts: str) -> list[Quote]:
    """The quotes for ``question`` when these sentences rank best."""
    best = ranked(document, *texts)
    documents, asked = {document.source.id: document}, as_it_stands(question)
    chosen = choose(best, 3, 90)
    return list(compose_quotes(documents, whole_list(documents, asked, best, chosen) or chosen, best, asked, 0.5))


def _texts(document: Document, sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(document.text[s.char_start : s.char_end] for s in sentences)


def test_an_item_is_one_sentence_with_its_label(document: Document) -> None:
    items = [block for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [len(block_sentences(document, block)) for block in items] == [1, 1, 1, 1]


@pytest.mark.parametrize("text", [INTRODUCTION, ITEMS[0], ITEMS[3]])
def test_a_list_is_found_from_its_introduction_and_from_each_item(document: Document, text: str) -> None:
    found = list_at(document, ranked(document, text)[0].sentence)
    assert found is not None
    assert _texts(document, found.items) == ITEMS
    assert found.introduction is not None
    assert _texts(document, (found.introduction,)) == (INTRODUCTION,)


@pytest.mark.parametrize("text", ["De raad ziet", *PROSE, "Dat is al"])
def test_a_list_in_running_text_is_found_from_within_and_from_right_before(document: Document, text: str) -> None:
    found = list_in_prose_at(document, ranked(document, text)[0].sentence)
    assert found is not None
    assert _texts(document, found.items) == PROSE


@pytest.mark.parametrize("text", ["Het loket", "Zo gaat"])
def test_what_stands_outside_a_list_is_in_none(document: Document, text: str) -> None:
    sentence = ranked(document, text)[0].sentence
    assert list_at(document, sentence) is list_in_prose_at(document, sentence) is None


@pytest.mark.parametrize("best", [(INTRODUCTION,), (ITEMS[2],), ("Het loket", INTRODUCTION)])
def test_a_list_is_quoted_whole_and_in_order_under_its_introduction(document: Document, best: tuple[str, ...]) -> None:
    quotes = quoted(document, "Op welke punten let de minister?", *best)
    assert [quote.text.split("\n\n") for quote in quotes] == [list(ITEMS)]
    assert [(quote.lead, quote.kind) for quote in quotes] == [(INTRODUCTION, "list_item")]


def test_a_list_in_running_text_is_quoted_whole(document: Document) -> None:
    quotes = quoted(document, "Welke drie oorzaken noemt de raad?", PROSE[1])
    assert [quote.text for quote in quotes] == list(PROSE)


def test_a_list_of_another_length_than_is_asked_or_about_something_else_is_not_taken(document: Document) -> None:
    assert [q.text for q in quoted(document, "Welke twee punten noemt zij?", ITEMS[2])] == [ITEMS[2]]
    assert len(quoted(document, "Welke soorten brieven komen er binnen?", "Het loket", ITEMS[2])) == 2


def test_an_item_that_stands_alone_has_the_introduction_as_its_lead(document: Document) -> None:
    quotes = quoted(document, "Komt er een loket?", ITEMS[3])
    assert [(quote.lead, quote.text) for quote in quotes] == [(INTRODUCTION, ITEMS[3])]


def test_what_ends_in_a_colon_is_followed_by_what_comes_after_it(document: Document) -> None:
    quotes = quoted(document, "Hoeveel punten zijn er?", INTRODUCTION)
    assert [quote.text.split("\n\n") for quote in quotes] == [[INTRODUCTION, *ITEMS]]
    assert [q.text for q in quoted(document, "Wie let op?", "Het loket", INTRODUCTION)] == ["Het loket kost veel geld."]


def test_an_answer_is_about_ninety_words_at_most() -> None:
    long = [f"Zin {number} heeft {' '.join(['woord'] * 34)} nu." for number in range(4)]
    document = make_document(*long)
    chosen = choose(ranked(document, *(f"Zin {number}" for number in range(4))), 3, 90)
    assert sum(document.text[e.char_start : e.char_end].count(" ") + 1 for e in chosen) <= 90
    assert len(chosen) == 2


def test_a_bare_yes_comes_first_or_not_at_all() -> None:
    document = make_document("Ja.", "De minister stuurt de brief in mei naar de Kamer.")
    assert choose(ranked(document, "Ja.", "De minister"), 3, 90)[0].best.text == "Ja."
    assert len(choose(ranked(document, "De minister", "Ja."), 3, 90)) == 1

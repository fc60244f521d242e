"""How long a list or a quote may be, and what is shown together: each number of the policy at its boundary."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from app.answer.answering import Answerer
from app.answer.both_speakers import beside
from app.answer.compared import from_comparisons
from app.answer.document_lists import list_in_prose_at
from app.answer.finding import Finding
from app.answer.named_part import NamedPart, openings
from app.answer.quotes import choose
from app.answer.ranked_sentences import ScoredSentence
from app.answer.surroundings import surroundings
from app.answer.topic import is_running_text, passages_with
from app.answer.whole_list import whole_list
from app.citation.place import make_citation
from app.comparison.questions import FromComparison
from app.question.parsing import as_it_stands
from app.records import Quote
from index.words import Places
from ingest.document import Document
from ingest.passages import cut_passages
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document

LET_ON = "De minister let op de punten:"


def words(count: int, first: str = "Woord") -> str:
    """A sentence of so many words."""
    return " ".join([first, *(f"w{number}" for number in range(2, count + 1))]) + "."


def scored(document: Document, *scores: float) -> list[ScoredSentence]:
    """The first sentences of a document with these scores, best first."""
    found = [(passage, one) for passage in cut_passages(document, IngestSettings()) for one in passage.sentences]
    made = [
        ScoredSentence(passage, one, document.text[one.char_start : one.char_end], score, 0.0, 0.0)
        for (passage, one), score in zip(found, scores, strict=False)
    ]
    return sorted(made, key=lambda one: -one.score)


def pieces(document: Document, limit: int, *scores: float) -> list[int]:
    """Of how many sentences each quote is that is chosen of these, at most ``limit`` words long together."""
    return [len(extract.sentences) for extract in choose(scored(document, *scores), 5, limit)]


@pytest.mark.parametrize(("items", "whole"), [(2, False), (3, True), (15, True), (16, False)])
def test_a_list_of_three_to_fifteen_items_is_given_whole(items: int, whole: bool) -> None:
    listed = [(BlockKind.LIST_ITEM, f"{number}. Punt {number} gaat over geld.") for number in range(1, items + 1)]
    document = make_document(LET_ON, *listed)
    ranked = scored(document, 1.0, 9.0)
    found = whole_list({"bron": document}, as_it_stands("Welke punten zijn er?"), ranked, choose(ranked, 1, 90))
    assert [len(extract.sentences) for extract in found] == ([items] if whole else [])


@pytest.mark.parametrize(("rank", "found"), [(5, True), (6, False)])
def test_a_list_is_looked_for_at_the_five_best_sentences(rank: int, found: bool) -> None:
    others = [f"Zin {number} gaat over water en bodem." for number in range(1, rank)]
    listed = [(BlockKind.LIST_ITEM, f"{number}. Geld voor nummer {number}.") for number in range(1, 4)]
    document = make_document(*others, LET_ON, *listed)
    ranked = scored(document, *range(99, 99 - rank, -1))
    answers = whole_list({"bron": document}, as_it_stands("Welke punten zijn er?"), ranked, choose(ranked, 1, 90))
    assert bool(answers) is found


@pytest.mark.parametrize(("apart", "items"), [(2999, 2), (3000, None)])
def test_in_running_text_two_items_stand_within_a_page_of_each_other(apart: int, items: int | None) -> None:
    first, second = "Ten eerste is er geld.", "Ten tweede zijn er mensen."
    filler = "Zo staat het er. "
    between = " " + filler * (apart // len(filler) - 1)
    between += "Zo staat het e" + "r" * (apart - len(between) - 16) + ". "
    document = make_document(first + between + second)
    assert document.text.index(second) - len(first) == apart
    sentence = next(one for one in scored(document, 3.0, 2.0, 1.0) if one.text.startswith("Ten eerste")).sentence
    found = list_in_prose_at(document, sentence)
    assert found is not None
    assert len(found.items) == (items or 1)


def test_of_a_topic_five_hundred_passages_are_given() -> None:
    passages = [SimpleNamespace(char_start=10 * row, char_end=10 * row + 5) for row in range(600)]
    starts = np.arange(0, 6000, 10, dtype=np.int32)
    index = SimpleNamespace(
        words=SimpleNamespace(document_numbers=lambda blocks: np.zeros(len(blocks), np.int32)),
        sources=SimpleNamespace(rows_of=lambda number: range(600)),
        passages=passages,
    )
    hits = passages_with(index, Places(np.zeros(600, np.int32), starts))  # type: ignore[arg-type]
    assert len(hits) == 500


def test_what_a_comparison_answers_is_nine_in_ten_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.answer.compared.answer_from_comparison", lambda *_: FromComparison(()))
    answer = from_comparisons(as_it_stands("Neemt het kabinet alles over?"), [object()], {})  # type: ignore[list-item]
    assert answer is not None
    assert answer.sure == 0.9


def test_a_part_that_is_named_is_nine_in_ten_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    monkeypatch.setattr("app.answer.answering.openings", lambda *_: ["een begin"])
    monkeypatch.setattr("app.answer.answering.compose_quotes", lambda *values: given.append(values[-1]))
    monkeypatch.setattr("app.answer.answering.replace", lambda told, **_: told)
    answerer = SimpleNamespace(
        searched=SimpleNamespace(parts=SimpleNamespace(of=lambda *_: ["hoofdstuk 3"])),
        index=SimpleNamespace(documents={}),
        finding=lambda _: Finding(),
        _told=lambda asked, reason, found, question: found.sure,
        _missing_role=lambda _: "",
    )
    question = as_it_stands("Wat staat er in hoofdstuk 3?")
    assert Answerer._part(answerer, question.text, question) == 0.9  # type: ignore[arg-type, comparison-overlap]
    assert given == [0.9]


@pytest.mark.parametrize(("behind", "together"), [(2.0, [2]), (2.05, [1, 1])])
def test_a_neighbour_that_scores_nearly_as_well_comes_along(behind: float, together: list[int]) -> None:
    document = make_document(f"{words(10)} {words(10, 'Ander')}")
    assert pieces(document, 90, 9.0, 9.0 - behind) == together


@pytest.mark.parametrize(("second", "together"), [(30, [2]), (31, [1, 1])])
def test_two_sentences_of_sixty_words_stand_together(second: int, together: list[int]) -> None:
    document = make_document(f"{words(30)} {words(second, 'Ander')}")
    assert pieces(document, 200, 9.0, 8.0) == together


@pytest.mark.parametrize(("second", "together"), [(15, [2]), (16, [1])])
def test_a_neighbour_comes_along_for_ten_words_past_the_limit(second: int, together: list[int]) -> None:
    document = make_document(f"{words(15)} {words(second, 'Ander')}")
    assert pieces(document, 20, 9.0, 8.0) == together


@pytest.mark.parametrize(("second", "count"), [(3, 2), (2, 1)])
def test_a_sentence_of_two_words_does_not_come_second(second: int, count: int) -> None:
    document = make_document(words(10), words(second, "Ander"))
    assert len(pieces(document, 90, 9.0, 8.0)) == count


@pytest.mark.parametrize(("length", "shown"), [(45, True), (46, False)])
def test_a_neighbour_of_forty_five_words_stands_around_a_quote(length: int, shown: bool) -> None:
    document = make_document(f"{words(length, 'Ervoor')} {words(8)} {words(length, 'Erna')}")
    middle = next(one for one in scored(document, 1.0, 2.0, 1.0) if one.text.startswith("Woord"))
    around = surroundings(document, middle, middle, grown=True)
    assert (bool(around.lead), bool(around.tail)) == (shown, shown)


def test_a_part_opens_with_two_sentences() -> None:
    document = make_document(" ".join(words(8, first) for first in ("Een", "Twee", "Drie", "Vier")))
    passages = cut_passages(document, IngestSettings())
    index = SimpleNamespace(passages=passages, documents={"bron": document})
    part = NamedPart("bron", 0, 0, len(document.text), tuple(range(len(passages))))
    (extract,) = openings(index, [part])  # type: ignore[arg-type]
    assert [one.text.split()[0] for one in extract.sentences] == ["Een", "Twee"]


def test_thirty_passages_near_in_meaning_are_given_of_a_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "app.answer.answering.search",
        lambda index, encoder, topic, count, settings: (
            [SimpleNamespace(score=1.0, passage=SimpleNamespace(source_id="bron"))] * count
        ),
    )
    monkeypatch.setattr("app.answer.answering.is_running_text", lambda document, passage: True)
    settings = SimpleNamespace(index=None, answer=SimpleNamespace(near=0.2, topic_margin=0.1))
    index = SimpleNamespace(documents={"bron": None})
    answerer = SimpleNamespace(
        settings=settings, index=index, encoder=None, _as_it_stands=str, finding=lambda topic: Finding(sure=0.9)
    )
    assert len(Answerer._related(answerer, "water")) == 30  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heading", "kind", "text", "read"),
    [
        ("Water", BlockKind.PARAGRAPH, "Het water stijgt.", True),
        ("Water", BlockKind.LIST_ITEM, "• De dijk wordt hoger;", True),
        ("Water", BlockKind.TABLE_ROW, "Dijk Hoogte Jaar.", False),
        ("Water", BlockKind.PARAGRAPH, "Dijk 3 Hoogte 4 Jaar 5", False),
        ("Gebruikte afkortingen", BlockKind.PARAGRAPH, "Het waterschap heet WS.", False),
        ("Duurzame bronnen", BlockKind.PARAGRAPH, "De zon schijnt.", True),
        ("Literatuur", BlockKind.PARAGRAPH, "Dijkstra, Het water, 2020.", False),
    ],
)
def test_tables_abbreviations_and_literature_are_not_related(
    heading: str, kind: BlockKind, text: str, read: bool
) -> None:
    document = make_document((BlockKind.HEADING, heading), (kind, text))
    passage = next(one for one in cut_passages(document, IngestSettings()) if text in one.text)
    assert is_running_text(document, passage) is read


def test_of_two_speakers_three_quotes_are_folded_together() -> None:
    quote = Quote("Tekst.", make_citation(make_document("Tekst."), 0, 6, 1), "bron.pdf", "paragraph", 0.9)
    shown, folded = beside([([quote], [quote] * 2), ([quote], [quote] * 2)])
    assert (len(shown), len(folded)) == (2, 3)

"""Which sentences become quotes, and what is marked in them."""

from __future__ import annotations

from dataclasses import replace

from app.answer.asked_value import values_conflict
from app.answer.policy import POLICY
from app.answer.quotes import Extract, choose, compose_quotes
from app.answer.ranked_sentences import ScoredSentence
from app.question.parsing import as_it_stands
from ingest.passages import cut_passages
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

TEXT = "In 2022 raakten 312 kinderen gewond. In 2023 raakten 287 kinderen gewond. Het aantal doden bleef gelijk."
DOCUMENT = make_document(TEXT, source=make_source("cijfers"))
QUESTION = "Hoeveel kinderen raakten gewond in 2023?"


def ranked(question: str) -> list[ScoredSentence]:
    """The sentences of the document, all about as good, those that answer another question last."""
    passage = cut_passages(DOCUMENT, IngestSettings())[0]
    texts = [DOCUMENT.text[one.char_start : one.char_end] for one in passage.sentences]
    found = [
        ScoredSentence(passage, one, text, 0.5, 0.5, 0.5, values_conflict(question, text))
        for one, text in zip(passage.sentences, texts, strict=True)
    ]
    lowered = [replace(one, score=0.49) if one.conflicts else one for one in found]
    return sorted(lowered, key=lambda one: -one.score)


def test_the_figure_of_another_year_stands_in_no_quote() -> None:
    quotes = compose_quotes(
        {"cijfers": DOCUMENT}, choose(ranked(QUESTION), 5, 200), ranked(QUESTION), as_it_stands(QUESTION), 0.9
    )
    assert quotes
    assert "2023" in quotes[0].text
    assert all("2022" not in quote.text for quote in quotes)
    assert [quotes[0].text[start:end] for start, end in quotes[0].marks] == ["287"]


def test_nothing_is_marked_in_an_answer_that_is_not_sure() -> None:
    found = choose(ranked(QUESTION), 5, 200)
    for confidence, marked in ((POLICY.probable - 0.01, 0), (POLICY.probable, 1)):
        quotes = compose_quotes({"cijfers": DOCUMENT}, found, ranked(QUESTION), as_it_stands(QUESTION), confidence)
        assert [len(quote.marks) for quote in quotes][:1] == [marked]


def test_a_mark_stands_in_the_sentence_that_the_quote_was_chosen_for() -> None:
    question = "Hoeveel kinderen raakten gewond?"
    found = [replace(one, score=0.5 - row / 100) for row, one in enumerate(ranked(question))]
    (quote, *_) = compose_quotes({"cijfers": DOCUMENT}, choose(found, 5, 200), found, as_it_stands(question), 0.9)
    assert quote.text.startswith("In 2022 raakten 312 kinderen gewond. In 2023")
    assert [quote.text[start:end] for start, end in quote.marks] == ["312"]


def test_an_item_is_quoted_without_its_bullet_and_several_with_theirs() -> None:
    items = ("• De gemeente betaalt 12 euro.", "• Het Rijk betaalt 30 euro.")
    document = make_document(*((BlockKind.LIST_ITEM, item) for item in items), source=make_source("lijst"))
    (passage,) = cut_passages(document, IngestSettings())
    scored = [
        ScoredSentence(passage, one, item, 0.5, 0.5, 0.5) for one, item in zip(passage.sentences, items, strict=True)
    ]
    asked = as_it_stands("Hoeveel betaalt de gemeente?")
    for chosen, text, marked in (
        (Extract((scored[0],)), "De gemeente betaalt 12 euro.", "12 euro"),
        (Extract(tuple(scored)), "\n\n".join(items), "12 euro"),
    ):
        (quote,) = compose_quotes({"lijst": document}, [chosen], scored, asked, 0.9)
        assert quote.text == text == document.text[quote.citation.char_start : quote.citation.char_end]
        assert [quote.text[start:end] for start, end in quote.marks] == [marked]

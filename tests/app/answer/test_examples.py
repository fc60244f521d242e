"""Questions that the sources answer are made from the sources: their questions, headings and names."""

from __future__ import annotations

from app.answer.examples import answerable_questions
from app.assistant import Assistant
from app.records import ANSWERED
from ingest.records import BlockKind
from tests.comparisons import laid_beside
from tests.documents import make_document, make_source

STRAND = make_document(
    (BlockKind.HEADING, "2.1 De drukte op het strand"),
    "De gemeente telt met Zeezicht elke zomer de bezoekers. Ook Zeezicht telt mee.",
    (BlockKind.HEADING, "Vraag 1"),
    "Lees meer over de drukte.",
)


def test_headings_and_names_become_questions() -> None:
    made = answerable_questions([STRAND], lambda question: float("strand" in question))
    assert made == ("Wat staat er over ‘De drukte op het strand’?", "Alle passages over Zeezicht")


def test_what_the_comparison_answers_is_asked_with_it() -> None:
    advice = make_document(
        (BlockKind.HEADING, "Aanbeveling 1: Meet de drukte"),
        "Tel.",
        source=make_source("advies", "advies", "Een advies"),
    )
    taken = "Aanbeveling 1 neem ik over."
    letter = make_document(taken, source=make_source("brief", "kabinetsreactie", "Een brief"))
    made = answerable_questions([advice, letter], lambda _: 0.1, [laid_beside(advice, letter, {"1": (taken,)})])
    assert made == ("Welke aanbevelingen doet de raad?", "Wat vindt het kabinet van aanbeveling 1?")


def test_a_heading_that_asks_or_names_an_appendix_or_the_document_is_no_question() -> None:
    headings = [
        (BlockKind.HEADING, text)
        for text in (
            "Hoe het geld loopt",
            "Gebruikte afkortingen",
            "Een lang stuk",
            "Bij het lezen van dit advies",
            "Over deze korte brief",
        )
    ]
    document = make_document(*headings, "Tekst.", source=make_source(title="Een lang stuk over het strand"))
    assert answerable_questions([document], lambda question: 0.9 * ("‘" in question)) == ()


def test_the_likeliest_heading_comes_first() -> None:
    document = make_document(
        (BlockKind.HEADING, "De drukte van juni"), "Tekst.", (BlockKind.HEADING, "De rust van mei"), "Tekst."
    )
    made = answerable_questions([document], lambda question: 0.9 * ("rust" in question) or 0.6 * ("juni" in question))
    assert made[:2] == ("Wat staat er over ‘De rust van mei’?", "Wat staat er over ‘De drukte van juni’?")


def test_a_question_that_is_not_answered_is_not_suggested() -> None:
    assert answerable_questions([STRAND], lambda _: 0.1) == ("Alle passages over Zeezicht",)
    assert answerable_questions([], lambda _: 0.1) == ()


def test_a_written_question_is_suggested_where_the_sources_have_its_longest_word() -> None:
    asked = "Waarvoor vroegen de secretarissen-generaal aandacht in hun brief?"
    assert asked not in answerable_questions([STRAND], lambda _: 0.9)
    letter = make_document("De secretarissen-generaal schreven een brief.")
    assert asked in answerable_questions([STRAND, letter], lambda _: 0.9)


def test_the_shipped_sources_give_three_examples_that_are_answered(shipped: Assistant) -> None:
    assert [shipped.ask(question).status for question in shipped.examples()] == [ANSWERED] * 3

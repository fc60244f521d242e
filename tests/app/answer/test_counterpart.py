"""Beside a proposal that the cabinet does not follow its decision, beside the decision the proposal: when, and how."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from app.answer.both_speakers import Blocks
from app.answer.counterpart import with_counterpart
from app.answer.policy import POLICY
from app.assistant import Assistant
from app.citation.place import make_citation
from app.comparison.advice import Advice
from app.comparison.records import Compared, Comparison, Deciding, Passage, Reaction, Recommendation
from app.question.parsing import as_it_stands
from app.records import FOUND, Citation, Quote
from app.terminal.printed_answer import print_answer
from app.web.export import conversation_parts
from app.web.views.answer import answer_html
from ingest.document import Document
from ingest.records import BlockKind
from tests.app.answer.test_answering import assert_verbatim
from tests.documents import make_document, make_source
from tests.sets import ReadSet, SetHome

H = BlockKind.HEADING
TITLE, PROPOSAL, REASON = "Aanbeveling 1: het oude zwembad", "Sluit het zwembad voor 2030.", "Het lekt al jaren."
FACT = "Vorig jaar kwamen er negenduizend zwemmers."
BEFORE, DECISION, AFTER = "De raad wil van het zwembad af.", "Het kabinet wijst dat af.", "Het is net verbouwd."
ADVICE = make_document(FACT, (H, TITLE), f"{REASON} {PROPOSAL}", source=make_source("advies", "advies"))
LETTER = make_document(
    "Ik dank de raad.", f"{BEFORE} {DECISION} {AFTER}", source=make_source("brief", "kabinetsreactie")
)
ASKED = "Wanneer gaat het zwembad dicht?"


def place(document: Document, text: str) -> Citation:
    """Where ``text`` stands."""
    start = document.text.index(text)
    return make_citation(document, start, start + len(text), 1)


def compared(stand: str = "niet", statement: str = TITLE) -> Comparison:
    """The one recommendation, beside what the letter says of it."""
    below = f"{REASON} {PROPOSAL}"
    explanation = (Passage(below, place(ADVICE, below)),) if statement == TITLE else ()
    reaction = f"{BEFORE} {DECISION} {AFTER}"
    marks = ((12, 17), (22, 24))
    one = Compared(
        Recommendation("1", statement, place(ADVICE, statement), explanation),
        (Reaction(reaction, place(LETTER, reaction), "likeness"),),
        Deciding(DECISION, place(LETTER, DECISION), stand, marks),
    )
    return Comparison("advies", "brief", (one,))


def quoted(document: Document, text: str, number: int = 1, confidence: float = 0.7, **around: Any) -> Quote:
    """Words of a document as a quote."""
    citation = replace(place(document, text), number=number)
    return Quote(text, citation, document.source.file, "paragraph", confidence, **around)


@pytest.fixture(autouse=True)
def recommending(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What each sentence is held to recommend, by its words; others not at all."""
    shares = {PROPOSAL: POLICY.proposal}

    def read(advice: Advice, number: int) -> list[float]:
        text = advice.document.text
        return [shares.get(text[start:end], 0.0) for start, end in advice.sentences(number)]

    if "model" not in request.fixturenames:
        monkeypatch.setattr(Advice, "recommends", read)
    return shares


def beside(
    *shown: Quote, more: tuple[Quote, ...] = (), question: str = ASKED, read_as: str = "", by: Comparison | None = None
) -> Blocks:
    """The blocks of an answer that shows ``shown``."""
    within: Any = SimpleNamespace(index=SimpleNamespace(documents={"advies": ADVICE, "brief": LETTER}), reader=None)
    return with_counterpart(within, as_it_stands(question, read_as), (shown, more), [by or compared()])


def test_under_a_proposal_stands_what_the_cabinet_decided_in_its_paragraph() -> None:
    first = quoted(ADVICE, PROPOSAL)
    (own, decision), _ = beside(first)
    assert own == first
    assert (decision.text, decision.lead, decision.tail) == (DECISION, BEFORE, AFTER)
    assert [decision.text[start:end] for start, end in decision.marks] == ["wijst", "af"]
    assert (decision.citation.role, decision.citation.number, decision.citation.date) == (
        "kabinetsreactie",
        2,
        "2024-03-25",
    )
    for start, text in (
        (decision.lead_start, BEFORE),
        (decision.citation.char_start, DECISION),
        (decision.tail_start, AFTER),
    ):
        assert LETTER.text[start:].startswith(text)


@pytest.mark.parametrize(("stand", "shown"), [("niet", 2), ("deels", 2), ("onderzoek", 2), ("overgenomen", 1), ("", 1)])
def test_only_what_the_cabinet_says_it_does_not_follow_stands_beside_it(stand: str, shown: int) -> None:
    assert len(beside(quoted(ADVICE, PROPOSAL), by=compared(stand))[0]) == shown
    assert len(beside(quoted(LETTER, DECISION), by=compared(stand))[0]) == shown


def test_a_recommendation_without_a_decision_stands_alone() -> None:
    one = compared().compared[0]
    undecided = Comparison("advies", "brief", (replace(one, deciding=None),))
    assert len(beside(quoted(ADVICE, PROPOSAL), by=undecided)[0]) == 1


@pytest.mark.parametrize(("share", "shown"), [(POLICY.proposal, 2), (POLICY.proposal - 0.01, 1)])
def test_a_fact_beside_a_recommendation_is_not_refused(
    recommending: dict[str, float], share: float, shown: int
) -> None:
    recommending[PROPOSAL] = share
    assert len(beside(quoted(ADVICE, PROPOSAL))[0]) == shown
    assert len(beside(quoted(ADVICE, f"{REASON} {PROPOSAL}"))[0]) == shown
    assert len(beside(quoted(ADVICE, REASON))[0]) == 1


def test_a_proposal_outside_the_recommendations_stands_alone(recommending: dict[str, float]) -> None:
    recommending[FACT] = 1.0
    assert len(beside(quoted(ADVICE, FACT))[0]) == 1


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("Wanneer wil de raad het zwembad dicht?", ""),
        ("Wat vindt het kabinet van het zwembad?", ""),
        ("En wanneer?", "Wat wil de raad met het zwembad? En wanneer?"),
    ],
)
def test_who_asks_for_one_speaker_gets_that_one(question: str, read_as: str) -> None:
    assert len(beside(quoted(ADVICE, PROPOSAL), question=question, read_as=read_as)[0]) == 1
    assert len(beside(quoted(ADVICE, PROPOSAL), question="En wanneer?", read_as=f"{ASKED} En wanneer?")[0]) == 2


def test_a_list_and_what_has_two_blocks_already_stay_as_they_are() -> None:
    for shown in (
        (quoted(ADVICE, PROPOSAL), quoted(LETTER, AFTER, 2)),
        (quoted(ADVICE, f"{TITLE}\n\n{REASON} {PROPOSAL}"),),
        (quoted(LETTER, f"{BEFORE} {DECISION} {AFTER}"),),
    ):
        assert beside(*shown) == (shown, ())
    assert len(beside(quoted(LETTER, f"{DECISION} {AFTER}"))[0]) == 2


def test_nothing_stands_twice_and_numbers_go_on() -> None:
    folded = (quoted(LETTER, DECISION, 2), quoted(LETTER, "Ik dank de raad.", 3))
    shown, more = beside(quoted(ADVICE, PROPOSAL), more=folded)
    assert [one.text for one in (*shown, *more)] == [PROPOSAL, DECISION, "Ik dank de raad."]
    assert [one.citation.number for one in (*shown, *more)] == [1, 2, 3]


def test_beside_what_only_comes_near_nothing_is_marked() -> None:
    (_, near), _ = beside(quoted(ADVICE, PROPOSAL, confidence=POLICY.probable - 0.01))
    (_, found), _ = beside(quoted(ADVICE, PROPOSAL, confidence=POLICY.probable))
    assert (near.text, near.marks) == (DECISION, ())
    assert found.marks


def test_under_a_decision_stands_what_was_proposed() -> None:
    (own, proposed), _ = beside(quoted(LETTER, DECISION))
    assert (own.text, proposed.text, proposed.lead, proposed.tail) == (DECISION, PROPOSAL, REASON, "")
    assert (proposed.citation.role, proposed.citation.number, proposed.marks) == ("advies", 2, ())
    assert ADVICE.text[proposed.citation.char_start : proposed.citation.char_end] == PROPOSAL
    (_, stated), _ = beside(quoted(LETTER, DECISION), by=compared(statement=PROPOSAL))
    assert stated.text == PROPOSAL


def test_what_goes_on_from_a_decision_needs_the_proposal_too_and_nothing_else_does() -> None:
    goes_on = quoted(LETTER, AFTER, lead=DECISION, lead_start=LETTER.text.index(DECISION))
    assert len(beside(goes_on)[0]) == 2
    assert len(beside(quoted(LETTER, AFTER))[0]) == 1
    assert len(beside(quoted(LETTER, BEFORE))[0]) == 1


@pytest.fixture(scope="module")
def pair(read_documents: ReadSet, set_home: SetHome) -> Assistant:
    """The assistant over the fictional advice and letter of ``proefadvies``, with the real model."""
    set_home("proefadvies")
    return Assistant.open(read_documents("proefadvies")[0])


@pytest.mark.usefixtures("model")
def test_a_reader_of_the_pair_sees_in_every_form_that_the_cabinet_refuses_what_answers(
    pair: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = pair.ask("Hoe snel moeten provincies reageren op een verzoek om af te wijken?")
    assert_verbatim(pair, answer)
    own, decision = answer.quotes
    assert (answer.verdict, own.text) == (
        FOUND,
        "De provincies beslissen binnen vier weken over een verzoek om af te wijken.",
    )
    assert (decision.text, decision.citation.role) == ("Het kabinet wijst dat af.", "kabinetsreactie")
    assert "zonder toestemming van de provincie" in decision.lead
    assert decision.citation.date > own.citation.date
    assert len({quote.citation.id for quote in answer.all_quotes}) == len(answer.all_quotes)
    page = answer_html(answer, "", {})
    assert page.index("binnen vier weken") < page.index("<mark>wijst</mark>")
    exported = [
        part.text for part in conversation_parts([answer], "https://vraag.example.nl/a") if part.kind == "quote"
    ]
    assert exported[:2] == [f"“{own.text}”", f"“{decision.text}”"]
    print_answer(answer, ())
    printed = capsys.readouterr().out
    assert printed.index(own.text) < printed.index(decision.text)


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    "question", ["Hoeveel kost een wolkbreuk zoals in Rietkerk?", "Wat zijn de zeven adviezen in het kort?"]
)
def test_a_fact_of_the_pair_and_a_list_of_it_stand_without_a_decision(pair: Assistant, question: str) -> None:
    answer = pair.ask(question)
    assert answer.quotes
    assert {quote.citation.role for quote in answer.quotes} == {"advies"}

"""Questions about recommendations, answered from a comparison."""

from __future__ import annotations

import pytest

from app.answer.compared import from_comparisons
from app.comparison.questions import FromComparison, answer_from_comparison
from app.question.parsing import as_it_stands
from ingest.records import BlockKind
from tests.comparisons import ADVICE, LETTER, laid_beside
from tests.documents import make_document, make_source

H = BlockKind.HEADING
OWN = {
    1: "Aanbeveling 1: Meet de drukte op het strand",
    2: "Aanbeveling 2: Betaal de strandwachten beter",
    3: "Aanbeveling 3: Sluit het oude zwembad",
    4: "Aanbeveling 4: Plant meer bomen langs de boulevard",
}
DECIDES = {
    1: "Aanbeveling 1 neem ik over.",
    2: "Aanbeveling 2 neem ik deels over.",
    3: "Aanbeveling 3 wijst het kabinet af.",
}
COMPARISON = laid_beside(ADVICE, LETTER, {str(number): (sentence,) for number, sentence in DECIDES.items()})


def asked(question: str) -> FromComparison | None:
    return answer_from_comparison(question, COMPARISON)


def shown(question: str) -> list[str]:
    found = asked(question)
    assert found is not None
    assert found.reason == ""
    return [one.text for one in found.shown]


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de reactie van het kabinet op aanbeveling 3?",
        "Wat zegt het kabinet over de derde aanbeveling?",
        "Neemt de minister aanbeveling drie over?",
        "Hoe reageert het kabinet op aanbeveling III",
        "Waarom wijst het kabinet aanbeveling 3 af?",
        "Wat zegt het kabinet over het sluiten van het oude zwembad?",
        "Wat vindt het kabinet van de aanbeveling over het oude zwembad?",
        "Wat gebeurt er met aanbeveling 3 in de brief?",
        "Gaat het kabinet mee met aanbeveling 3?",
    ],
)
def test_the_reaction_to_a_recommendation_is_what_decides_first(question: str) -> None:
    found = shown(question)
    assert found[0] == DECIDES[3]
    assert found[-1] == OWN[3]
    assert not set(found) & {DECIDES[1], DECIDES[2]}


def test_the_paragraph_of_what_decides_stands_around_it_and_not_again() -> None:
    found = asked("Wat vindt het kabinet van aanbeveling 1?")
    assert found is not None
    first = found.shown[0]
    assert (first.before, first.after) == ("De raad wil weten hoe druk het is.", "De telling begint in juni.")
    assert [one.text for one in found.shown if DECIDES[1] in one.text] == [DECIDES[1]]


def test_what_a_recommendation_says_is_the_councils_text() -> None:
    assert shown("Wat is aanbeveling 2 van de raad?") == [OWN[2], "Zij verdienen te weinig."]


def test_a_recommendation_alone_gives_both_sides() -> None:
    found = shown("aanbeveling 2")
    assert (found[0], found[-2:]) == (DECIDES[2], [OWN[2], "Zij verdienen te weinig."])


@pytest.mark.parametrize(
    "question",
    [
        "Wat vindt het kabinet van aanbeveling 4?",
        "Neemt het kabinet de aanbeveling over bomen langs de boulevard over?",
    ],
)
def test_a_recommendation_without_reaction_says_so(question: str) -> None:
    found = asked(question)
    assert found is not None
    assert (found.reason, [one.text for one in found.shown]) == ("no_reaction", [OWN[4]])


def test_a_number_that_is_not_there_says_so() -> None:
    assert asked("Wat zegt het kabinet over aanbeveling 9?") == FromComparison((), "no_such_recommendation")


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Welke aanbevelingen neemt het kabinet over?", [1, 2]),
        ("Welke aanbevelingen zijn overgenomen?", [1, 2]),
        ("Welke aanbevelingen neemt het kabinet niet over?", [3]),
        ("Welke aanbevelingen wijst het kabinet af?", [3]),
        ("Welke aanbevelingen neemt het kabinet deels over?", [2]),
        ("Wat neemt het kabinet over?", [1, 2]),
        ("Wat neemt het kabinet niet over van het advies?", [3]),
        ("Wat wijst het kabinet af?", [3]),
        ("Welke adviezen volgt het kabinet op?", [1, 2]),
        ("Welke adviezen van de raad volgt het kabinet niet?", [3]),
        ("Neemt het kabinet alle aanbevelingen over?", [1, 2, 3]),
        ("Met welke aanbevelingen is het kabinet het eens?", [1]),
        ("Met welke aanbevelingen is het kabinet het niet eens?", [3]),
    ],
)
def test_which_recommendations_are_taken_over_follows_the_cabinets_own_words(question: str, numbers: list[int]) -> None:
    assert shown(question) == [text for number in numbers for text in (OWN[number], DECIDES[number])]


def test_a_stand_that_no_recommendation_has_says_so() -> None:
    assert asked("Welke aanbevelingen laat het kabinet onderzoeken?") == FromComparison((), "no_such_stand")


@pytest.mark.parametrize(
    "question",
    [
        "Op welke aanbevelingen reageert het kabinet niet?",
        "Op welke aanbevelingen heeft het kabinet niet gereageerd?",
        "Welke aanbevelingen blijven zonder reactie?",
        "Reageert het kabinet op alle aanbevelingen?",
    ],
)
def test_recommendations_without_reaction_are_found(question: str) -> None:
    assert shown(question) == [OWN[4]]


@pytest.mark.parametrize(
    "question",
    ["Wat wijst de raad af in Broekmeer?", "Wat neemt de gemeente over?", "Wat neemt het kabinet over, in het kort?"],
)
def test_what_somebody_else_takes_over_and_what_it_comes_down_to_is_no_question_about_each(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Wat zijn de aanbevelingen?",
        "Welke aanbevelingen doet de raad?",
        "Noem alle aanbevelingen van de raad",
        "Wat beveelt de raad aan?",
        "Wat adviseert de raad?",
        "Som de aanbevelingen op",
        "Kunt u de aanbevelingen opsommen?",
        "Wat zijn de belangrijkste aanbevelingen?",
    ],
)
def test_the_recommendations_are_listed_whole(question: str) -> None:
    assert shown(question) == list(OWN.values())


@pytest.mark.parametrize(
    "question",
    [
        "Waarover verschillen raad en kabinet?",
        "Waarin wijkt het kabinet af van het advies?",
        "Op welke punten verschillen advies en reactie?",
        "Waar zijn raad en kabinet het niet over eens?",
        "Wat is het verschil tussen het advies en de reactie?",
        "Wat doet het kabinet anders dan de raad adviseert?",
    ],
)
def test_differences_are_what_the_cabinet_does_otherwise(question: str) -> None:
    found = shown(question)
    assert found[:2] == [OWN[2], DECIDES[2]]
    assert DECIDES[3] in found
    assert OWN[1] not in found


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel geld vraagt de raad in aanbeveling 2?",
        "Wanneer begint de telling van aanbeveling 1?",
        "Wat vindt het kabinet van het strand?",
        "Wie betaalt de strandwachten?",
        "Welke gemeenten hebben een zwembad?",
        "Waarover verschillen strandwachten en badmeesters?",
        "Wat zegt het kabinet over loon?",
    ],
)
def test_other_questions_are_left_to_search(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel aanbevelingen doet de raad?",
        "Hoeveel aanbevelingen staan er in het advies?",
        "Hoeveel aanbevelingen telt het rapport?",
        "Wat is het aantal aanbevelingen?",
    ],
)
def test_how_many_recommendations_there_are_is_their_list_and_their_count(question: str) -> None:
    assert shown(question) == list(OWN.values())
    found = asked(question)
    assert found is not None
    assert found.counted == (4, 0)


@pytest.mark.parametrize(
    "question",
    ["Hoeveel aanbevelingen gaan over het strand?", "Hoeveel mensen lazen de aanbevelingen van het kabinet?"],
)
def test_a_count_of_something_else_is_no_count_of_recommendations(question: str) -> None:
    assert asked(question) is None


def test_the_answer_gives_the_count_as_a_fact_beside_the_list() -> None:
    question = as_it_stands("Hoeveel aanbevelingen doet de raad?")
    answer = from_comparisons(question, [COMPARISON], {"advies": ADVICE, "brief": LETTER})
    assert answer is not None
    assert [quote.text for quote in answer.quotes] == list(OWN.values())
    assert [(fact.source_id, fact.name, fact.value) for fact in answer.facts] == [("advies", "recommendations", "4")]


def test_parts_of_a_recommendation_are_counted_apart() -> None:
    heads = ("1: Meet", "1a: Meet het water", "1b: Meet de lucht", "2: Betaal beter")
    blocks = [(H, f"Aanbeveling {one}") for one in heads]
    advice = make_document(*(part for head in blocks for part in (head, "Zo kan het.")), source=ADVICE.source)
    found = answer_from_comparison("Hoeveel aanbevelingen doet de raad?", laid_beside(advice, LETTER, {}))
    assert found is not None
    assert found.counted == (2, 2)


def test_a_number_names_its_parts_too_in_a_question() -> None:
    heads = [(H, f"Aanbeveling {one}") for one in ("1: Meet", "1a: Meet het water", "1b: Meet de lucht", "2: Betaal")]
    asked_for = "Wat is aanbeveling 1 van de raad?"
    found = answer_from_comparison(asked_for, laid_beside(make_document(*heads, source=ADVICE.source), LETTER, {}))
    assert found is not None
    assert [one.text for one in found.shown] == [text for _, text in heads[:3]]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wat vindt het kabinet van beslispunt A?", "Het kabinet neemt beslispunt A over."),
        ("Welke beslispunten neemt het kabinet over?", "Beslispunt A: tel de bezoekers van het strand"),
        ("Wat zijn de beslispunten?", "Beslispunt A: tel de bezoekers van het strand"),
        ("Wat vindt het kabinet van aanbeveling A?", "Het kabinet neemt beslispunt A over."),
    ],
)
def test_a_question_may_call_recommendations_as_the_advice_does(question: str, first: str) -> None:
    advice = make_document(
        (BlockKind.HEADING, "Beslispunt A: tel de bezoekers van het strand"),
        "Tel elke zomer.",
        (BlockKind.HEADING, "Beslispunt B: betaal strandwachten een hoger loon"),
        "Loon telt.",
        source=make_source("advies", "advies", "Een advies"),
    )
    source = make_source("brief", "kabinetsreactie", "Een brief")
    taken = "Het kabinet neemt beslispunt A over."
    found = answer_from_comparison(question, laid_beside(advice, make_document(taken, source=source), {"A": (taken,)}))
    assert found is not None
    assert found.shown[0].text == first

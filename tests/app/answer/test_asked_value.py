"""The value that is asked for: of the right kind, of the right year, and marked alone or not at all."""

from __future__ import annotations

import pytest

from app.answer.asked_value import values_conflict
from app.answer.evidence import answering_spans, marks, unknown_names
from app.question.kind import question_type

INJURED = "In 2022 raakten 312 kinderen gewond bij een verkeersongeval op weg naar school."


@pytest.mark.parametrize(
    ("question", "sentence", "headings"),
    [
        ("Hoeveel kinderen raakten gewond in 2019?", INJURED, ()),
        ("Hoeveel kinderen raakten gewond sinds 2023?", INJURED, ()),
        ("Wat gebeurde er op 12-03-2024?", "Op 4 april 2023 opende de wethouder het eerste deel.", ()),
        ("Wat gebeurde er in maart?", "In april 2024 opende het loket.", ()),
        ("Wat staat er in artikel 6?", "Artikel 5 regelt de subsidie.", ()),
        ("Wat is aanbeveling 4?", "Versterk de uitvoering.", ("Advies", "Aanbeveling 3: de uitvoering")),
        ("Hoeveel meldingen waren er in 2019?", "Er waren 120 meldingen.", ("Cijfers 2018",)),
        ("Hoeveel kilo weegt de tunnel?", "De tunnel is 3,5 meter breed en 60 meter lang.", ()),
    ],
)
def test_a_sentence_of_another_year_or_thing_answers_another_question(
    question: str, sentence: str, headings: tuple[str, ...]
) -> None:
    assert values_conflict(question, sentence, headings)


@pytest.mark.parametrize(
    ("question", "sentence", "headings"),
    [
        ("Hoeveel kinderen raakten gewond in 2022?", INJURED, ()),
        ("Hoeveel kinderen raakten gewond?", INJURED, ()),
        ("Hoeveel kinderen raakten gewond sinds 2020?", INJURED, ()),
        ("Hoeveel kinderen raakten gewond in 2023?", "In 2022 waren dat er 312 en in 2023 287.", ()),
        ("Tot wanneer loopt de regeling van 2024?", "Gemeenten kunnen tot 30 september 2024 aanvragen.", ()),
        ("Hoeveel meldingen waren er in 2019?", "Er waren 120 meldingen.", ("Cijfers 2018", "Meldingen")),
        ("Wat staat er in artikel 5?", "Artikelen 4 en 5 regelen de subsidie.", ()),
        ("Hoeveel meter is de tunnel?", "De tunnel kostte 3 miljoen euro en is 60 m lang.", ()),
        ("Hoeveel kilo weegt de tunnel?", "Er zijn vier tunnels.", ()),
        ("Wie betaalt de 5 miljoen?", "Het Rijk betaalt 10 miljoen.", ()),
    ],
)
def test_what_may_be_the_asked_year_or_names_none_is_no_conflict(
    question: str, sentence: str, headings: tuple[str, ...]
) -> None:
    assert not values_conflict(question, sentence, headings)


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("Hoe duur is een zebrapad?", "Een zebrapad kost gemiddeld 18.500 euro.", True),
        ("Hoe duur is een zebrapad?", "Een zebrapad is gemiddeld 12 meter lang.", False),
        ("Wat kost de regeling?", "De regeling kost 2,5 miljoen per jaar.", True),
        ("Hoeveel kilo weegt de brug?", "De brug is 60 meter lang.", False),
        ("Hoeveel meter is de tunnel?", "De tunnel is 60 m lang.", True),
        ("Hoe breed is de tunnel?", "De tunnel is 3,5 meter breed.", True),
        ("Hoe breed is de tunnel?", "De tunnel kostte 3,5 miljoen euro.", False),
        ("Welk percentage betaalt het Rijk?", "Het Rijk betaalt de helft.", True),
        ("Welk percentage betaalt het Rijk?", "Het Rijk betaalt 18.500 euro.", False),
        ("Hoeveel van de 1250000 euro is op?", "Van de 1,25 miljoen euro is alles op.", False),
        ("Hoeveel artikelen zijn er?", "Zie artikel 5.", False),
        ("Wanneer eindigt het, na 30-09-2024?", "Het eindigt op 30 september 2024.", False),
        ("Wanneer in 2024 eindigt het?", "Het eindigt op 30 september 2024.", True),
    ],
)
def test_a_unit_goes_with_its_number_and_what_the_question_says_is_no_answer(
    question: str, sentence: str, holds: bool
) -> None:
    assert bool(answering_spans(question_type(question), sentence, question)) is holds


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        ("Hoeveel kinderen raakten gewond in 2022?", INJURED, ["312"]),
        ("Hoeveel kost een zebrapad?", "Een zebrapad kost gemiddeld 18.500 euro.", ["18.500 euro"]),
        ("Hoe lang is de tunnel?", "De tunnel is 3,5 meter breed en 60 meter lang.", ["60 meter"]),
        ("Hoeveel vissen zijn er?", "Er zijn 12 boten en 30 vissen.", ["30"]),
        ("Hoeveel honden zijn er?", "Er zijn 12 boten.", []),
        ("Hoeveel procent haalt het?", "Zo'n 70 tot 80 procent van hen haalt het.", ["70 tot 80 procent"]),
        ("Wanneer opende het loket?", "Op 4 april 2023 opende het loket, dat op 1 mei 2024 sloot.", ["4 april 2023"]),
        ("Wanneer werd de wet van 2019 van kracht?", "De wet van 2019 werd op 1 mei van kracht.", ["1 mei"]),
        ("Wat is de wet?", "De wet is van 2019.", []),
    ],
)
def test_one_value_beside_what_is_asked_is_marked_or_none(question: str, sentence: str, marked: list[str]) -> None:
    found = marks(question_type(question), sentence, question)
    assert [sentence[start:end] for start, end in found] == marked


def test_a_date_or_number_of_the_question_is_known_in_any_way_of_writing() -> None:
    text = "De regeling loopt tot en met 30 september 2024, met een maximum van € 1.250.000 per gemeente."
    for form in ("30-09-2024", "30-9-2024", "2024-09-30", "1250000", "1,25 miljoen"):
        assert unknown_names(f"Wat geldt er voor {form}?", text) == ()
    assert unknown_names("Wat geldt er voor 31-10-2024?", text) == ("31",)


@pytest.mark.parametrize(("between", "marked"), [(5, True), (6, False)])
def test_a_value_is_marked_within_six_words_of_what_is_asked(between: int, marked: bool) -> None:
    sentence = f"Vissen zijn {' '.join(['er'] * (between - 1))} 30 ook."
    assert bool(marks("hoeveel", sentence, "Hoeveel vissen zijn er?")) is marked

"""Dutch sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import after_sign, sentence_spans

ONE = (
    "In de brief van 27 juni jl. heeft de minister dat gemeld.",
    "Zie Kamerstuk 32 813, nr. 1395.",
    "Dat staat in art. 3, eerste lid, van de wet.",
    "Het gaat m.b.t. de stikstof om o.a. de landbouw.",
    "De heer drs. A. B. Jansen schreef dat op blz. 12.",
    "De brief d.d. 14 juli 2023 noemt dhr. De Vries.",
    "Het bedrag is € 1.250,50 per jaar.",
    "Volgens prof. dr. Pietersen is dit ca. 12% van het totaal.",
    "Hij zei: ‘Dat doen wij niet.’",
    "Het rapport van Jansen e.a. is duidelijk.",
    "Op 1 jan. 2024 en 3 mrt. 2025 begon dat.",
    "Zie Stb. 2020, 12, fig. 3 en bijl. B.",
    "Volgens drs. Jansen is c.q. was dat zo.",
    "Ad 1. Het kabinet onderschrijft dat.",
    "1.1. De gemeenten voeren dat uit.",
    "Tabel 3. Overzicht van de kosten.",
    "Hij zei: “Ik wil dat. Nu meteen.”",
    "Het gaat om plm. 20 gevallen, m.i. Brabantse, dd. 4 mei.",
    "Jonge dieren blijven achter, partner- • verbanden worden verstoord.",
    "De regeling i.c.m. de subsidie werkt t.a.v. gemeenten goed.",
)
TWO = (
    ("Dat klopt.", "De raad zegt dat ook."),
    ("Wat doet het kabinet?", "Dat is nog niet bekend."),
    ("Zij kregen 12%.", "Dat was te weinig."),
    ("Dit gebeurde in 2023.", "Daarna niet meer."),
    ("Zo nee, waarom niet?", "En zo ja, wanneer?"),
    ("‘Dat doen wij niet.’", "De wethouder was duidelijk."),
    ("• De gemeenten krijgen geld.", "De provincies niet."),
    ("▪ De gemeenten krijgen geld.", "De provincies niet."),
    ("(57) De gemeenten krijgen geld.", "De provincies niet."),
    ("• (b) De gemeenten krijgen geld.", "De provincies niet."),
    ("• Bezuinigen op het plan", "• Inzetten op hulp van buren"),
    ("Dit zijn de punten:", "• De gemeenten krijgen geld"),
    ("De raad adviseert dat.", "Het kabinet doet het."),
    ("Dat geldt voor gemeenten, provincies enz.", "Het Rijk doet mee."),
    ("De brief is van 27 juni jl.", "Daarin staat het."),
    ("Het budget is 5 mln.", "Dat is genoeg."),
    ("Dat meldt de BV.", "De VNG zwijgt."),
    ("Zie www.voorbeeld.nl.", "Daar staat alles."),
)


@pytest.mark.parametrize("text", ONE)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


@pytest.mark.parametrize("pair", TWO)
def test_two_sentences_are_two(pair: tuple[str, str]) -> None:
    text = " ".join(pair)
    assert tuple(text[start:end] for start, end in sentence_spans(text)) == pair


@given(st.text(alphabet="abc AB.?!\n‘’()1 ", max_size=120))
def test_every_character_that_is_not_white_space_lies_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    inside = [place for start, end in spans for place in range(start, end)]
    assert inside == sorted(set(inside))
    assert {place for place, letter in enumerate(text) if not letter.isspace()} <= set(inside)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def test_a_long_quotation_is_parted_into_its_sentences() -> None:
    first = (
        "De handreiking zegt: “Wetenschappers zetten zulke modellen in om hun onderzoek beter te maken dan voorheen."
    )
    text = f"{first} Zij doen dat in eigen beheer. Omdat onderzoek eigen doelen heeft, zijn aparte regels nodig.”"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        first,
        "Zij doen dat in eigen beheer.",
        "Omdat onderzoek eigen doelen heeft, zijn aparte regels nodig.”",
    ]


def test_a_short_quotation_stays_in_its_sentence() -> None:
    text = "Het concept ‘Vlees? Geef het door!’ wordt volop aangemoedigd en doorgevoerd."
    assert sentence_spans(text) == [(0, len(text))]


def test_a_bullet_without_a_space_parts_from_its_sentences() -> None:
    text = "•Dat zorgt voor minder verlies. •Het is ook eenvoudiger."
    assert len(sentence_spans(text)) == 2


def test_the_words_of_an_item_begin_after_its_bullet_and_with_its_number() -> None:
    for text in ("• Een item.", "– Een item.", "•\tEen item.", "• – Een item.", "•Een item."):
        assert text[after_sign(text) :] == "Een item."
    for text in ("3. Een item.", "a) Een item.", "- 5 procent in een jaar.", "Een item.", "•", "-terugloop", "– "):
        assert after_sign(text) == 0

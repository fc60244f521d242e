"""Advice beside reaction: small hand-written pairs with an encoder that counts words."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.comparison.matching import compare
from app.comparison.records import Comparison
from app.comparison.remembered import code_version, comparisons_of, kept_comparisons, pairs, work_out
from index.build import build_index
from index.opened import open_index
from index.settings import IndexSettings
from ingest.document import Document
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder, WordEncoder

pytestmark = pytest.mark.usefixtures("model")
ADVICE = make_source("advies", "advies", "Een advies")
LETTER = make_source("brief", "kabinetsreactie", "Een brief")
H = BlockKind.HEADING


def letter(*blocks: str | tuple[BlockKind, str]) -> Document:
    return make_document(*blocks, source=LETTER)


THREE = make_document(
    (H, "Aanbeveling 1: Meet de drukte op het strand"),
    "Tel elke zomer de bezoekers van het strand en maak de tellingen openbaar.",
    (H, "Aanbeveling 2: Betaal de strandwachten beter"),
    "Strandwachten verdienen te weinig om het hele seizoen te blijven.",
    (H, "Aanbeveling 3: Sluit het oude zwembad"),
    "Het zwembad lekt en is duur in onderhoud voor de gemeente.",
    source=ADVICE,
)


def side(reaction: Document, advice: Document = THREE) -> Comparison:
    return compare(advice, reaction, WordEncoder())


def grounds(comparison: Comparison) -> list[list[str]]:
    return [[reaction.ground for reaction in compared.reactions] for compared in comparison.compared]


def texts(comparison: Comparison) -> list[list[str]]:
    return [[reaction.text for reaction in compared.reactions] for compared in comparison.compared]


def test_a_mention_by_number_or_order_decides_and_the_rest_has_no_reaction() -> None:
    reaction = letter(
        "Hierbij bied ik u de reactie aan op het advies over het strand en zijn drie aanbevelingen.",
        "Aanbeveling 2 neemt het kabinet over: in de begroting komt hiervoor geld beschikbaar.",
        "Met de eerste aanbeveling is het kabinet het eens, al kost dat tijd en geld.",
    )
    assert grounds(side(reaction)) == [["number"], ["number"], []]


def test_one_paragraph_may_react_to_several_recommendations_a_sentence_each() -> None:
    reaction = letter(
        "Aanbeveling 3 neem ik niet over. Het zwembad is vorig jaar verbouwd. "
        "Aanbeveling 1 neem ik wel over. De telling van de bezoekers begint in juni."
    )
    assert texts(side(reaction)) == [
        ["Aanbeveling 1 neem ik wel over. De telling van de bezoekers begint in juni."],
        [],
        ["Aanbeveling 3 neem ik niet over. Het zwembad is vorig jaar verbouwd."],
    ]


def test_a_sentence_may_react_to_several_recommendations_at_once() -> None:
    reaction = letter("Het kabinet neemt aanbevelingen 1 tot en met 3 over en werkt die in het voorjaar uit.")
    assert grounds(side(reaction)) == [["number"]] * 3


def test_a_heading_that_names_the_recommendation_claims_its_paragraphs() -> None:
    reaction = letter(
        (H, "Meet de drukte op het strand"),
        "Het kabinet onderschrijft dit en vraagt de provincies er vanaf volgend jaar mee te beginnen.",
        (H, "Aanbeveling 3"),
        "Hierover beslist de gemeente zelf, zodat het kabinet daarin geen rol voor zich ziet.",
        (H, "Tot slot"),
        "Ik vertrouw erop u hiermee voldoende te hebben ingelicht over het standpunt van het kabinet.",
    )
    comparison = side(reaction)
    assert grounds(comparison) == [["heading"], [], ["heading"]]
    assert comparison.compared[2].reactions[0].text.startswith("Hierover beslist de gemeente")


def test_without_any_mention_words_about_the_same_are_matched_and_others_are_not() -> None:
    reaction = letter(
        "Het kabinet laat elke zomer de bezoekers van het strand tellen en maakt die tellingen openbaar.",
        "Met de bonden is afgesproken dat strandwachten in het seizoen beter worden betaald dan nu.",
        "Volgend jaar verschijnt een nota over de toekomst van fietspaden langs kanalen en rivieren.",
    )
    assert grounds(side(reaction)) == [["likeness"], ["likeness"], []]


def test_what_follows_a_mention_goes_on_about_it_until_another_begins() -> None:
    reaction = letter(
        "Aanbeveling 1. De raad wil dat de drukte wordt gemeten op het strand in de zomer.",
        "De tellingen van bezoekers van het strand worden elke zomer openbaar gemaakt door het kabinet.",
        "Aanbeveling 2. De raad vraagt aandacht voor de beloning van de strandwachten in het seizoen.",
    )
    assert grounds(side(reaction)) == [["number", "continues"], ["number"], []]


def test_what_stands_below_two_recommendations_is_about_one_or_both() -> None:
    reaction = letter(
        (H, "Aanbevelingen 1 en 2"),
        "Het meten van de drukte op het strand gebeurt al. De strandwachten krijgen niet meer dan nu wordt betaald.",
    )
    assert texts(side(reaction)) == [
        ["Het meten van de drukte op het strand gebeurt al."],
        ["De strandwachten krijgen niet meer dan nu wordt betaald."],
        [],
    ]


def test_after_two_that_are_named_the_paragraph_goes_on_about_those() -> None:
    reaction = letter(
        "Over uw eerste twee aanbevelingen ben ik kort. Strandwachten krijgen meer. Bezoekers van het strand tel ik."
    )
    assert texts(side(reaction)) == [
        ["Over uw eerste twee aanbevelingen ben ik kort.", "Bezoekers van het strand tel ik."],
        ["Over uw eerste twee aanbevelingen ben ik kort. Strandwachten krijgen meer."],
        [],
    ]


def test_where_no_listed_words_decide_the_cabinets_own_first_ones_do() -> None:
    reaction = letter(
        "Aanbeveling 3. De raad wil dat het oude zwembad sluit. Ik begrijp dat wel. Over het oude zwembad sprak ik de "
        "burgemeester in mei. Het zwembad is oud."
    )
    decides = side(reaction).compared[2].deciding
    assert decides is not None
    assert (decides.text, decides.stand) == ("Over het oude zwembad sprak ik de burgemeester in mei.", "")


def test_reactions_are_verbatim_and_cited() -> None:
    reaction = letter("Aanbeveling 2 neemt het kabinet over: in de begroting komt hiervoor geld beschikbaar.")
    found = side(reaction).compared[1]
    for part in (found.reactions[0], found.deciding):
        assert part is not None
        assert part.text == reaction.text[part.citation.char_start : part.citation.char_end]
        assert part.citation.source_id == "brief"


@pytest.mark.parametrize(
    ("sentence", "stand", "words"),
    [
        ("Aanbeveling 2 neemt het kabinet over.", "overgenomen", ["neemt", "over"]),
        ("Aanbeveling 2 wordt overgenomen.", "overgenomen", ["overgenomen"]),
        ("Het kabinet neemt aanbeveling 2 grotendeels over.", "deels", ["neemt", "grotendeels", "over"]),
        ("Het kabinet neemt aanbeveling 2 niet geheel over.", "deels", ["neemt", "niet geheel", "over"]),
        ("Het kabinet neemt aanbeveling 2 niet over.", "niet", ["neemt", "niet", "over"]),
        ("Het kabinet wijst aanbeveling 2 af.", "niet", ["wijst", "af"]),
        ("Of aanbeveling 2 kan, is in onderzoek.", "onderzoek", ["in onderzoek"]),
        ("Het kabinet laat aanbeveling 2 nader onderzoeken.", "onderzoek", ["onderzoeken"]),
        ("Ik onderschrijf aanbeveling 2.", "", []),
        ("Aanbeveling 2 is sympathiek, maar niet wenselijk.", "", []),
        ("Over aanbeveling 2 neem ik nog geen besluit over lonen.", "", []),
        ("Uit aanbeveling 2 neem ik de opmerking over lonen ter harte.", "", []),
        ("Aanbeveling 2 neemt het kabinet over voor de helft van het strand.", "overgenomen", ["neemt", "over"]),
    ],
)
def test_the_stand_is_only_what_the_cabinet_says_itself(sentence: str, stand: str, words: list[str]) -> None:
    decides = side(letter(f"{sentence} De bonden vinden dat niet genoeg.")).compared[1].deciding
    assert decides is not None
    assert decides.text == sentence
    assert decides.stand == stand
    assert [decides.text[start:end] for start, end in decides.marks] == words


def test_what_the_council_wants_does_not_decide() -> None:
    reaction = letter(
        "De raad beveelt in aanbeveling 2 aan dat het kabinet een cao overneemt. Het kabinet wijst dat af."
    )
    decides = side(reaction).compared[1].deciding
    assert decides is not None
    assert decides.text == "Het kabinet wijst dat af."


def test_an_advice_without_recommendations_says_so() -> None:
    plain = make_document("Het strand is in de zomer druk bezocht.", source=ADVICE)
    comparison = side(letter("Een brief."), plain)
    assert (comparison.compared, comparison.reason) == ((), "no_recommendations")


def test_a_letter_without_paragraphs_leaves_every_recommendation_without_reaction() -> None:
    assert grounds(side(letter((H, "Brief")))) == [[], [], []]


def test_a_comparison_survives_json() -> None:
    made = side(letter("Aanbeveling 2 neemt het kabinet deels over."))
    assert Comparison.from_json(made.to_json()) == made


def test_a_comparison_is_kept_until_the_code_or_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reaction = letter("Aanbeveling 2 neemt het kabinet over.")
    made = work_out(tmp_path, [(THREE, reaction)], WordEncoder(), lambda *_: tmp_path / "pair.json")
    assert kept_comparisons(tmp_path) == made
    monkeypatch.setattr("app.comparison.remembered.code_version", lambda: f"not {code_version()}")
    assert kept_comparisons(tmp_path) is None
    monkeypatch.undo()
    file = tmp_path / "comparison.json"
    file.write_text(file.read_text("utf-8").replace("kabinet over", "kabinet niet over"), "utf-8")
    assert kept_comparisons(tmp_path) is None


def test_each_reaction_goes_with_the_advice_that_it_names_newest_first() -> None:
    def of(source_id: str, role: str, title: str, date: str, text: str = "Tekst.") -> Document:
        return make_document(text, source=make_source(source_id, role, title, date=date))

    documents = {
        one.source.id: one
        for one in (
            of("a1", "advies", "Licht uit", "2020-01-01"),
            of("a2", "advies", "Water eerst", "2021-01-01"),
            of("r1", "kabinetsreactie", "Reactie op het advies 'Licht uit'", "2022-01-01"),
            of("r2", "kabinetsreactie", "Brief", "2023-01-01", "Ik reageer op het advies Water eerst."),
        )
    }
    roles = {name: document.source.role for name, document in documents.items()}
    found = [(advice.source.id, reaction.source.id) for advice, reaction in pairs(documents, roles)]
    assert found == [("a2", "r2"), ("a1", "r1")]


def test_a_pair_is_compared_once_whatever_else_comes_into_the_index(tmp_path: Path) -> None:
    encoder = HashingEncoder()

    def compared(*documents: Document) -> tuple[list[str], tuple[Comparison, ...]]:
        build_index(list(documents), tmp_path, IngestSettings(), IndexSettings(), encoder)
        index = open_index(tmp_path)
        encoder.embedded.clear()
        made = comparisons_of(tmp_path, index.manifest, index.documents, encoder)
        return list(encoder.embedded), made

    reaction = letter("Aanbeveling 2 neemt het kabinet over. Voor de andere is geen geld.")
    first, made = compared(THREE, reaction)
    assert first
    assert made[0].compared[1].reactions
    other = make_document("Een stuk over iets anders.", source=make_source("stuk"))
    assert compared(THREE, reaction, other) == ([], made)
    changed = letter("Aanbeveling 3 neemt het kabinet over.")
    again, remade = compared(THREE, changed, other)
    assert again
    assert remade != made
    assert len(list((tmp_path / "comparisons").iterdir())) == 1


def test_what_takes_together_all_that_a_section_goes_on_about_is_about_all_of_it() -> None:
    reaction = letter(
        (H, "Strand"),
        "Deze twee onderwerpen hangen samen. De drukte op het strand wordt elke zomer gemeten. "
        "Aan de strandwachten die meer verdienen, betaal ik mee.",
    )
    together = "Deze twee onderwerpen hangen samen."
    first, second, third = texts(side(reaction))
    assert first[0].startswith(together)
    assert second[0] == together
    assert third == []

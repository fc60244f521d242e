"""Checking quotations: what is verbatim, what is altered, what is not there."""

from __future__ import annotations

import json
import unicodedata

import pytest

from app.policy import QUOTATION
from app.quotation.checking import check_quotation
from app.quotation.records import Operation, Verdict
from app.quotation.word_index import QuotationIndex
from tests.app.quotation.beach import DOCUMENTS, check, only, words
from tests.documents import make_document, make_source

SAME = {
    "as it stands": "De gemeente meet sinds 2019 elke zomer de drukte op het strand.",
    "between straight quotation marks": '"De gemeente meet sinds 2019 elke zomer de drukte op het strand."',
    "between curly quotation marks": "‘De gemeente meet sinds 2019 elke zomer de drukte op het strand’.",
    "between low quotation marks": ",,De gemeente meet sinds 2019 elke zomer de drukte op het strand.”",
    "without the full stop": "De gemeente meet sinds 2019 elke zomer de drukte op het strand",
    "over several lines": "De gemeente meet\nsinds 2019 elke\r\n  zomer de drukte op het strand.",
    "with a hyphen at a line end": "De gemeente meet sinds 2019 elke zo-\nmer de drukte op het strand.",
    "with a line-end hyphen and a space": "De gemeente meet sinds 2019 elke zo- mer de drukte op het strand.",
    "with a soft hyphen": "De ge\u00admeente meet sinds 2019 elke zomer de drukte op het strand.",
    "with non-breaking spaces": "De gemeente meet sinds\u00a02019 elke\u202fzomer de drukte op het strand.",
    "with a zero-width space": "De gemeente meet sinds 2019 elke\u200b zomer de drukte op het strand.",
    "from the middle of a sentence": "acht het college een goede samenwerking",
    "a sentence's start with a small letter": "de gemeente meet sinds 2019",
    "with other inner quotation marks": 'Die samenwerking "tussen de loketten" is echter niet vanzelfsprekend',
    "with decomposed accents": unicodedata.normalize("NFD", "zij vraagt om geïnformeerde strandwachten."),
    "with another dash": "Oost\u2013 en West\u2011Duinen doen niet mee",
    "with a suspended hyphen at a line end": "Oost-\nen West-\nDuinen doen niet mee",
    "with emphasis marks": "**De gemeente** meet sinds _2019_ elke zomer de drukte op het strand.",
    "with a comma in place of the final mark": "De gemeente meet sinds 2019 elke zomer de drukte op het strand,",
    "with sic": "De gemeente meet sinds 2019 [sic] elke zomer de drukte op het strand.",
    "with an adapted capital": "[d]e gemeente meet sinds 2019 elke zomer de drukte op het strand.",
    "before a semicolon": "Oost- en West-Duinen doen niet mee.",
    "behind dots": "... een goede samenwerking tussen beleid en uitvoering essentieel.",
    "before dots": "Om deze opgave aan te kunnen acht het college een goede samenwerking …",
    "with words left out (...)": "De gemeente meet (...) de drukte op het strand.",
    "with words left out [...]": "De gemeente meet sinds 2019 […] het strand.",
    "with words left out ...": "De gemeente meet sinds 2019 ... op het strand.",
    "with words left out over a sentence": "De gemeente meet sinds (...) Volgens mevrouw De Vries kostte het tellen",
    "with a sentence left out": "elke zomer de drukte op het strand. [...] Volgens mevrouw De Vries kostte het",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_quotation_is_verbatim(text: str) -> None:
    segment = only(text)
    assert (segment.verdict, segment.reason) == (Verdict.VERBATIM, "")
    assert words(segment, Operation.INSERTED) == words(segment, Operation.DELETED) == []


NOT_OBVIOUS = ["niet", "vanzelfsprekend", ",", "en", "zij", "vraagt", "om", "geïnformeerde", "strandwachten"]
ALTERED = {
    "a number": ("De gemeente meet sinds 2018 elke zomer de drukte op het strand.", "words", ["2018"], ["2019"]),
    "a day": ("Zij deed dat niet op 8 juni 2021, toen het regende.", "words", ["8"], ["3"]),
    "a month": ("Zij deed dat niet op 3 juli 2021, toen het regende.", "words", ["juli"], ["juni"]),
    "an amount": ("Volgens mevrouw De Vries kostte het tellen € 125.00", "words", ["125.00"], ["12.500"]),
    "a currency": ("Volgens mevrouw De Vries kostte het tellen $ 12.500", "punctuation", ["$"], ["€"]),
    "a share": ("dat is 25% van het budget", "words", ["25"], ["2,5"]),
    "a dropped niet": ("Zij deed dat op 3 juni 2021, toen het regende.", "words", [], ["niet"]),
    "an added niet": ("De gemeente meet niet sinds 2019 elke zomer de drukte.", "words", ["niet"], None),
    "a name": ("Volgens mevrouw De Wit kostte het tellen € 12.500", "words", ["Wit"], ["Vries"]),
    "word order": ("een goede samenwerking tussen uitvoering en beleid", "order", ["uitvoering", "beleid"], None),
    "plural": ("De gemeenten meet sinds 2019 elke zomer de drukte", "words", ["gemeenten"], ["gemeente"]),
    "a capital": ("Volgens mevrouw de Vries kostte het tellen € 12.500", "capitals", ["de"], ["De"]),
    "an accent": ("zij vraagt om geinformeerde strandwachten", "words", ["geinformeerde"], ["geïnformeerde"]),
    "split word": ("acht het college een goede samen werking tussen", "words", ["samen", "werking"], ["samenwerking"]),
    "dropped brackets": ("de burgemeester heeft dat voorlopig zo besloten", "punctuation", [], ["(", ")"]),
    "a question mark": ("De gemeente meet sinds 2019 elke zomer de drukte op het strand?", "punctuation", ["?"], ["."]),
    "a comma": ("Zij deed dat niet op 3 juni 2021 toen het regende.", "punctuation", [], [","]),
    "dropped scare quotes": ("Die samenwerking tussen de loketten is echter niet", "punctuation", [], ["‘", "’"]),
    "a cut tail as a whole": (
        "Om deze opgave aan te kunnen acht het college een goede samenwerking.",
        "cut_off",
        [],
        ["tussen", "beleid", "en", "uitvoering", "essentieel"],
    ),
    "a cut before niet": ("Die samenwerking ‘tussen de loketten’ is echter", "negation", [], NOT_OBVIOUS),
    "a cut after niet": ("vanzelfsprekend, en zij vraagt om", "negation", [], ["niet"]),
    "niet hidden by dots": ("Zij deed dat (...) op 3 juni 2021", "words", [], ["niet"]),
    "niet hidden by a bracket": ("Zij deed dat [wel] op 3 juni 2021", "words", ["[wel]"], ["niet"]),
    "niet added in brackets": ("De gemeente meet [niet] sinds 2019 elke zomer", "words", ["[niet]"], []),
    "a number hidden by a bracket": (
        "De gemeente meet sinds [lang] elke zomer de drukte",
        "words",
        ["[lang]"],
        ["2019"],
    ),
    "hyphen": ("Oost en West-Duinen doen niet mee", "punctuation", [], ["-"]),
    "a loose number": ("De gemeente meet 1 sinds 2019 elke zomer de drukte", "words", ["1"], []),
    "percent cut": ("dat is 2,5", "words", [], ["%"]),
}


@pytest.mark.parametrize(("text", "reason", "inserted", "deleted"), ALTERED.values(), ids=ALTERED)
def test_a_quotation_is_altered(text: str, reason: str, inserted: list[str], deleted: list[str] | None) -> None:
    segment = only(text)
    assert (segment.verdict, segment.reason) == (Verdict.ALTERED, reason)
    assert words(segment, Operation.INSERTED) == inserted
    assert deleted is None or words(segment, Operation.DELETED) == deleted


@pytest.mark.parametrize(
    "text",
    [
        "De kat van de buren slaapt graag op een warme motorkap.",
        "Het college vindt een nieuwe rotonde bij het station te duur.",
        "Ζητείται η άποψη της κυβέρνησης για το θέμα",
        "Мы проверяем цитату на русском языке",
        "xx yy zz",
    ],
)
def test_a_foreign_sentence_is_not_found(text: str) -> None:
    segment = only(text)
    assert (segment.verdict, segment.place, segment.difference) == (Verdict.NOT_FOUND, None, ())


def test_what_a_foreign_sentence_quotes_is_checked_by_itself() -> None:
    result = check(
        "Gisteren meldde de plaatselijke krant op haar voorpagina dat “de drukte op het strand” volgens lezers elk "
        "weekend tot grote ergernis onder vaste bezoekers leidt."
    )
    assert result.verdict == Verdict.MIXED
    assert [(segment.verdict, segment.text) for segment in result.segments] == [
        (Verdict.NOT_FOUND, "Gisteren meldde de plaatselijke krant op haar voorpagina dat"),
        (Verdict.VERBATIM, "de drukte op het strand"),
        (Verdict.NOT_FOUND, "volgens lezers elk weekend tot grote ergernis onder vaste bezoekers leidt"),
    ]


def test_an_attribution_after_the_quotation_is_kept_apart() -> None:
    result = check("“De gemeente meet sinds 2019 elke zomer de drukte op het strand”, zei de directeur gisteren.")
    assert [segment.verdict for segment in result.segments] == [Verdict.VERBATIM, Verdict.NOT_FOUND]
    assert result.verdict == Verdict.MIXED


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "“De gemeente meet sinds 2019 elke zomer de drukte op het strand”, aldus de gemeente.",
            "verbatim, not_checked",
        ),
        ("De krant: “De gemeente meet sinds 2019 elke zomer de drukte”.", "not_checked, verbatim"),
        ("De krant schrijft: “De gemeente meet sinds 2018 elke zomer de drukte op het strand”.", "not_found, altered"),
        ("“De gemeente meet elke zomer de drukte op het strand”, zei de directeur.", "altered, not_found"),
    ],
)
def test_an_attribution_is_never_set_against_the_words_of_a_source(text: str, verdicts: str) -> None:
    assert ", ".join(segment.verdict for segment in check(text).segments) == verdicts


def test_a_word_left_out_right_before_the_last_is_shown_as_left_out_alone() -> None:
    (segment,) = check("De gemeente meet sinds 2019 elke zomer de drukte op strand.").segments
    assert (words(segment, Operation.DELETED), words(segment, Operation.INSERTED)) == (["het"], [])


def test_a_niet_outside_quotation_marks_is_still_an_alteration() -> None:
    assert check("De gemeente meet “sinds 2019 elke zomer de drukte op het strand” niet.").verdict == Verdict.ALTERED
    text = (
        "Die samenwerking ‘tussen de loketten’ is echter vanzelfsprekend, en zij vraagt om geïnformeerde strandwachten."
    )
    (segment,) = check(text).segments
    assert (segment.verdict, words(segment, Operation.DELETED)) == (Verdict.ALTERED, ["niet"])


def test_two_words_are_checked_when_they_follow_what_was_found() -> None:
    document = make_document("Wie telt de bezoekers? Dat doet de raad.", "Antwoord twee", "Het geld is op dit jaar.")
    text = "Dat doet de raad.\n\n{}\n\nHet geld is op dit jaar."
    found = check(text.format("Antwoord twee"), {"bron": document})
    assert (found.verdict, len(found.stretches)) == (Verdict.VERBATIM, 1)
    assert check(text.format("Antwoord drie"), {"bron": document}).verdict == Verdict.MIXED


def test_two_verbatim_halves_in_another_order_are_not_taken_apart() -> None:
    (segment,) = check("‘tussen de loketten’ Die samenwerking is echter niet").segments
    assert segment.verdict == Verdict.ALTERED


def test_a_text_with_a_part_that_is_too_short_to_check_is_not_called_verbatim() -> None:
    result = check("Onzin.\n\nDe gemeente meet sinds 2019 elke zomer de drukte op het strand.")
    assert (result.verdict, result.reason) == (Verdict.MIXED, "not_checked")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("?! ... ‘’", "no_words"),
        ("de drukte", "too_short"),
    ],
)
def test_what_cannot_be_checked_says_why(text: str, reason: str) -> None:
    result = check(text)
    assert (result.verdict, result.reason, result.segments) == (Verdict.NOT_CHECKED, reason, ())


def test_without_documents_nothing_is_checked() -> None:
    assert check("De gemeente meet sinds 2019", {}).reason == "no_sources"


def test_an_altered_word_stands_beside_the_word_that_it_replaces() -> None:
    segment = only("De gemeente meet sinds 2018 elke zomer de drukte op het strand.")
    shown = "".join((" " if word.space else "") + f"{word.operation[0]}:{word.text}" for word in segment.difference)
    assert shown == ("k:De k:gemeente k:meet k:sinds d:2019 i:2018 k:elke k:zomer k:de k:drukte k:op k:het k:strandk:.")


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("De gemeente meet sinds 2018 elke zomer de ‘drukte op het strand’.", "strand’."),
        ("“De gemeente meet sinds 2018 elke zomer de ‘drukte op het strand’.”", "strand’.”"),
        ("“De gemeente meet sinds 2018 elke zomer de drukte op het strand.”", "strand."),
    ],
)
def test_no_quotation_mark_loses_the_one_that_belongs_to_it(pasted: str, shown: str) -> None:
    whole = "".join((" " if word.space else "") + word.text for word in only(pasted).difference)
    assert whole.endswith(shown)
    assert whole.count("“") == whole.count("”")


def test_an_editorial_bracket_is_shown_with_the_words_that_it_stands_for() -> None:
    segment = only("[De wachters] vraagt om geïnformeerde strandwachten.")
    assert (segment.verdict, segment.editorial) == (Verdict.VERBATIM, True)
    segment = only("is echter niet vanzelfsprekend, en [de samenwerking] vraagt om geïnformeerde strandwachten.")
    assert segment.verdict == Verdict.VERBATIM
    assert words(segment, Operation.EDITORIAL) == ["[de samenwerking]"]
    assert words(segment, Operation.REPLACED) == ["zij"]


def test_short_sentences_are_checked_with_their_neighbours() -> None:
    document = make_document("Doet het college dat? Nee. Het geld is op. Jammer.", source=make_source("kort"))
    result = check("Doet het college dat? Nee. Het geld is op. Jammer.", {"kort": document})
    assert {segment.verdict for segment in result.segments} == {Verdict.VERBATIM}


def test_a_mixed_text_gives_each_sentence_its_own_verdict() -> None:
    result = check(
        "De gemeente meet sinds 2019 elke zomer de drukte op het strand. Daarna gaan de wethouders uit eten in Parijs."
    )
    assert result.verdict == Verdict.MIXED
    assert [segment.verdict for segment in result.segments] == [Verdict.VERBATIM, Verdict.NOT_FOUND]


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "a b " * 25_000, "De gemeente. " * 8_000, "[" * 100_000, ". . " * 25_000, "\n" * 100_000 + "x y z"],
    ids=["one word", "one sentence", "many sentences", "brackets", "dots", "line breaks"],
)
def test_a_very_long_text_gives_a_clear_result(text: str) -> None:
    result = check(text)
    assert result.total_chars == len(text)
    assert result.checked_chars <= QUOTATION.most_characters
    assert all(segment.verdict in (Verdict.NOT_CHECKED, Verdict.NOT_FOUND) for segment in result.segments)


def test_a_given_index_gives_the_same_result_and_results_are_plain_json() -> None:
    text = "De gemeente meet sinds 2018 elke zomer de drukte. De ijsbaan opent in november."
    first = check(text)
    assert first == check_quotation(DOCUMENTS, text, QuotationIndex(DOCUMENTS))
    assert json.loads(json.dumps(first.to_json()))["segments"][0]["verdict"] == "altered"

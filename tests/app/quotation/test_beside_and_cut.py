"""What limits a quotation is shown with it; what stands beside a true quotation does not make it altered."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.quotation.checking import check_quotation
from app.quotation.records import CheckedSegment, CheckResult, Operation, Verdict
from app.quotation.word_index import QuotationIndex
from app.terminal.printed_check import check_text
from app.web.views.quotation import check_html
from ingest.any_file import read_document
from ingest.records import Source
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

ADVICE = Path(__file__).parents[2] / "hard" / "advies.txt"
HARD = {"advies": read_document(Source("advies", "Advies", "advies", "", file=ADVICE.name), ADVICE, IngestSettings())}
TEXT = (
    "Het fietspad is voor bromfietsen verboden, behalve tussen tien en zes uur. De subsidie bedraagt ten hoogste 50 "
    "procent van de kosten, met een maximum van € 1.250.000, en loopt tot 30 september 2024. Gemeenten mogen bouwen, "
    "als het Rijk betaalt. De raad ziet dit als een kans. Het plan is, zo zegt men, goed; het is niet duur. De weg "
    "blijft sinds kort niet meer, zo blijkt, open voor bussen. Hoewel het regent, gaat de raad door."
)
DOCUMENTS = {"bron": make_document(TEXT, source=make_source())}


def check(text: str) -> CheckResult:
    return check_quotation(DOCUMENTS, text)


def words(segment: CheckedSegment, operation: Operation) -> str:
    return " ".join(word.text for word in segment.difference if word.operation == operation)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Het fietspad is voor bromfietsen verboden.", ", behalve tussen tien en zes uur"),
        ("Het fietspad is voor bromfietsen verboden", ", behalve tussen tien en zes uur"),
        ("Gemeenten mogen bouwen.", ", als het Rijk betaalt"),
        ("Het plan is, zo zegt men, goed.", "; het is niet duur"),
        ("Gaat de raad door.", "Hoewel het regent ,"),
    ],
)
def test_a_quotation_cut_before_what_limits_it_is_a_part_and_the_rest_is_shown(text: str, rest: str) -> None:
    result = check(text)
    (segment,) = result.segments
    assert (segment.verdict, segment.reason, result.reason) == (Verdict.ALTERED, "cut_off", "cut_off")
    assert words(segment, Operation.DELETED) == rest
    for shown in (check_text(result), check_html(result)):
        assert "Deel van een zin" in shown
        assert "Alles staat letterlijk" not in shown


def test_the_prohibition_without_its_exception_is_no_whole_quotation() -> None:
    result = check_quotation(HARD, "Voor bromfietsen is het fietspad verboden.")
    assert (result.verdict, result.segments[0].reason) == (Verdict.ALTERED, "cut_off")
    assert words(result.segments[0], Operation.DELETED) == ", behalve tussen 22.00 en 06.00 uur"
    whole = check_quotation(HARD, "Voor bromfietsen is het fietspad verboden, behalve tussen 22.00 en 06.00 uur.")
    assert whole.verdict == Verdict.VERBATIM


@pytest.mark.parametrize(
    "text",
    [
        "De raad ziet dit",
        "Het fietspad is voor bromfietsen verboden ...",
        "De subsidie bedraagt ten hoogste 50 procent",
    ],
)
def test_a_cut_before_other_words_or_with_dots_stays_verbatim(text: str) -> None:
    (segment,) = check(text).segments
    assert (segment.verdict, segment.part) == (Verdict.VERBATIM, True)


@pytest.mark.parametrize(
    "text",
    [
        "De raad ziet dit als een kans (p. 3).",
        "De raad ziet dit als een kans. (p. 3)",
        "De raad ziet dit als een kans, blz. 12-13.",
        "“De raad ziet dit als een kans” (Rli, 2023, p. 14)",
        "De raad ziet dit als een kans [1].",
        "De raad ziet dit als een kans (12).",
        "[3] De raad ziet dit als een kans.",
        "De raad [2] ziet dit als een kans.",
        "De raad (2) ziet dit als een kans.",
        "De raad ziet dit als een kans, aldus de raad.",
        "‘De raad ziet dit als een kans’, aldus de minister (p. 3).",
        "Aldus de raad: De raad ziet dit als een kans.",
        "> De raad ziet dit\n> als een kans.",
        "> De raad ziet dit\n> als een kans.\n>\n> Gemeenten mogen bouwen, als het Rijk betaalt.",
        "De raad ziet dit als een k\u00ad\nans.",
        "De raad ziet dit als een k\u00ad\r\n  ans.",
    ],
)
def test_a_reference_or_attribution_beside_a_true_quotation_leaves_it_verbatim(text: str) -> None:
    result = check(text)
    assert result.verdict == Verdict.VERBATIM, [(one.text, one.verdict, one.reason) for one in result.segments]
    assert all(text[one.char_start : one.char_end] == one.text for one in result.segments)


@pytest.mark.parametrize(
    "text",
    [
        "De raad ziet dit als een klus (p. 3).",
        "De raad ziet dit als een klus, aldus de raad.",
        "De raad [2] dit als een kans.",
        "De raad [sic] dit als een kans.",
        "Het plan is [4] duur.",
        "De raad ziet dit als een (grote) kans.",
        "> De raad ziet\n> dat als een kans.",
    ],
)
def test_what_stands_beside_a_quotation_hides_no_other_word(text: str) -> None:
    assert Verdict.VERBATIM not in {segment.verdict for segment in check(text).segments}


@pytest.mark.parametrize("number", ["2016", "2018"])
def test_a_bracketed_number_that_the_source_has_otherwise_is_no_reference(number: str) -> None:
    for other in (
        "De raad schreef over havens.",
        "Sinds De raad schreef over havens (RSH) is veel veranderd in de kunst.",
    ):
        document = make_document("De raad schreef over havens (2017).", other)
        result = check_quotation({"a": document}, f"De raad schreef over havens ({number}).")
        assert result.verdict == Verdict.ALTERED
        assert check_quotation({"a": document}, "De raad schreef over havens (2017).").verdict == Verdict.VERBATIM


def test_a_number_behind_dots_is_shown_and_a_denial_there_is_an_alteration() -> None:
    (segment,) = check("De subsidie bedraagt ten hoogste (...) van de kosten").segments
    assert (segment.verdict, segment.hides_number) == (Verdict.VERBATIM, True)
    assert words(segment, Operation.HIDDEN) == "50 procent"
    assert "[op de plaats van de puntjes: 50 procent]" in check_text(
        check("De subsidie bedraagt ten hoogste (...) van de kosten")
    )
    page = check_html(check("De subsidie bedraagt ten hoogste (...) van de kosten"))
    assert "<ins>50</ins> <ins>procent</ins>" in page.replace("&#32;", " ")
    (segment,) = check("De weg blijft (...), zo blijkt, open voor bussen.").segments
    assert (segment.verdict, words(segment, Operation.DELETED)) == (Verdict.ALTERED, "niet")


@pytest.mark.parametrize("form", ["30-09-2024", "30-9-2024", "2024-09-30"])
def test_a_date_in_another_way_of_writing_is_the_same_and_the_sources_way_is_shown(form: str) -> None:
    result = check(f"met een maximum van € 1250000, en loopt tot {form}.")
    (segment,) = result.segments
    assert (segment.verdict, segment.rewritten) == (Verdict.VERBATIM, True)
    assert words(segment, Operation.REWRITTEN) == "1.250.000 30 september 2024"
    assert "Een getal of datum is anders geschreven" in check_text(result)


@pytest.mark.parametrize("form", ["29-09-2024", "30-09-2023", "30-10-2024", "2024-09-03"])
def test_another_date_is_an_alteration_however_it_is_written(form: str) -> None:
    assert check(f"met een maximum van € 1.250.000, en loopt tot {form}.").verdict == Verdict.ALTERED


VALUES = (
    "Er deden twaalf gemeenten mee in 12 dorpen. In 2019 kostte dat € 25 miljoen per jaar. De helft kreeg 12 procent "
    "meer, voor 3,5 km weg. Op 30 september 2024 trok het kabinet tweehonderd miljoen euro uit, vijf keer zo veel."
)


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        ("Er deden 12 gemeenten mee in 12 dorpen.", "twaalf"),
        ("Er deden twaalf gemeenten mee in twaalf dorpen.", "12"),
        ("Er deden 12 gemeenten mee in twaalf dorpen.", "twaalf 12"),
        ("In 2019 kostte dat 25 miljoen euro per jaar.", "€ 25 miljoen"),
        ("In 2019 kostte dat € 25.000.000 per jaar.", "25 miljoen"),
        ("De helft kreeg twaalf procent meer, voor 3,5 kilometer weg.", "12 km"),
        ("De helft kreeg 12% meer, voor 3,5 km weg.", "procent"),
        ("Op 30-09-2024 trok het kabinet 200 miljoen euro uit, vijf keer zo veel.", "30 september 2024 tweehonderd"),
        ("Op 30 sept. 2024 trok het kabinet tweehonderd miljoen euro uit, 5 keer zo veel.", "september vijf"),
    ],
)
def test_a_value_anywhere_in_a_sentence_may_be_written_in_another_way(pasted: str, written: str) -> None:
    documents = {"bron": make_document(VALUES, source=make_source())}
    (segment,) = check_quotation(documents, pasted).segments
    assert (segment.verdict, segment.rewritten) == (Verdict.VERBATIM, True)
    assert words(segment, Operation.REWRITTEN) == written


@pytest.mark.parametrize(
    "pasted",
    [
        "Er deden elf gemeenten mee in 12 dorpen.",
        "Er deden 13 gemeenten mee in 12 dorpen.",
        "In 2019 kostte dat 25 miljard euro per jaar.",
        "In 2019 kostte dat 25 miljoen dollar per jaar.",
        "50 procent kreeg 12 procent meer, voor 3,5 km weg.",
        "De helft kreeg 12 procent meer, voor 3,5 meter weg.",
        "Op 30-09-2023 trok het kabinet tweehonderd miljoen euro uit, vijf keer zo veel.",
        "Op 30 september 2024 trok het kabinet tweehonderd miljoen euro uit, 5 maal zo veel.",
    ],
)
def test_another_value_unit_or_word_for_it_is_an_alteration(pasted: str) -> None:
    documents = {"bron": make_document(VALUES, source=make_source())}
    assert check_quotation(documents, pasted).verdict == Verdict.ALTERED


def test_the_readers_wrong_word_is_struck_out_and_the_sources_word_is_set_in() -> None:
    shown = check_html(check("De raad ziet dit als een klus."))
    assert "<ins>kans</ins>" in shown
    assert "<del>klus</del>" in shown


def test_twenty_thousand_words_are_checked_whole() -> None:
    sentences = [
        f"In wijk {number} wonen {number * 7} mensen die de raad in jaar {number} telde." for number in range(1700)
    ]
    documents = {"bron": make_document(*sentences, source=make_source())}
    text = " ".join(sentences)
    assert len(text.split()) > 20_000
    result = check_quotation(documents, text, QuotationIndex(documents))
    assert (result.verdict, result.checked_chars) == (Verdict.VERBATIM, len(text))

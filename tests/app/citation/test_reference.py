"""Citations to take along: the Dutch reference, BibTeX and RIS."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.citation.reference import (
    apa_citation,
    bibtex,
    citation_key,
    dutch_citation,
    dutch_date,
    parliamentary_reference,
    parliamentary_year,
    ris,
)
from app.records import Citation

LETTER = Citation(
    number=1,
    id="kabinetsreactie~100-180",
    source_id="kabinetsreactie",
    title="Kabinetsreactie op het adviesrapport 'De uitvoering aan zet'",
    role="kabinetsreactie",
    speaker="Minister van Binnenlandse Zaken en Koninkrijksrelaties",
    publisher="Tweede Kamer der Staten-Generaal",
    date="2024-03-25",
    document_number="Kamerstuk 29 362, nr. 354",
    page_numbers=(3,),
    page_labels=("3",),
    paragraph_number=None,
    section=(),
    char_start=100,
    char_end=180,
    url="https://voorbeeld.test/kst-29362-354.pdf#page=3",
    file_sha256="0" * 64,
    retrieved="2026-01-02",
)
REPORT = dataclasses.replace(
    LETTER,
    source_id="advies",
    title="De uitvoering aan zet",
    role="advies",
    speaker="Raad voor de leefomgeving en infrastructuur",
    date="2023-12-19",
    document_number="",
    page_numbers=(12,),
    page_labels=("",),
)
WEB_TEXT = dataclasses.replace(
    LETTER, source_id="nieuws", role="nieuws", document_number="", page_numbers=(), page_labels=(), paragraph_number=4
)
UNKNOWN = dataclasses.replace(
    WEB_TEXT, speaker="", publisher="", date="", url="", retrieved="", paragraph_number=None, title="Een brief"
)


def test_a_letter_to_parliament_is_cited_as_a_parliamentary_paper() -> None:
    assert dutch_citation(LETTER, "Het kabinet is de raad zeer erkentelijk") == (
        "Minister van Binnenlandse Zaken en Koninkrijksrelaties, Kabinetsreactie op het adviesrapport 'De uitvoering "
        "aan zet', 25 maart 2024, Kamerstukken II 2023/24, 29362, nr. 354, p. 3: "
        "‘Het kabinet is de raad zeer erkentelijk’"
    )


def test_a_report_is_cited_with_author_title_date_and_page() -> None:
    assert dutch_citation(REPORT, "") == (
        "Raad voor de leefomgeving en infrastructuur, De uitvoering aan zet, 19 december 2023, p. 12"
    )


def test_a_web_text_is_cited_by_paragraph() -> None:
    assert dutch_citation(WEB_TEXT, "").endswith(", 25 maart 2024, alinea 4")


def test_what_is_unknown_is_left_out_in_every_form() -> None:
    assert dutch_citation(UNKNOWN, "") == "Een brief"
    assert bibtex(UNKNOWN, "") == ("@online{nieuws-100-180,\n  title = {{Een brief}},\n  langid = {dutch},\n}\n")
    assert ris(UNKNOWN, "") == "TY  - ELEC\r\nID  - nieuws-100-180\r\nTI  - Een brief\r\nLA  - nl\r\nER  - \r\n"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Ruimte voor de rivier.", "Ruimte voor de rivier"),
        ("Ruimte voor de rivier", "Ruimte voor de rivier"),
        ("Advies over de bouw m.b.t.", "Advies over de bouw m.b.t."),
        ("Vissers, boeren enz.", "Vissers, boeren enz."),
        ("Wie betaalt dat?", "Wie betaalt dat?"),
        ("Dat is de vraag...", "Dat is de vraag..."),
    ],
)
def test_the_full_stop_of_a_title_is_not_doubled(title: str, shown: str) -> None:
    citation = dataclasses.replace(REPORT, title=title)
    assert f"infrastructuur, {shown}, 19 december 2023, p. 12" in dutch_citation(citation, "")
    assert f"title = {{{{{shown}}}}}," in bibtex(citation, "")
    assert f"\r\nTI  - {shown}\r\n" in ris(citation, "")
    stop = "" if shown.endswith((".", "?")) else "."
    assert f"(2023, 19 december). {shown}{stop} Tweede Kamer der Staten-Generaal. https:" in apa_citation(citation, "")


def test_page_number_and_printed_label_both_stand_where_they_differ() -> None:
    citation = dataclasses.replace(REPORT, page_numbers=(7, 8), page_labels=("5", "6"))
    assert dutch_citation(citation, "").endswith("p. 7-8 (gedrukt: 5-6)")
    assert "gedrukt: 5-6" in bibtex(citation, "")
    assert "gedrukt: 5-6" in ris(citation, "")
    assert "gedrukt" not in dutch_citation(LETTER, "")
    assert "2023, p. 7-8 [gedrukt: 5-6]). " in apa_citation(citation, "Zij staan tussen beleid en werk.")


def test_the_quote_stands_verbatim_between_dutch_quotation_marks() -> None:
    quote = "het advies ‘De uitvoering aan zet’ (€ 5%)"
    assert dutch_citation(LETTER, quote).endswith(f": ‘{quote}’")
    assert f"‘{quote}’" in ris(LETTER, quote)


@pytest.mark.parametrize(
    ("iso", "year"),
    [
        ("2024-03-25", "2023/24"),
        ("2023-09-18", "2022/23"),
        ("2023-09-19", "2023/24"),
        ("2024-09-16", "2023/24"),
        ("2024-09-17", "2024/25"),
        ("2026-09-15", "2026/27"),
        ("1999-12-01", "1999/00"),
        ("2024", ""),
        ("", ""),
        ("niet vastgesteld", ""),
    ],
)
def test_a_parliamentary_year_starts_on_the_third_tuesday_of_september(iso: str, year: str) -> None:
    assert parliamentary_year(iso) == year


@pytest.mark.parametrize(
    ("number", "reference"),
    [
        ("Kamerstuk 29 362, nr. 354", "Kamerstukken II 2023/24, 29362, nr. 354"),
        ("29362, nr. 354", "Kamerstukken II 2023/24, 29362, nr. 354"),
        ("29 362 nr. 354 (2024D11607)", "Kamerstukken II 2023/24, 29362, nr. 354"),
        ("Kamerstukken II 2023/24, 29 362, nr. 354", "Kamerstukken II 2023/24, 29362, nr. 354"),
        ("kst-29362-354", "Kamerstukken II 2023/24, 29362, nr. 354"),
        ("Kamerstuk 36 410 VII, nr. 2", "Kamerstukken II 2023/24, 36410 VII, nr. 2"),
        ("Kamerstukken I 2023/24, 31 700, D", "Kamerstukken I 2023/24, 31700, D"),
        ("Aanhangsel van de Handelingen, nr. 1314", "Aanhangsel Handelingen II 2023/24, nr. 1314"),
        ("2024D11607", ""),
        ("Rli 2023/05", ""),
        ("ISBN 978-90-12345-67-8", ""),
        ("", ""),
    ],
)
def test_a_document_number_gives_a_parliamentary_reference_only_when_it_is_one(number: str, reference: str) -> None:
    assert parliamentary_reference(dataclasses.replace(LETTER, document_number=number)) == reference


def test_a_parliamentary_paper_without_a_date_gets_no_year() -> None:
    citation = dataclasses.replace(LETTER, date="")
    assert parliamentary_reference(citation) == "Kamerstukken II, 29362, nr. 354"


def test_another_document_number_stands_as_the_register_has_it() -> None:
    assert "2024D11607" in dutch_citation(dataclasses.replace(LETTER, document_number="2024D11607"), "")


def test_dates_are_written_in_dutch_and_other_text_is_left_alone() -> None:
    assert dutch_date("2024-03-05") == "5 maart 2024"
    assert dutch_date("2024-03") == "maart 2024"
    assert dutch_date("2024-13-05") == "2024-13-05"
    assert dutch_date("voorjaar 2024") == "voorjaar 2024"


def test_bibtex_escapes_what_would_break_an_entry() -> None:
    entry = bibtex(dataclasses.replace(LETTER, title="R&D {50%} _en_ #1 \\ ~ ^ $"), "met 5 % & {meer}")
    title = r"R\&D \{50\%\} \_en\_ \#1 \textbackslash{} \textasciitilde{} \textasciicircum{} \$"
    assert f"  title = {{{{{title}}}}}," in entry
    assert r"‘met 5 \% \& \{meer\}’" in entry


@given(st.text(), st.text(), st.text())
def test_a_bibtex_entry_has_balanced_braces_for_any_text(title: str, quote: str, number: str) -> None:
    entry = bibtex(dataclasses.replace(LETTER, title=title, document_number=number), quote)
    bare = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for letter in bare:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0


@given(st.text(), st.text())
def test_every_line_of_a_ris_record_has_a_tag(title: str, quote: str) -> None:
    record = ris(dataclasses.replace(LETTER, title=title), quote)
    lines = record.split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "\n" not in record.replace("\r\n", "")


def test_a_key_is_stable_and_names_the_place() -> None:
    assert citation_key(LETTER) == "kabinetsreactie-2024-100-180"
    assert citation_key(dataclasses.replace(LETTER, number=9, title="Anders")) == citation_key(LETTER)
    assert citation_key(dataclasses.replace(LETTER, char_end=181)) != citation_key(LETTER)
    assert citation_key(dataclasses.replace(LETTER, source_id="één_brief!")) == "een-brief-2024-100-180"

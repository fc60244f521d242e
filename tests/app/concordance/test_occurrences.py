"""All places of a subject: terms, exact counts, lines, what is near, and what to take along."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from app.citation.place import make_citation
from app.concordance.files import concordance_csv, concordance_markdown, concordance_word, count_line
from app.concordance.occurrences import find_places
from app.concordance.records import WORD, Concordance, Term, TermCount
from app.concordance.terms import terms_of
from app.records import FoundPassage
from index.analysis import fold, stop_words
from index.opened import Index
from index.words import TOKEN
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document, make_source
from tests.fakes import word_index
from tests.sets import ReadSet

H = BlockKind.HEADING
ADVICE = make_document(
    (H, "Water en warmte"),
    "Het wateradvies komt te laat. Alle wateradviezen samen zijn een deelwateradvies waard.",
    (H, "Het Landelijk Bureau"),
    "Het Landelijk Bureau (LB) telt de bomen. Een water-advies helpt het LB.",
    "De draad is op. De raad telt de bomen niet. Het OM is eens in een weiland geweest, en weleens in een enkel bos.",
    source=make_source("advies", "advies", "Advies", speaker="Raad"),
)
LETTER = make_document(
    "Het WATERADVIES van de raad is goed. Het landelijk bureau krijgt geld voor bomen.",
    "=SOM(A1) is een formule over water.",
    source=make_source("brief", "kabinetsreactie", "Brief", speaker="Minister"),
)
TITLES = {"advies": "Advies", "brief": "Brief"}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """The index of the two documents above."""
    return word_index(tmp_path, [ADVICE, LETTER])


def cells(written: str) -> list[list[str]]:
    """The cells of a CSV file as a Dutch spreadsheet reads them."""
    return list(csv.reader(io.StringIO(written), delimiter=";"))


def counts(found: Concordance) -> dict[str, dict[str, int]]:
    return {one.term.name: one.counts for one in found.terms}


def test_a_word_has_its_inflections_compounds_and_other_spellings_as_terms(index: Index) -> None:
    found = find_places(index, "wateradvies")
    assert counts(found) == {
        "wateradvies": {"advies": 2, "brief": 1},
        "deelwateradvies": {"advies": 1},
        "water advies": {"advies": 1},
    }
    assert found.total == 5
    assert [one.term.kind for one in found.terms] == ["word", "compound", "spelling"]


def test_a_word_inside_another_that_it_has_nothing_to_do_with_is_no_compound(index: Index) -> None:
    assert [term.name for term in terms_of("raad", index.words)] == ["raad"]


def test_a_term_can_be_switched_off_and_keeps_its_count(index: Index) -> None:
    found = find_places(index, "wateradvies", off={"deelwateradvies", "water advies"})
    assert found.total == 3
    assert [(one.term.name, one.used, one.total) for one in found.terms] == [
        ("wateradvies", True, 3),
        ("deelwateradvies", False, 1),
        ("water advies", False, 1),
    ]


def test_a_word_of_which_every_term_is_switched_off_need_not_be_there(index: Index) -> None:
    assert find_places(index, "geld voor bomen").total == 1
    assert find_places(index, "geld voor bomen", off={"geld"}).total == 3
    assert find_places(index, "geld voor bomen", off={"geld", "bomen"}).total == 0
    assert find_places(index, "bomen in Frankrijk", off={"bomen"}).total == 0


def test_abbreviations_that_the_documents_explain_go_both_ways(index: Index) -> None:
    assert counts(find_places(index, "Landelijk Bureau"))["LB"] == {"advies": 2}
    assert counts(find_places(index, "LB")) == {"LB": {"advies": 2}, "Landelijk Bureau": {"advies": 2, "brief": 1}}


def test_lines_are_sentences_in_document_order_under_their_headings(index: Index) -> None:
    lines = find_places(index, "wateradvies").lines
    assert [(line.before, line.word) for line in lines] == [
        ("Het ", "wateradvies"),
        ("Alle ", "wateradviezen"),
        ("Alle wateradviezen samen zijn een ", "deelwateradvies"),
        ("Een ", "water-advies"),
        ("Het ", "WATERADVIES"),
    ]
    assert lines[0].citation.section == ("Water en warmte",)
    for line in lines:
        document = {"advies": ADVICE, "brief": LETTER}[line.citation.source_id]
        assert document.text[line.citation.char_start : line.citation.char_end] == line.before + line.word + line.after


def test_a_subject_of_several_words_is_where_a_paragraph_holds_them_all(index: Index) -> None:
    found = find_places(index, "geld voor bomen")
    assert [line.citation.source_id for line in found.lines] == ["brief"]
    assert counts(found)["bomen"] == {"advies": 2, "brief": 1}


def test_places_are_shown_a_part_at_a_time_and_counted_whole(index: Index) -> None:
    found = find_places(index, "wateradvies", first=2, count=2)
    assert (found.total, [line.citation.number for line in found.lines]) == (5, [3, 4])
    assert len(find_places(index, "wateradvies", count=None).lines) == 5


def test_a_word_that_does_not_occur_says_so_with_words_that_do(index: Index) -> None:
    found = find_places(index, "wateradvise")
    assert (found.total, found.missing) == (0, ("wateradvise",))
    assert (found.nearest[0].word, found.nearest[0].subject) == ("wateradvies", "wateradvies")
    assert find_places(index, "het wateradvise en bomen").nearest[0].subject == "het wateradvies en bomen"
    assert find_places(index, "hoofdstad van Frankrijk").lines == ()


@pytest.mark.parametrize("subject", ["de", "van en het", "Wie?", "een", "één"])
def test_small_words_are_not_looked_for_and_not_said_to_be_missing(index: Index, subject: str) -> None:
    found = find_places(index, subject)
    assert (found.total, found.missing, found.nearest, found.small) == (0, (), (), True)


def test_of_a_small_word_only_the_abbreviation_that_is_written_alike_is_looked_for(index: Index) -> None:
    assert counts(find_places(index, "om")) == {"om": {"advies": 1}}
    assert counts(find_places(index, "OM")) == {"OM": {"advies": 1}}


@pytest.mark.parametrize("subject", ["", "?!", "wateradvies", "de raad", "xqzv"])
def test_other_subjects_are_not_small(index: Index, subject: str) -> None:
    assert not find_places(index, subject).small


def test_a_word_of_no_language_has_nothing_related(index: Index) -> None:
    def passages() -> Sequence[FoundPassage]:
        raise AssertionError("asked for what is related")

    assert find_places(index, "xqzv", related=passages).related == ()
    with pytest.raises(AssertionError, match="related"):
        find_places(index, "fietspad", related=passages)


def test_a_passage_with_a_term_that_is_switched_off_is_not_related(index: Index) -> None:
    block = LETTER.blocks[0]
    place = make_citation(LETTER, block.char_start, block.char_end, 1)
    passage = FoundPassage("", "", 0.5, 0.5, 0.0, "brief.pdf", place)
    assert find_places(index, "fietspad", related=lambda: [passage]).related == (passage,)
    assert find_places(index, "bomen", off={"bomen"}, related=lambda: [passage]).related == ()


def test_one_missing_word_leaves_the_others_counted(index: Index) -> None:
    found = find_places(index, "bomen in Frankrijk")
    assert (found.total, found.missing, counts(found)) == (0, ("Frankrijk",), {"bomen": {"advies": 2, "brief": 1}})


def _plain_count(text: str, forms: Sequence[str]) -> int:
    """How often the forms stand in a text in which every word has a space of its own at either side."""
    return sum(text.count(f" {form.replace(' ', '  ')} ") for form in {fold(form) for form in forms})


def _spaced(document: Document) -> str:
    """The blocks of a document, folded, with two spaces for every mark or space between two words."""
    blocks = [fold(document.text[block.char_start : block.char_end]) for block in document.blocks]
    between = re.compile(r"(?<=[^\W_])(['’])(?=[^\W_])|[\W_]")
    return " ".join(f" {between.sub(lambda mark: mark[1] or '  ', block)} " for block in blocks)


@pytest.mark.parametrize("name", ["proefadvies", "proefbeek", "proefboek", "proefdonker", "proefveer", "streekadvies"])
def test_counts_are_those_of_a_plain_search(name: str, tmp_path: Path, read_documents: ReadSet) -> None:
    """For every word of the sets, nouns among them."""
    documents = list(read_documents(name)[1].documents)
    index = word_index(tmp_path, documents)
    words = {fold(match.group()) for document in documents for match in TOKEN.finditer(document.text)}
    texts = {document.source.id: _spaced(document) for document in documents}

    @functools.cache
    def plain_counts(forms: tuple[str, ...]) -> dict[str, int]:
        return {name: count for name, text in texts.items() if (count := _plain_count(text, forms))}

    wrong = []
    for word in sorted(word for word in words if word not in stop_words() and not word.isdigit()):
        for one in find_places(index, word, count=0).terms:
            plain = plain_counts(one.term.forms)
            if one.counts != plain:
                wrong.append((word, one.term.name, one.counts, plain))
    assert wrong == []


def test_words_in_a_row_are_counted_with_any_one_mark_between_and_in_capitals(tmp_path: Path) -> None:
    text = "Het landelijk bureau, LANDELIJK BUREAU en landelijk-bureau; een landelijk klein bureau, landelijk, bureau."
    advice = make_document(text, "Het Landelijk Bureau (LB) telt.", source=make_source("advies"))
    index = word_index(tmp_path, [advice])
    assert counts(find_places(index, "LB"))["Landelijk Bureau"] == {"advies": 4}
    long = make_document("De Raad voor de Kunst (RvK) is de raad voor de kunst, geen raad van kunst.")
    (tmp_path / "long").mkdir()
    assert counts(find_places(word_index(tmp_path / "long", [long]), "RvK"))["Raad voor de Kunst"] == {"bron": 2}


def test_counts_are_written_with_their_sources(index: Index) -> None:
    assert count_line(find_places(index, "wateradvies").terms[0], TITLES) == (
        "wateradvies: 2 keer in ‘Advies’, 1 keer in ‘Brief’"
    )


def test_of_many_sources_those_that_have_a_word_most_are_named() -> None:
    term = Term("water", WORD, "water", ("water",))
    many = {f"bron{number}": number for number in range(1, 10)}
    assert count_line(TermCount(term, many), {}) == (
        "water: 4 keer in ‘bron4’, 5 keer in ‘bron5’, 6 keer in ‘bron6’, 7 keer in ‘bron7’, 8 keer in ‘bron8’, "
        "9 keer in ‘bron9’, 6 keer in 3 andere bronnen"
    )
    del many["bron1"], many["bron2"]
    assert count_line(TermCount(term, many), {}).endswith(", 3 keer in 1 andere bron")


def test_a_file_with_the_first_places_says_that_there_are_more(index: Index) -> None:
    rows = cells(concordance_csv(find_places(index, "wateradvies", count=2), TITLES))
    assert rows[3] == ["Aantal vindplaatsen: 5. Hier staan de eerste 2."]


def test_csv_counts_each_term_in_each_source_below_the_places(index: Index) -> None:
    found = find_places(index, "wateradvies")
    rows = cells(concordance_csv(found, TITLES))
    empty = rows.index([])
    assert empty == 1 + found.total
    assert rows[empty + 1] == ["Woord", "Bron", "Aantal keer"]
    counts = {(name, source): int(count) for name, source, count in rows[empty + 2 :]}
    assert counts == {
        (one.term.name, TITLES.get(source, source)): count
        for one in found.terms
        for source, count in one.counts.items()
    }
    assert sum(counts.values()) == found.total


def test_csv_leaves_out_a_term_that_is_switched_off(index: Index) -> None:
    found = find_places(index, "wateradvies")
    off = found.terms[0].term.name
    rows = cells(concordance_csv(find_places(index, "wateradvies", off=(off,)), TITLES))
    assert off not in [row[0] for row in rows[rows.index([]) :] if row]


def test_csv_has_a_row_for_every_place_and_no_formula(index: Index) -> None:
    rows = cells(concordance_csv(find_places(index, "formule"), TITLES))
    assert rows[2] == []
    assert rows[1][5].startswith("'=SOM(A1) is een ")
    assert rows[1][6:8] == ["formule", " over water."]


def test_markdown_escapes_what_a_source_says(index: Index) -> None:
    text = concordance_markdown(find_places(index, "formule"), TITLES)
    assert "1. =SOM(A1) is een **formule** over water.\n" in text


def test_word_has_a_table_with_every_place(index: Index) -> None:
    table = docx.Document(io.BytesIO(concordance_word(find_places(index, "wateradvies"), TITLES))).tables[0]
    assert len(table.rows) == 6
    assert table.rows[1].cells[1].text == "Het wateradvies komt te laat."

"""The table of a comparison says every word once."""

from __future__ import annotations

import io
from dataclasses import replace

import docx

from app.citation.place import make_citation
from app.comparison.records import Compared, Comparison, Deciding, Passage, Reaction, Recommendation
from app.comparison.table import table_references, table_rows, word_table
from tests.documents import make_document, make_source

LETTER = make_document("Eerst dit. Dat neem ik  over.\nDaarna dat.", source=make_source("brief", "kabinetsreactie"))


def reaction_of(text: str) -> Reaction:
    start = LETTER.text.index(text)
    return Reaction(text, make_citation(LETTER, start, start + len(text), 0), "number")


def compared_of(*reactions: Reaction) -> Compared:
    decides = reaction_of("Dat neem ik  over.")
    return Compared(
        Recommendation("1", "Doe dit.", replace(decides.citation, source_id="advies", title="Een advies")),
        reactions,
        Deciding(decides.text, decides.citation, "overgenomen"),
    )


def test_the_deciding_sentence_is_marked_in_its_paragraph_and_stands_there_once() -> None:
    (row,) = table_rows(Comparison("advies", "brief", (compared_of(reaction_of(LETTER.text)),)))
    (said,) = row.reactions
    assert said.text == "Eerst dit. Dat neem ik over. Daarna dat."
    assert said.text[slice(*said.deciding)] == "Dat neem ik over."


def test_a_deciding_sentence_outside_the_reactions_comes_before_them() -> None:
    (row,) = table_rows(Comparison("advies", "brief", (compared_of(reaction_of("Daarna dat.")),)))
    assert [said.text for said in row.reactions] == ["Dat neem ik over.", "Daarna dat."]


def test_each_source_is_named_once_and_only_one_that_has_words_in_the_table() -> None:
    heard = Comparison("advies", "brief", (compared_of(reaction_of(LETTER.text)),))
    assert table_references(heard)[0].startswith("Een spreker, Een advies")
    assert table_references(Comparison("advies", "brief", ())) == ("", "")


def test_a_recommendation_comes_with_the_first_paragraph_below_its_heading() -> None:
    first, second = reaction_of("Eerst dit."), reaction_of("Daarna dat.")
    below = tuple(Passage(one.text, one.citation) for one in (first, second))
    compared = compared_of()
    compared = replace(compared, recommendation=replace(compared.recommendation, explanation=below))
    (row,) = table_rows(Comparison("advies", "brief", (compared,)))
    assert [said.text for said in row.advice] == ["Doe dit.", "Eerst dit."]


def test_a_place_that_has_brackets_of_its_own_stands_between_brackets_once() -> None:
    compared = compared_of()
    printed = replace(compared.recommendation.citation, page_numbers=(18,), page_labels=("13",))
    compared = replace(compared, recommendation=replace(compared.recommendation, citation=printed))
    file = docx.Document(io.BytesIO(word_table(Comparison("advies", "brief", (compared,)), "Een advies")))
    assert file.tables[0].cell(1, 1).text == "Doe dit. (p. 18 [gedrukt: 13])"
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)

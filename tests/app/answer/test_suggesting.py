"""What is suggested beside an answer or a refusal is about what was asked, or absent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.answer.suggesting import (
    first_ones,
    heading_questions,
    heard_both,
    likely_headings,
    passages_question,
    speaking_words,
    speaks_of,
    stands_with,
    subjects,
)
from app.citation.place import make_citation
from app.records import ANSWERED, Answer, Quote, Turn
from index.opened import Index
from ingest.records import BlockKind
from tests.documents import make_document, make_source
from tests.fakes import word_index

H = BlockKind.HEADING
ADVICE = make_document(
    (H, "2.1 De wadi in Zeezicht"),
    "De gemeente geeft de inzage in het dossier. Zij weigerden inzage. Een goedkope woning is er niet.",
    *("De stad telt elke zomer haar bezoekers." for _ in range(40)),
    source=make_source("advies", "advies", "Een advies", speaker="Raad voor Zeezicht"),
)
LETTER = make_document(
    "Het kabinet legt geen wadi aan.",
    "Over de warmte volgt een brief.",
    source=make_source("brief", "kabinetsreactie", "Een brief", speaker="Minister"),
)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """The words of the two documents."""
    return word_index(tmp_path, [ADVICE, LETTER])


def test_a_subject_is_a_rare_noun_or_a_name_that_the_sources_have(index: Index) -> None:
    assert subjects(index, "Welke stad weigerden inzage in hun dossier?") == ("inzage", "dossier")
    assert subjects(index, "Waar koop ik een goedkope fiets in Lissabon?") == ()
    assert subjects(index, "Wie woont er in Zeezicht?") == ("Zeezicht",)
    assert subjects(index, "Wat kost een wadi?") == ("wadi",)


def test_a_speaker_that_was_heard_or_is_silent_is_not_asked_again() -> None:
    advice, letter = (Quote("Een zin.", make_citation(one, 0, 8, 1), "a", "paragraph", 0.9) for one in (ADVICE, LETTER))
    answer = Answer("Wat?", ANSWERED, 0.9, (advice, letter))
    assert heard_both(answer)
    assert not heard_both(replace(answer, quotes=(advice, advice)))
    assert heard_both(replace(answer, quotes=(advice,), silent_role="kabinetsreactie"))


def test_who_speaks_is_no_subject(index: Index) -> None:
    speaking = speaking_words([ADVICE.source, LETTER.source])
    assert {"raad", "kabinet", "minister", "kabinetsreactie", "advies"} <= speaking
    assert subjects(index, "Wat zegt de Raad voor Zeezicht over een wadi?", speaking) == ("wadi",)


def test_a_word_that_stands_everywhere_is_no_subject(tmp_path: Path) -> None:
    everywhere = make_document(*["Langs de weg ligt een wadi."] * 30, source=make_source("advies"))
    assert subjects(word_index(tmp_path, [everywhere]), "Wat is een wadi?") == ()


def test_a_heading_with_the_subject_is_asked_after_unless_it_was_shown(index: Index) -> None:
    asked = "Wat staat er over ‘De wadi in Zeezicht’?"
    assert list(heading_questions(index, ["wadi", "Zeezicht"])) == [asked]
    assert list(heading_questions(index, ["wadi"], ["2.1 De wadi in Zeezicht"])) == []
    assert likely_headings(index, ["wadi"], lambda _: 0.99) == (asked,)
    assert likely_headings(index, ["wadi"], lambda _: 0.1) == ()


def test_the_other_speaker_speaks_of_it_only_where_the_words_stand(index: Index) -> None:
    start = LETTER.text.index("wadi")
    assert speaks_of(index, ["wadi"], "brief", start + 5, start + 8)
    assert not speaks_of(index, ["wadi"], "brief", LETTER.text.index("Over"), len(LETTER.text))
    assert not speaks_of(index, [], "brief", 0, len(LETTER.text))


def test_a_speaker_whose_source_lacks_the_words_is_not_asked(index: Index) -> None:
    assert stands_with(index, ["inzage", "warmte"], "kabinetsreactie")
    assert not stands_with(index, ["inzage", "dossier"], "kabinetsreactie")
    assert not stands_with(index, [], "advies")


def test_at_most_two_are_shown_and_none_without_a_subject() -> None:
    assert first_ones(("", "a", "b", "c")) == ("a", "b")
    assert (passages_question(["wadi", "inzage"]), passages_question([])) == ("Alle passages over wadi", "")


def test_what_was_asked_or_suggested_before_is_not_suggested_again(tmp_path: Path) -> None:
    index = word_index(
        tmp_path,
        [make_document((H, "De wadi in Zeezicht"), "Zij is nat.", (H, "De wadi op het plein"), "Zij is droog.")],
    )
    first = ("Wat staat er over ‘De wadi in Zeezicht’?",)
    second = ("Wat staat er over ‘De wadi op het plein’?",)
    asked, suggested = Turn(first[0].upper()), Turn("Wat is een wadi?", suggested=first)
    assert likely_headings(index, ["wadi"], lambda _: 1.0) == first
    assert likely_headings(index, ["wadi"], lambda _: 1.0, history=[asked]) == second
    assert likely_headings(index, ["wadi"], lambda _: 1.0, history=[suggested]) == second
    assert likely_headings(index, ["wadi"], lambda _: 1.0, history=[asked, Turn("Wat?", suggested=second)]) == ()


def test_nor_are_all_passages_about_the_same_word() -> None:
    earlier = [Turn("Wat?", suggested=("Alle passages over wadi",))]
    assert passages_question(["wadi", "inzage"], earlier) == "Alle passages over inzage"
    assert passages_question(["wadi"], earlier) == ""

"""The places of a subject as paragraphs."""

from __future__ import annotations

import pytest

from app.citation.place import make_citation
from app.concordance.records import WORD, Concordance, Line, Term, TermCount
from app.messages import say
from app.web.views.concordance import paragraphs, why_nothing
from tests.documents import make_document

DOCUMENT = make_document("Water is nat. Meer water is natter.", "Over water gesproken.")


def lines_of(word: str) -> list[Line]:
    """Every place of ``word``, the whole sentence around it."""
    lines = []
    for block in DOCUMENT.blocks:
        paragraph = DOCUMENT.text[block.char_start : block.char_end]
        start = 0
        for sentence in paragraph.split(". "):
            at = paragraph.casefold().index(word, start)
            begin, end = paragraph.index(sentence, start), paragraph.index(sentence, start) + len(sentence)
            citation = make_citation(DOCUMENT, block.char_start + begin, block.char_start + end, len(lines) + 1)
            before, after = paragraph[begin:at], paragraph[at + len(word) : end]
            found = paragraph[at : at + len(word)]
            lines.append(Line(before, found, after, paragraph, block.char_start, citation))
            start = end
    return lines


def test_a_paragraph_stands_once_with_every_place_marked() -> None:
    found = paragraphs(lines_of("water"))
    assert [len(one.lines) for one in found] == [2, 1]
    assert [[run.text for run in one.runs if run.mark] for one in found] == [["Water", "water"], ["water"]]
    assert ["".join(run.text for run in one.runs) for one in found] == DOCUMENT.text.split("\n\n")


def test_without_places_there_are_no_paragraphs() -> None:
    assert paragraphs([]) == []


def counted(name: str, *, used: bool = True) -> TermCount:
    return TermCount(Term(name, WORD, name, (name,)), {"bron": 1}, used)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (Concordance("🙂 %", (), 0), "no_words"),
        (Concordance("een", (), 0, small=True), "small"),
        (Concordance("water", (counted("water", used=False),), 0), "all_off"),
        (Concordance("water", (), 0, missing=("water",)), "none"),
        (Concordance("water en wijn", (counted("water"),), 0, missing=("wijn",)), "none"),
        (Concordance("water en vuur", (counted("water"), counted("vuur")), 0), "apart"),
    ],
)
def test_why_there_are_no_places_is_said(found: Concordance, why: str) -> None:
    assert why_nothing(found) == say(f"concordance.{why}")


def test_with_places_there_is_nothing_to_explain() -> None:
    assert why_nothing(Concordance("water", (counted("water"),), 1)) == ""

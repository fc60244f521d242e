"""What an answer holds survives JSON, also what is folded and what stands around a quote."""

from __future__ import annotations

import dataclasses
import json

from app.citation.place import make_citation
from app.records import ABSTAINED, ANSWERED, FOUND, NEAR, Answer, Quote
from tests.documents import make_document

DOCUMENT = make_document("De raad ziet drie oorzaken. De eerste is geld. Dat is al jaren zo.")
QUOTE = Quote(
    text="De eerste is geld.",
    citation=make_citation(DOCUMENT, 28, 46, 1),
    file_name="brief.txt",
    kind="paragraph",
    confidence=0.7,
    lead="De raad ziet drie oorzaken.",
    lead_start=0,
    marks=((13, 17),),
    tail="Dat is al jaren zo.",
    tail_start=47,
)


def test_every_field_of_an_answer_survives_json() -> None:
    folded = dataclasses.replace(QUOTE, citation=make_citation(DOCUMENT, 47, 66, 2), marks=())
    answer = Answer("Welke oorzaak?", ANSWERED, 0.7, (QUOTE,), verdict=FOUND, more=(folded,), silent_role="advies")
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer
    assert answer.all_quotes == (QUOTE, folded)


def test_what_comes_near_is_an_abstention_with_its_block() -> None:
    near = dataclasses.replace(QUOTE, marks=())
    answer = Answer("Hoeveel?", ABSTAINED, 0.1, (near,), reason="not_in_sources", verdict=NEAR)
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_what_is_in_sight_around_a_shown_quote_is_not_folded_once_more() -> None:
    def at(start: int, end: int) -> Quote:
        return Quote(DOCUMENT.text[start:end], make_citation(DOCUMENT, start, end, 2), "brief.txt", "paragraph", 0.1)

    before, after, apart = at(0, 27), at(47, 66), at(28, 66)
    shown = dataclasses.replace(QUOTE, lead="De raad", tail=QUOTE.tail)
    answer = Answer("Welke oorzaak?", ANSWERED, 0.7, (shown,), verdict=FOUND, more=(before, after, apart))
    assert answer.folded == (before, apart)

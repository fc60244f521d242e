"""An answer as HTML: nothing that a question or document holds becomes markup."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.records import ABSENT, ABSTAINED, ANSWERED, FOUND, NEAR, Answer, Citation, Quote
from app.web.export import literal
from app.web.templating import plain, run
from app.web.views.answer import answer_html, question_html, runs, shown_citations

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "https://evil.example",
    "<form action=https://evil.example><input></form>",
    "<style>*{display:none}</style>",
    "# Kop\n- punt",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "$$x$$",
    "<!-- -->",
    "&lt;b&gt;",
    "a@b.nl",
    "~~weg~~",
    "1. een",
    '" onmouseover="x',
)


def citation(**values: object) -> Citation:
    made = Citation(1, "bron~0-5", "bron", "Titel", "advies", "De raad", "", "2023-12-19", "", (3,), ("3",), None, (),
                    0, 5, "", "ab", "")  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def answer(text: str, **values: object) -> Answer:
    quote = Quote(text, citation(**values), "bron.pdf", "paragraph", 0.9)
    return Answer("Wat?", ANSWERED, 0.9, (quote,), verdict=FOUND)


READABLE = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]))


@given(READABLE)
def test_plain_text_reads_back_as_it_was_but_for_runs_of_spaces(text: str) -> None:
    assert html.unescape(plain(text)) == re.sub(" +", " ", text).strip(" ")


def test_control_characters_are_left_out() -> None:
    assert plain("a\x00b\x1bc\x9bd") == "abcd"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_question_stays_text_in_html_and_in_markdown(payload: str) -> None:
    shown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(question_html(payload))
    assert re.findall(r"<(\w+)", shown) == ["h2"]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)).split() == payload.split()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_document_stays_text(payload: str) -> None:
    shown = answer_html(answer(payload, title=payload, speaker=payload, document_number=payload), "", {})
    allowed = {"div", "h3", "span", "blockquote", "p", "a", "mark"}
    assert set(re.findall(r"<(\w+)", shown)) <= allowed
    assert re.findall(r" (on\w+|src|style|action)=", re.sub(r'"[^"]*"', '""', shown)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_saved_markdown_stays_text(payload: str) -> None:
    shown = MarkdownIt("commonmark").render(f"> “{literal(payload)}”")
    assert set(re.findall(r"<(\w+)", shown)) == {"blockquote", "p"}


def test_an_answer_is_one_block_without_empty_lines() -> None:
    assert "\n" not in answer_html(answer("Een zin.\n\nEn nog een."), "token", {})


def test_the_speaker_stands_before_the_quote() -> None:
    shown = answer_html(answer("Een zin."), "", {})
    assert html.unescape(shown).index("De raad") < html.unescape(shown).index("Een zin")


@given(READABLE)
def test_a_run_keeps_one_space_at_each_end_that_has_some(text: str) -> None:
    shown = html.unescape(run(f" {text} "))
    assert shown.split() == text.split()
    assert shown[:1] == " "


@given(
    READABLE.filter(bool),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_marks_change_nothing_of_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    spans = sorted((start, end) for start, end in marks if end <= len(text))
    shown = "".join(part.text for line in runs(text, spans) for part in line)
    assert shown == text.replace("\n\n", "")


def test_the_items_of_a_list_are_lines_and_a_mark_may_run_over_two() -> None:
    lines = runs("1. Geld.\n\n2. Mensen.", ((3, 12),))
    assert [[(part.text, part.mark) for part in line] for line in lines] == [
        [("1. ", False), ("Geld.", True)],
        [("2.", True), (" Mensen.", False)],
    ]


def test_an_abstention_names_missing_sources_by_title() -> None:
    shown = answer_html(
        Answer("Wat?", ABSTAINED, 0.0, reason="not_in_sources", missing_source_ids=("x",), verdict=ABSENT),
        "",
        {"x": "De brief"},
    )
    assert "De brief" in shown


def test_two_speakers_are_never_in_one_group() -> None:
    quotes = (
        Quote("Een.", citation(), "a", "paragraph", 0.9),
        Quote("Twee.", citation(role="kabinetsreactie", id="brief~0-5"), "b", "paragraph", 0.9),
    )
    shown = answer_html(Answer("Wat?", ANSWERED, 0.9, quotes, verdict=FOUND), "", {})
    assert [re.findall(r"(Een|Twee)", part) for part in shown.split('<div class="groep')[1:]] == [["Een"], ["Twee"]]


def test_quotes_under_one_head_are_shown_under_it_together() -> None:
    one, two = citation(section=("Aanbevelingen",)), citation(id="bron~20-25", section=("Aanbevelingen",))
    quotes = (Quote("Een.", one, "a", "heading", 0.9), Quote("Twee.", two, "a", "heading", 0.9))
    shown = answer_html(Answer("Wat?", ANSWERED, 0.9, quotes, verdict=FOUND), "", {})
    assert (shown.count('<div class="groep'), text_of(shown).count("Aanbevelingen")) == (1, 1)


def test_the_head_of_a_table_stands_before_its_row_and_not_above_it_too() -> None:
    row = citation(section=("Mensen", "Beroep  Tekort"))
    quote = Quote("Toezichthouder 320", row, "a", "table_row", 0.9, lead="Tabel 3 Beroep Tekort", lead_start=0)
    shown = text_of(answer_html(Answer("Wat?", ANSWERED, 0.9, (quote,), verdict=FOUND), "", {}))
    assert shown.count("Beroep Tekort") == 1
    assert "Mensen" in shown


def text_of(shown: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


@pytest.mark.parametrize(
    ("verdict", "words"), [(FOUND, "Gevonden"), (NEAR, "Raakt hieraan"), (ABSENT, "Staat niet in de bronnen")]
)
def test_the_verdict_comes_first_in_words_and_as_a_class(verdict: str, words: str) -> None:
    quotes = answer("Een zin.").quotes if verdict != ABSENT else ()
    status, reason = (ANSWERED, "") if verdict == FOUND else (ABSTAINED, "not_in_sources")
    shown = answer_html(Answer("Wat?", status, 0.9, quotes, reason=reason, verdict=verdict), "", {})
    assert text_of(shown).startswith(words)
    assert f'<p class="oordeel {verdict}">' in shown


def test_a_speaker_that_is_loaded_and_silent_is_named() -> None:
    silent = Answer("Wat?", ABSTAINED, 0.0, reason="not_in_sources", verdict=ABSENT, silent_role="kabinetsreactie")
    assert "Het kabinet zegt hier in de geladen brief niets over." in text_of(answer_html(silent, "", {}))


def test_what_could_not_be_asked_gets_a_reply_and_no_verdict() -> None:
    shown = answer_html(Answer("Hallo", ABSTAINED, 0.0, reason="greeting", suggestions=("Wat?",)), "", {})
    assert text_of(shown) == "Goedendag. Stel hier een vraag over de bronnen."


def test_all_passages_are_offered_only_of_what_could_be_asked() -> None:
    refused = Answer("??", ABSTAINED, 0.0, reason="no_words")
    assert "passages?over" not in answer_html(refused, "t", {})
    assert "passages?over" in answer_html(replace(refused, reason="not_in_sources", verdict=ABSENT), "t", {})


def test_rows_are_called_rows_and_the_closing_mark_stands_in_the_last() -> None:
    for text, words in (("Duinkust 71", "Rij uit een tabel"), ("Streek\n\nDuinkust 71", "Rijen uit een tabel")):
        quote = replace(answer(text).quotes[0], kind="table_row")
        shown = answer_html(replace(answer(text), quotes=(quote,)), "", {})
        assert words in text_of(shown)
        assert re.search(r'71<span class="eind"></span></span></p>', shown)


def test_no_sentence_stands_twice_and_the_rest_is_folded() -> None:
    shown, other = Quote("Een zin. Twee.", citation(char_end=14), "a", "paragraph", 0.9), citation(id="b~20-24")
    inside = Quote("Twee.", citation(id="bron~9-14", char_start=9, char_end=14), "a", "paragraph", 0.0)
    apart = Quote("Drie.", replace(other, char_start=20, char_end=24), "a", "paragraph", 0.0)
    card = answer_html(Answer("Wat?", ANSWERED, 0.9, (shown,), verdict=FOUND, more=(inside, apart)), "", {})
    before, _, folded = card.partition("<details")
    assert text_of(card).count("Twee.") == 1
    assert "Nog 1 passage" in text_of(folded)
    assert "Drie" in folded
    assert "Drie" not in before


def test_a_block_stands_under_its_headings_between_what_stands_around_it() -> None:
    quote = Quote("Een zin.", citation(section=("Aanbeveling 4", "Wie doet wat")), "a", "paragraph", 0.9,
                  lead="Ervoor.", lead_start=0, tail="Erna.", tail_start=20)  # fmt: skip
    shown = text_of(answer_html(Answer("Wat?", ANSWERED, 0.9, (quote,), verdict=FOUND), "", {}))
    places = [shown.index(part) for part in ("Aanbeveling 4 › Wie doet wat", "Ervoor.", "Een zin.", "Erna.")]
    assert places == sorted(places)


def test_numbers_run_on_from_the_first() -> None:
    quotes = (answer("Een.").quotes[0], Quote("Twee.", citation(id="b~0-5", source_id="b"), "b", "paragraph", 0.0))
    two = Answer("Wat?", ANSWERED, 0.9, quotes[:1], verdict=FOUND, more=quotes[1:])
    assert len(shown_citations(two)) == 2
    assert re.findall(r">&#91;(\d+)&#93;<|>\[(\d+)\]<", answer_html(two, "", {}, first=7)) == [("", "7"), ("", "8")]


def test_the_page_module_needs_no_gradio() -> None:
    text = Path("app/web/views/answer.py").read_text("utf-8")
    assert "gradio" not in text.split('"""', 2)[2]


def test_all_passages_are_shown_about_the_words_of_the_question_that_the_answer_holds() -> None:
    asked, held = "Wie gaat de uitvoering betalen?", "De uitvoering kost veel geld."
    assert "passages?over=uitvoering" in answer_html(replace(answer(held), question=asked), "t", {})
    assert "passages?over=Wie%20gaat" in answer_html(Answer(asked, ABSTAINED, 0.1, verdict=ABSENT), "t", {})
    later = Quote("De uitvoering kost veel geld.", citation(id="b~0-5", source_id="b"), "b", "paragraph", 0.0)
    folded = replace(answer("De raad vroeg daarom iets."), question=asked, more=(later,))
    assert "passages?over=uitvoering" in answer_html(folded, "t", {})
    asked, held = "Wat kost het volgens het kabinet?", "Het kabinet kiest voor minder."
    assert "passages?over=Wat%20kost" in answer_html(replace(answer(held), question=asked), "t", {})

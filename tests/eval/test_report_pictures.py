"""The report's pictures say in Dutch what to read in them, and the verdicts stand in a table too."""

from __future__ import annotations

from dataclasses import replace

from eval.figures import confusion
from eval.records import QuestionRecord, RunRecord
from eval.report.rendering import html, markdown
from eval.report.summary import summarise

ASKED = (
    ("citizen", "found", 1.0), ("citizen", "found", 1.0), ("citizen", "near", 1.0), ("citizen", "near", 0.0),
    ("unanswerable", "near", 0.0), ("unanswerable", "found", 0.0), ("offtopic", "absent", 0.0),
)  # fmt: skip


def run() -> RunRecord:
    """A run with one wrong verdict among the answered and one among the unanswerable questions."""
    questions = tuple(
        QuestionRecord(
            id=str(number), style=style, question="Wat?", answerable=style == "citizen", status="answered",
            confidence=0.1 * number, latency_ms=1.0, right=style == "citizen", verdict=verdict,
            values={"refused": 0.0, "first block": block},
        )
        for number, (style, verdict, block) in enumerate(ASKED)
    )  # fmt: skip
    return RunRecord("set", "full", "", "", {"libraries": {}}, questions)


def test_verdicts_are_counted_by_what_they_should_have_been() -> None:
    assert confusion(run()) == {
        "found": {"found": 2, "near": 1},
        "near": {"found": 1, "near": 2},
        "absent": {"absent": 1},
    }
    whole = summarise(run()).whole
    assert (whole["verdict right"], whole["wrong among found"]) == (round(5 / 7, 6), round(1 / 3, 6))


def test_every_picture_has_a_title_and_a_line_on_what_to_read() -> None:
    page = html([summarise(run())])
    assert page.count("<figure>") == page.count("<figcaption>") == page.count('<svg role="img"') == 7
    assert "Oordeel over de bronnen: wat het moest zijn en wat het was" in page
    assert "Lager is beter" in page


def test_every_picture_has_its_figures_as_a_table() -> None:
    page = html([summarise(run())])
    assert page.count("Dezelfde cijfers als tabel") == page.count("<figure>")
    assert '<th scope="row">gevonden</th><td>2 (67%)</td><td>1 (33%)</td><td>0 (0%)</td>' in page
    # Of the six on the topic the surest two have no answer, so are wrong: two of the surest three, and two of all.
    assert '<th scope="row">50%</th><td>67%</td>' in page
    assert '<th scope="row">100%</th><td>33%</td>' in page


def test_the_areas_of_both_things_that_a_confidence_tells_are_drawn_apart() -> None:
    made = summarise(run())
    assert "AUROC answerable" in made.whole
    both = replace(made, whole=made.whole | {"AUROC right among answered": 0.62})
    assert "full: eerste goed" not in html([made])
    page = html([both])
    assert "full: in de bronnen" in page
    assert "full: eerste goed</text>" in page
    assert ">0,62</text>" in page


def test_the_table_of_verdicts_says_what_the_picture_shows() -> None:
    assert "| gevonden | 2 | 1 | 0 |" in markdown([summarise(run())])

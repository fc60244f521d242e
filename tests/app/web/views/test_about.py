"""The page tells what it was measured to do, and says so when it was not measured."""

from __future__ import annotations

import json
from pathlib import Path

from app.messages import say
from app.web.templating import plain
from app.web.views.about import about_html, quality_html
from app.web.views.quality import measured_quality, shipped_quality
from tests.fakes import FakeAssistant

MEAN = {"value": 0.683, "low": 0.57, "high": 0.771, "count": 85, "document_low": None, "document_high": None}


def results(folder: Path, condition: str = "full") -> Path:
    """A folder with one result file, as the evaluation writes it."""
    values = {"set_name": "proef", "condition": condition, "questions": 213, "figures": {
        "citizen": {"first quote": MEAN, "RR@10": MEAN}, "offtopic": {"refused": {**MEAN, "value": 1.0}}}}  # fmt: skip
    (folder / f"proef-{condition}.json").write_text(json.dumps(values), "utf-8")
    (folder / "report.md").write_text("# Report", "utf-8")
    return folder


def test_the_figures_that_readers_get_are_shown_with_their_intervals(tmp_path: Path) -> None:
    measured = measured_quality(results(results(tmp_path), "bm25"))
    assert [(figure.key, figure.value) for one in measured for figure in one.figures] == [
        ("citizen_first_quote", 0.683),
        ("offtopic_refused", 1.0),
    ]
    shown = quality_html(measured)
    assert "68&#37; &#40;57&#37; tot 77&#37;&#41;, 85 vragen" in shown
    assert "Vragenset proef, 213 vragen" in shown


def test_the_figures_that_the_evaluation_offers_are_found() -> None:
    assert {one.name for one in shipped_quality()} >= {"proefadvies", "uitvoering-aan-zet"}


def test_a_version_without_results_says_so(tmp_path: Path) -> None:
    assert measured_quality(tmp_path / "absent") == ()
    assert "geen metingen" in quality_html(())


def test_what_is_kept_is_described_as_the_settings_have_it(tmp_path: Path) -> None:
    nothing, judged = (plain(say(f"page.about.privacy_{name}_kept")) for name in ("nothing", "judged"))
    by_default, judging = (about_html(FakeAssistant(tmp_path), keep) for keep in (False, True))
    assert nothing in by_default
    assert judged not in by_default
    assert judged in judging
    assert nothing not in judging

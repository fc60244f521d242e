"""The page tells what it was measured to do, and says so when it was not measured."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

from app.messages import say
from app.web.templating import plain
from app.web.views.about import about_html, quality_html, sources_html
from app.web.views.quality import measured_quality, shipped_quality
from tests.fakes import FakeAssistant

MEAN = {"value": 0.683, "low": 0.57, "high": 0.771, "count": 85, "document_low": None, "document_high": None}


def results(folder: Path, condition: str = "full", name: str = "proef", words: int = 0) -> Path:
    """A folder with one result file, as the evaluation writes it."""
    values = {"set_name": name, "condition": condition, "questions": 213, "made_with": {"words": words}, "figures": {
        "citizen": {"first block": MEAN, "RR@10": MEAN}, "offtopic": {"refused": {**MEAN, "value": 1.0}}}}  # fmt: skip
    (folder / f"{name}-{condition}.json").write_text(json.dumps(values), "utf-8")
    (folder / "report.md").write_text("# Report", "utf-8")
    return folder


def test_the_figures_that_readers_get_are_shown_with_their_intervals(tmp_path: Path) -> None:
    measured = measured_quality(results(results(tmp_path), "bm25"))
    assert [(figure.key, figure.value) for one in measured for figure in one.figures] == [
        ("citizen_first_block", 0.683),
        ("offtopic_refused", 1.0),
    ]
    shown = quality_html(measured)
    assert "68 van de 100 keer &#40;57 tot 77&#41;, 85 vragen" in shown
    assert "Vragenset proef, 213 vragen" in shown


def test_the_set_that_is_most_like_what_is_loaded_comes_first_and_the_others_are_folded(tmp_path: Path) -> None:
    results(tmp_path, name="klein", words=600)
    measured = measured_quality(results(tmp_path, name="groot", words=31_400))
    for words, nearest, other in ((900, "klein", "groot"), (250_000, "groot", "klein"), (0, "klein", "groot")):
        shown = quality_html(measured, words)
        assert shown.index(f"Vragenset {nearest}") < shown.index("<details>") < shown.index(f"Vragenset {other}")
    assert "ongeveer 250&#46;000 woorden geladen" in quality_html(measured, 250_000)
    assert "met ongeveer 31&#46;000 woorden" in quality_html(measured, 250_000)


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


def test_how_many_sources_are_loaded_is_said_in_a_sentence_that_fits_the_number(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    assert "Van de 3 bronnen zijn er 2 geladen." in unescape(sources_html(assistant))
    del assistant.documents["advies"]
    assert "Van de 3 bronnen is er 1 geladen." in unescape(sources_html(assistant))
    assistant.register.sources = assistant.register.sources[1:2]
    assert "Alle bronnen zijn geladen (aantal: 1)." in unescape(sources_html(assistant))

"""What is printed of documents is their own text, whatever marks stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.terminal.console import console, progress_bar, warn
from app.terminal.printed_sources import print_run, run_lines
from ingest.errors import FetchError
from ingest.ingest import IngestRun
from ingest.records import Source
from ingest.register import Register
from tests.documents import make_document, make_source


@pytest.mark.parametrize("title", ["Nota [/naam]", "Nota [concept]", "Nota :bed: [link=x]y[/link]"])
def test_a_title_is_printed_as_it_is(
    title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_width", 200)
    source = make_source(title=title)
    run = IngestRun(Register(tmp_path, tmp_path, (source,)), [make_document("Een zin.", source=source)], (source,), ())
    print_run(run, Path("thuis"))
    with progress_bar(title) as progress:
        progress(1, 1)
    warn(title)
    printed = capsys.readouterr()
    assert printed.out.count(title) == 2
    assert printed.err.count(title) >= 2


ADDRESS = "https://raad.example/advies"


def line(source: Source, *skipped: tuple[Source, FetchError]) -> str:
    """The one line that is printed of a run without a file of ``source``."""
    missing = () if skipped else (source,)
    [said] = run_lines(IngestRun(Register(Path("r"), Path("r"), (source,)), [], missing, skipped), Path("thuis"))
    return said


def test_fetching_is_advised_only_where_it_can_help(monkeypatch: pytest.MonkeyPatch) -> None:
    known, unknown = make_source(url=ADDRESS), make_source(url="")
    assert "--fetch" not in line(known)
    assert "AANZET_OFFLINE" in line(known)
    monkeypatch.delenv("AANZET_OFFLINE")
    assert "--fetch" in line(known)
    assert "--fetch" not in line(unknown)
    for code, values in (
        ("fetch_no_network", {"host": "raad.example"}),
        ("fetch_status", {"host": "r", "status": 404}),
    ):
        assert "--fetch" not in line(known, (known, FetchError(code, code=code, **values)))


@pytest.mark.parametrize("forbidden", ["0", "1"])
def test_every_line_about_a_missing_source_says_where_to_keep_it(
    forbidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AANZET_OFFLINE", forbidden)
    source = make_source(url=ADDRESS)
    refused = (source, FetchError("no", code="fetch_no_network", host="raad.example"))
    for said in (line(source), line(make_source(url="")), line(source, refused)):
        assert f"als {source.id}.pdf in {Path('thuis') / 'bronnen'}" in said

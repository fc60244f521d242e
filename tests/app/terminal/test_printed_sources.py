"""What is printed of documents is their own text, whatever marks stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.terminal.console import console, progress_bar, warn
from app.terminal.printed_sources import print_run
from ingest.ingest import IngestRun
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

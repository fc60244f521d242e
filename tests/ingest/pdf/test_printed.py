"""A web page printed by a browser: its head and foot, columns, soft hyphens, drawn list marks, table and notes."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ingest.document import Document
from tests.ingest.typeset import lost_letters, read_file, texts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ITEMS = ("een plan voor elke gemeente, dat alle andere plannen vervangt;", "geld voor zes jaar.")
ROWS = ("Wijk Woningen Stand", "Oude Haven 840 half gereed", "Molenwijk 95 nog te beginnen")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="sh tests/browser/install_chromium.sh installs the browser"),
]


def _paragraphs() -> list[str]:
    """The longer paragraphs of the fictional letter, without their footnotes."""
    truth = Path(__file__).parents[3] / "eval" / "sets" / "proefadvies" / "documents" / "kabinetsreactie.truth.json"
    blocks = json.loads(truth.read_text("utf-8"))["blocks"]
    return [" ".join(b["words"]) for b in blocks if b["kind"] == "paragraph" and len(b["words"]) > 30]


PARAGRAPHS = _paragraphs()


def _page() -> str:
    first, *others = (_softened(text) for text in PARAGRAPHS)
    middle = len(others) // 2
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    rows = (("Wijk", "Woningen", "Stand"), ("Oude Haven", "840", "half gereed"), ("Molenwijk", "95", "nog te beginnen"))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"""<!doctype html><html lang="nl"><meta charset="utf-8"><title>Een brief</title>
<style>body {{ font: 10pt/1.4 serif }} main {{ columns: 2; text-align: justify }} h2 {{ font-size: 12pt }}
td {{ padding: 2px 10px }} sup {{ font-size: 60%; line-height: 0 }} .noten {{ font-size: 8pt }}</style>
<main><h2>De aanpak</h2><p>{first}<sup>1</sup></p><p>{"</p><p>".join(others[:middle])}</p><ul>{items}</ul>
<h2>De stand</h2><p>{"</p><p>".join(others[middle:])}<sup>2</sup></p><table>{table}</table></main>
<div class="noten"><p><sup>1</sup> Zie het jaarverslag van 2030.</p><p><sup>2</sup> Zie de begroting.</p></div>"""


def _softened(text: str) -> str:
    """``text`` with places where a browser may break its longer words."""
    return re.sub(r"([aeiou][bdfgklmnprst])(?=[bdfgklmnprst][aeiou]\w{2})", "\\1\N{SOFT HYPHEN}", html.escape(text))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The page, printed to PDF with the browser's own head and foot, and read."""
    folder: Path = tmp_path_factory.mktemp("druk")
    (folder / "brief.html").write_text(_page(), "utf-8")
    path = folder / "brief.pdf"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profiel'}"]
    subprocess.run(
        [str(CHROMIUM), *options, f"--print-to-pdf={path}", (folder / "brief.html").as_uri()],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    return read_file(path)


def test_every_word_is_there_in_order_and_broken_words_are_whole(printed: Document) -> None:
    assert [text for text in texts(printed, "paragraph") if text not in ROWS] == PARAGRAPHS
    assert printed.report.joined_hyphens > 10
    assert "\N{SOFT HYPHEN}" not in printed.text
    assert lost_letters(printed) == []


def test_lists_headings_tables_and_notes_are_what_they_are(printed: Document) -> None:
    assert texts(printed, "list_item") == list(ITEMS)
    assert texts(printed, "heading") == ["De aanpak", "De stand"]
    assert [text for text in texts(printed, "table_row", "paragraph") if text in ROWS] == list(ROWS)
    assert texts(printed, "footnote") == ["1 Zie het jaarverslag van 2030.", "2 Zie de begroting."]
    assert [mark.label for block in printed.blocks for mark in block.note_marks] == ["1", "2"]


def test_what_the_browser_prints_around_the_page_is_furniture(printed: Document) -> None:
    assert "file://" not in printed.text
    assert "Een brief" not in printed.text
    for page in printed.pages:
        around = " ".join(page.raw[piece.raw_start : piece.raw_end] for piece in page.furniture)
        assert f"{page.number}/{len(printed.pages)}" in around

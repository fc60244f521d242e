"""Scanned pages: recognised, read like others, marked, and kept; text that lies over a scan already is marked too."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdf.generic import NameObject, StreamObject

from ingest.ingest import read_folder
from ingest.settings import IngestSettings
from tests.ingest.typeset import ALINEA, read_file, texts, typeset

WITH_OCR = IngestSettings(ocr=True, max_seconds=120)
TILTED = b"0.99996 0.0087 -0.0087 0.99996 0 0 cm\n"


def _scanned(folder: Path, text: str) -> Path:
    """A PDF of pictures of the typeset pages, in a folder of its own."""
    pages = [page.render(scale=3).to_pil().convert("L") for page in pypdfium2.PdfDocument(typeset(folder, text))]
    (folder / "bronnen").mkdir()
    path = folder / "bronnen" / "scan.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=216)
    return path


def _unseen(path: Path, to: Path) -> Path:
    """The PDF with its text made invisible and a little tilted, as text recognition lays it over a scan."""
    writer = pypdf.PdfWriter(clone_from=path)
    for page in writer.pages:
        content = page.get_contents()
        assert content is not None
        stream = StreamObject()
        stream.set_data(TILTED + content.get_data().replace(b"BT 0 Tr", b"BT 3 Tr"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(to)
    return to


def test_text_laid_over_a_scan_is_levelled_and_marked(tmp_path: Path) -> None:
    path = _unseen(typeset(tmp_path, f"{ALINEA}\n\n{ALINEA}"), tmp_path / "laag.pdf")
    document = read_file(path)
    assert texts(document) == [ALINEA.strip()] * 2
    assert [page.ocr for page in document.pages] == [True]
    assert document.report.warnings == (("ocr_pages", {"pages": "1"}),)


def test_what_was_recognised_is_kept_by_a_run_without_recognition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _scanned(tmp_path, ALINEA)
    layer = _unseen(tmp_path / "proef.pdf", tmp_path / "laag.pdf")
    program = tmp_path / "bin" / "ocrmypdf"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport shutil, sys\nshutil.copy({str(layer)!r}, sys.argv[-1])\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    first = read_folder(path.parent, tmp_path / "home", WITH_OCR)
    again = read_folder(path.parent, tmp_path / "home", IngestSettings(max_seconds=120))
    assert first.documents[0].text == ALINEA.strip()
    assert tuple(again.documents) == tuple(first.documents)


def test_without_recognition_a_scan_is_skipped_with_the_option_that_reads_it(tmp_path: Path) -> None:
    run = read_folder(_scanned(tmp_path, ALINEA).parent, tmp_path / "home", IngestSettings())
    assert [(error.code, "--ocr" in str(error)) for _, error in run.skipped] == [("no_text", True)]


def _recognises_dutch() -> bool:
    if shutil.which("ocrmypdf") is None or shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return "nld" in listed.stdout.split()


@pytest.mark.skipif(not _recognises_dutch(), reason="apt-get install ocrmypdf tesseract-ocr-nld runs this")
def test_a_scan_is_recognised_in_dutch(tmp_path: Path) -> None:
    run = read_folder(_scanned(tmp_path, ALINEA).parent, tmp_path / "home", WITH_OCR)
    document = run.documents[0]
    assert set(ALINEA.split()) - set(document.text.split()) == set()
    assert document.pages[0].ocr
    assert document.boxes(0, len(document.text))
    assert document.report.warnings == (("ocr_pages", {"pages": "1"}),)

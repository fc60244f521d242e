"""Text recognition of pages that are pictures, by ocrmypdf with Dutch tesseract where these are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdf

from ingest.pdf.pages import RawPage, raw_pages
from ingest.settings import IngestSettings

# Recognising letters takes far longer than reading them.
PATIENCE = 10


def recognise(path: Path, pages: list[RawPage], numbers: Sequence[int], settings: IngestSettings) -> str:
    """Put recognised text on the pages ``numbers`` (from 1) of ``pages``; the code of what to tell about it.

    'ocr_pages' when it worked, 'ocr_missing' when there is no ocrmypdf or no Dutch in it, 'ocr_failed' otherwise.
    """
    program = shutil.which("ocrmypdf")
    if program is None:
        return "ocr_missing"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "recognised.pdf"
        chosen = ",".join(str(number) for number in numbers)
        options = [
            "--language",
            "nld",
            "--pages",
            chosen,
            "--skip-text",
            "--output-type",
            "pdf",
            "--jobs",
            "1",
            "--quiet",
        ]
        try:
            done = subprocess.run(
                [program, *options, str(path), str(made)],
                stdin=subprocess.DEVNULL, capture_output=True, timeout=settings.max_seconds * PATIENCE, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return "ocr_failed"
        if done.returncode or not made.is_file():
            return "ocr_missing" if b"nld" in done.stderr or b"tesseract" in done.stderr else "ocr_failed"
        found = raw_pages(made, settings, pypdf.PdfReader(made))
    for number in numbers:
        if number <= len(found) and found[number - 1].lines:
            page = found[number - 1]
            page.ocr, page.label = True, pages[number - 1].label
            pages[number - 1] = page
    return "ocr_pages"

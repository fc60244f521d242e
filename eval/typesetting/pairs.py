"""Make the advices of the fictional pairs from their sources: ``python -m eval.typesetting.pairs SET``.

``source/advies.typ`` becomes a PDF by typst, ``source/advies.toml`` a Word file; letters in HTML and XML are written by
hand in ``documents/``.
"""

from __future__ import annotations

import io
import sys
import tomllib
import zipfile
from pathlib import Path

import docx
import typst


def make_advice(folder: Path) -> Path:
    """Write the advice of the set in ``folder``, the same bytes each time; returns its path."""
    typeset, described = folder / "source" / "advies.typ", folder / "source" / "advies.toml"
    target = folder / "documents" / f"advies.{'pdf' if typeset.is_file() else 'docx'}"
    if typeset.is_file():
        target.write_bytes(typst.compile(str(typeset), ignore_system_fonts=True, timestamp=0, pdf_tags=False))
    else:
        target.write_bytes(word_file(described))
    return target


def word_file(described: Path) -> bytes:
    """The Word file of which ``described`` names the title, the author and the blocks, each a style and a text."""
    values = tomllib.loads(described.read_text("utf-8"))
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = values["title"], values["author"]
    for style, text in values["blocks"]:
        paragraph = document.add_paragraph(style="Normal" if style == "Strong" else style)
        paragraph.add_run(text).bold = True if style == "Strong" else None
    written = io.BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _undated(archive: bytes) -> bytes:
    """The same archive with the time of writing left out of every entry."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), old.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    make_advice(Path(sys.argv[1]))

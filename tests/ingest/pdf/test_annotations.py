"""Comments and what is filled in on a form are no text of the document; the report names their pages."""

from __future__ import annotations

from pathlib import Path

import pypdf
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from tests.ingest.typeset import ALINEA, read_file, typeset


def field(value: str) -> DictionaryObject:
    """A text field of a form with ``value`` in it."""
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("naam"),
            NameObject("/V"): TextStringObject(value),
            NameObject("/Rect"): ArrayObject(FloatObject(place) for place in (20, 20, 120, 40)),
        }
    )


def test_comments_and_filled_in_fields_are_named_by_page(tmp_path: Path) -> None:
    path = typeset(tmp_path, "\n#pagebreak()\n".join([ALINEA] * 4))
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_annotation(1, Text(rect=(20, 20, 40, 40), text="Klopt dit wel?"))
    writer.add_annotation(2, FreeText(rect=(20, 20, 120, 40), text="Graag aanvullen"))
    writer.add_annotation(3, Link(rect=(20, 20, 40, 40), url="https://voorbeeld.nl"))
    writer.add_annotation(0, field("mevrouw De Wit"))
    writer.add_annotation(3, field(""))
    writer.write(path)
    document = read_file(path)
    assert document.report.warnings == (("comments", {"pages": "2-3"}), ("form_values", {"pages": "1"}))
    assert not any(word in document.text for word in ("Klopt", "aanvullen", "De Wit"))

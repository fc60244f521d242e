"""What people put on a page afterwards, and is no part of its text: comments, and what they filled in."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

MOST_LOOKED_AT = 2_000
# Source: ISO 32000-1, 12.5.6; links, pop-ups and pictures hold no text of their own.
_COMMENTS = frozenset(
    (
        pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET,
    )
)  # fmt: skip


def added_texts(page: pypdfium2.PdfPage) -> tuple[bool, bool]:
    """Whether a page has comments with words in them, and fields of a form that are filled in."""
    commented = filled_in = False
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_LOOKED_AT)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        commented = commented or (kind in _COMMENTS and _holds(annotation, b"Contents"))
        filled_in = filled_in or (kind == pdfium.FPDF_ANNOT_WIDGET and _holds(annotation, b"V"))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return commented, filled_in


def _holds(annotation: object, key: bytes) -> bool:
    """Whether an entry of an annotation is a text that is not empty (two bytes are the empty text's end)."""
    return int(pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)) > 2

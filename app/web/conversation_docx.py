"""A conversation as a Word file with its sources in real footnotes, which python-docx does not know by itself."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from app.messages import say
from app.web.export import Part

STYLES = {"title": "Title", "question": "Heading 1", "appendix": "Heading 1", "more": "Heading 2",
          "fact": "List Bullet", "quote": "Quote"}  # fmt: skip
BOLD, ITALIC = ("verdict", "speaker"), ("path", "context")
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SETTLED = datetime(2000, 1, 1, tzinfo=UTC)  # the same conversation gives the same properties
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def conversation_docx(parts: Sequence[Part]) -> bytes:
    """The parts as a Word file in Dutch; a quote's sources are its footnotes. Nothing in a part is read as markup."""
    made = docx.Document()
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    properties = made.core_properties
    properties.title = next((_text(part) for part in parts if part.kind == "question"), say("page.title"))
    properties.author, properties.comments = say("page.title"), ""
    properties.created = properties.modified = SETTLED
    notes: list[str] = []
    quote = None
    for part in parts:
        if part.kind == "source" and quote is not None:
            notes.append(" ".join(text for text in (_text(part), part.address) if text))
            _refer(quote, len(notes))
            continue
        paragraph = made.add_paragraph(style=STYLES.get(part.kind, "Normal"))
        run = paragraph.add_run(_line(part))
        run.bold, run.italic = part.kind in BOLD or None, part.kind in ITALIC or None
        quote = paragraph if part.kind == "quote" else quote
    _add_footnotes(made.part, notes)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _line(part: Part) -> str:
    if part.kind == "made_with":
        return f"{_text(part)}: {part.address or part.sha256}"
    if part.kind == "document":
        known = (_text(part), part.address, part.sha256 and f"{say('page.file_hash')}: {part.sha256}")
        return "\n".join(line for line in known if line)
    return _text(part)


def _text(part: Part) -> str:
    """The text of a part in one line; XML knows no control characters."""
    line = " ".join(part.text.split())
    return "".join(letter for letter in line if unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))


def _refer(paragraph: docx.text.paragraph.Paragraph, number: int) -> None:
    """A raised reference to footnote ``number`` at the end of ``paragraph``."""
    run = paragraph.add_run()
    run.font.superscript, run.italic = True, False
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_footnotes(body: PackagePart, notes: Sequence[str]) -> None:
    """The part of the file that holds the footnotes, numbered from 1."""
    made = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{_SEPARATORS}{made}</w:footnotes>'
    part = PackagePart(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), body.package)
    body.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

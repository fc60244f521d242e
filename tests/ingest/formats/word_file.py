"""Word files made from XML, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.document import Document
from tests.ingest.typeset import read_file

DATA = Path(__file__).parent / "data"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}


def style(kind: str, style_id: str, name: str, rest: str = "") -> str:
    """A style; ``kind`` is 'paragraph' or 'character'."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{rest}</w:style>'


STYLES = "".join(
    (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>',
        style("paragraph", "Kop1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        style("paragraph", "Kop2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        style("paragraph", "Eigen", "Eigen kop", '<w:basedOn w:val="Kop1"/>'),
        style("paragraph", "Inhopg1", "toc 1"),
        style("character", "Onzichtbaar", "Onzichtbaar", "<w:rPr><w:vanish/></w:rPr>"),
        style("paragraph", "Geheim", "Geheim", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph; ``content`` is XML, or plain text."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; a cell is XML that begins with its properties, or plain text."""
    inner = (cell if cell.startswith("<") else paragraph(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in inner)}</w:tr>"


def write_word(path: Path, body: str, **parts: str) -> Path:
    """A Word file in ``path`` with this body; ``parts`` are the contents of others, by kind."""
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    parts = {"styles": STYLES, **parts}
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for place, kind in enumerate(parts)
    )
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    root = {"header": "hdr", "footer": "ftr"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'{start}<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f"{start}{relations}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            name = root.get(kind, kind)
            archive.writestr(f"word/{kind}.xml", f"<w:{name} {spaces}>{content}</w:{name}>")
    return path


def read_word(folder: Path, body: str, **parts: str) -> Document:
    """The document that reading such a Word file gives."""
    return read_file(write_word(folder / "proef.docx", body, **parts))

"""HTML, DOCX and text files that mean harm."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import docx

LETTER = "De gemeenten krijgen 12 miljoen euro. De raad adviseert om de uitvoering te versterken. "
ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "{0}">{1}<!ENTITY x SYSTEM "file:///etc/passwd">'
    '<!ENTITY y SYSTEM "http://127.0.0.1:1/">]>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def good_docx() -> bytes:
    """A Word file with a heading, a list, a table and text."""
    document = docx.Document()
    document.add_heading("Rapport", 1)
    document.add_paragraph(LETTER * 3)
    document.add_paragraph("gemeenten voeren uit", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "jaar", "12 miljoen euro"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """A Word file with one part replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return written.getvalue()


def body(inner: str, head: str = "") -> bytes:
    """A ``word/document.xml`` with this inside its body."""
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _entities(chance: random.Random) -> bytes:
    chain = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")
    head = ENTITIES.format("haha" * 10, chain)
    return body(_paragraph(chance.choice(("&a9;", "&x;", "&y;", "&a;&onbekend;"))), head)


def _nested_tables(chance: random.Random) -> bytes:
    depth = chance.choice((20, 200, 3_000))
    start, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return body(start * depth + _paragraph(LETTER) + end * depth)


def _wide_cells(chance: random.Random) -> bytes:
    span = chance.choice((3, 10_000, 10**8, 10**12, -5))
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge/></w:tcPr>{_paragraph(LETTER)}</w:tc>'
    return body(f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * chance.choice((1, 50))}</w:tbl>")


def _many(chance: random.Random) -> bytes:
    return body(chance.choice((_paragraph("x") * 200_000, _paragraph("a" * 30_000_000), _paragraph(LETTER * 100_000))))


def _spaces(chance: random.Random) -> bytes:
    return body(_paragraph(" " * chance.choice((50_000_000, 150_000_000, 250_000_000))))


PARTS: tuple[Callable[[random.Random], bytes], ...] = (_entities, _nested_tables, _wide_cells, _many, _spaces)


def hostile_docx(good: bytes, chance: random.Random) -> bytes:
    """A Word file with a hostile part, or with its bytes or parts touched."""
    kind = chance.randrange(9)
    if kind < len(PARTS):
        return with_part(good, "word/document.xml", PARTS[kind](chance))
    content = bytearray(good)
    if kind == 5:
        for _ in range(int(2 ** chance.uniform(0, 8))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return bytes(content)
    if kind == 6:
        return bytes(content[: chance.randrange(30, len(content))])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        name = chance.choice(archive.namelist())
        part = bytearray(archive.read(name))
    if kind == 7:
        for _ in range(int(2 ** chance.uniform(0, 7))):
            part[chance.randrange(len(part))] = chance.randrange(256)
        return with_part(good, name, bytes(part))
    return with_part(good, chance.choice((name, "../../../tmp/elders", "word/document.xml")), b"")


def hostile_html(chance: random.Random) -> bytes:
    """A web page that means harm."""
    depth = chance.choice((100, 5_000, 100_000))
    tag = chance.choice(("div", "b", "table><tr><td", "blockquote", "ul><li", "p", "svg", "template", "math"))
    names = [part.strip("<>") for part in tag.split("><")]
    closing = "".join(f"</{name}>" for name in reversed(names))
    kinds = (
        lambda: f"<html><body>{f'<{tag}>' * depth}<p>{LETTER}</p>{closing * depth}",
        lambda: f"<html><body>{f'<{tag}>' * depth}{LETTER}",
        lambda: f"<html><body {'x=1 ' * depth}><p title='{'a' * depth * 10}'>{LETTER}</p>",
        lambda: "<html><body>" + f"<p>{LETTER}" * depth,
        lambda: "<html><body><p>" + "&#1114111;&#0;&#xD800;&nbsp;&bogus;" * depth + LETTER,
        lambda: "<html><body>" + "<p>x<!-- " * depth + LETTER,
        lambda: "<html><body><pre>" + "a" * depth * 40 + "</pre><p>" + "geïnfor-\n" * depth,
        lambda: "<html><body><script>while(1);</script><iframe src='http://127.0.0.1:1/'></iframe>" + LETTER * 20,
        lambda: "<html><body>" + "".join(chr(chance.randrange(1, 0x2FFFF)) for _ in range(4_000)),
        lambda: "<html><body><p>" + "\u202e\u200b\ufeff\u0300" * depth + LETTER,
        lambda: "<html><body><table>" + "<tr><td colspan=99999999 rowspan=99999999>1</td></tr>" * min(depth, 5_000),
        lambda: "<html><body><p>" + "1. a. b.v. " * depth + "?! " * depth,
    )  # fmt: skip
    text = chance.choice(kinds)()
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.3:
        touched = bytearray(content)
        for _ in range(50):
            touched[chance.randrange(len(touched))] = chance.randrange(256)
        content = bytes(touched)
    return content if chance.random() < 0.9 else text.encode("utf-16", "surrogatepass")

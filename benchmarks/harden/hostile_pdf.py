"""PDFs that mean harm: written by hand, or made from good ones by flipping, cutting, rewriting and encrypting."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import typst

LETTER = "De gemeenten krijgen 12 miljoen euro. De raad adviseert om de uitvoering te versterken. "
REPORT = f"""#set text(lang: "nl", hyphenate: true)
#set page(numbering: "1", header: [Rapport])
= Inleiding
{LETTER * 5} #footnote[Zie het jaarverslag, blz. 3.]
#figure(caption: [Bedragen], table(columns: 2, [jaar], [bedrag], [2031], [12]))
#pagebreak()
== Aanpak
{LETTER * 30}
"""


def write_pdf(objects: dict[int, bytes], root: int = 1, extra: bytes = b"", shift: int = 0) -> bytes:
    """A PDF of these objects; ``shift`` moves every address in its cross-reference table."""
    parts, places = [b"%PDF-1.7\n"], {}
    size = len(parts[0])
    for number, body in objects.items():
        places[number] = size
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        size += len(parts[-1])
    rows = b"".join(
        b"%010d 00000 n \n" % (places[n] + shift) if n in places else b"0000000000 65535 f \n"
        for n in range(max(objects) + 1)
    )
    tail = b"xref\n0 %d\n%btrailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + tail % (max(objects) + 1, rows, max(objects) + 1, root, extra, size + shift)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def page_objects(
    content: bytes, resources: bytes = b"/Font << /F 5 0 R >>", box: bytes = b"0 0 400 400"
) -> dict[int, bytes]:
    """One page with this content stream object."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources << %b >> >>" % (box, resources),
        4: content,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


TEXT = b"BT /F 12 Tf 20 300 Td (De raad adviseert om de uitvoering te versterken.) Tj ET\n"


def _cyclic_tree(chance: random.Random) -> bytes:
    objects = page_objects(stream(TEXT))
    objects[2] = chance.choice((
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 9 /Parent 6 0 R >>",
        b"<< /Type /Pages /Kids [1 0 R 3 0 R] /Count 2 >>",
    ))  # fmt: skip
    objects[6] = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>"
    return write_pdf(objects)


def _huge_count(chance: random.Random) -> bytes:
    objects = page_objects(stream(TEXT))
    count = chance.choice((2**31 - 1, 10**9, -1, 10**30, 5000))
    objects[2] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"3 0 R " * chance.choice((1, 3, 30_000)), count)
    return write_pdf(objects)


def _deep(chance: random.Random) -> bytes:
    depth = chance.choice((500, 5_000, 60_000))
    objects = page_objects(stream(TEXT))
    kind = chance.randrange(4)
    if kind == 0:
        objects[6] = b"[" * depth + b"]" * depth
        objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names 6 0 R /Metadata 6 0 R >>"
    elif kind == 1:
        objects[3] = objects[3][:-2] + b"/A " + b"<< /A " * depth + b"1" + b" >>" * depth + b">>"
    elif kind == 2:
        objects[4] = stream(b"q " * depth + TEXT + b"[" * depth + b"<<" * depth)
    else:
        levels = min(depth, 5_000)
        objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
        objects |= {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(10, 10 + levels)}
        objects[10 + levels] = objects[3]
    return write_pdf(objects)


def _bomb(chance: random.Random) -> bytes:
    size = chance.choice((40_000_000, 400_000_000))
    unit = chance.choice((b"\0", b" ", TEXT, b"q Q ", b"(", b"[ 1 "))
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    filters = b"/Filter /FlateDecode"
    if chance.random() < 0.4:
        packed, filters = zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]"
    objects = page_objects(stream(packed, filters))
    if chance.random() < 0.3:
        objects[5] = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R >>"
        objects[4], objects[6] = stream(packed, filters), stream(TEXT)
        objects[3] = objects[3].replace(b"/Contents 4", b"/Contents 6")
    return write_pdf(objects)


def _active(chance: random.Random) -> bytes:
    objects = page_objects(stream(TEXT))
    action = chance.choice((
        b"<< /S /JavaScript /JS (while(1){app.alert('x')}) >>", b"<< /S /Launch /F (/bin/sh) >>",
        b"<< /S /URI /URI (http://127.0.0.1:1/) >>", b"<< /S /SubmitForm /F (http://127.0.0.1:1/) >>",
        b"<< /S /GoToR /F (//127.0.0.1/x) /D [0] >>",
    ))  # fmt: skip
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %b /AA << /O %b >> >>" % (action, action)
    return write_pdf(objects)


def _recursive_form(chance: random.Random) -> bytes:
    width = chance.choice((1, 2, 10))
    calls = b"/X Do " * width
    objects = page_objects(stream(TEXT + calls), b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Resources << /XObject << /X %d 0 R >> >>"
    levels = chance.choice((0, 30))
    for level in range(levels + 1):
        follower = 6 if level == levels else 7 + level
        objects[6 + level] = stream(calls, form % follower)
    return write_pdf(objects)


def _odd_values(chance: random.Random) -> bytes:
    box = chance.choice((b"0 0 0 0", b"0 0 1e9 1e9", b"-5 -5 -1 -1", b"a b c d", b"0 0 99999999999999999999 1", b""))
    text = chance.choice((
        TEXT, TEXT.replace(b"12 Tf", b"1e30 Tf"), TEXT.replace(b"20 300 Td", b"9e99 -9e99 Td"), TEXT * 20_000,
        TEXT.replace(b"BT", b"BT 0 0 0 0 0 0 cm 0 Tz"), b"BT /Missing 1 Tf (x) Tj ET" * 500,
        b"BI /W 99999 /H 99999 ID x EI",
    ))  # fmt: skip
    objects = page_objects(stream(text), box=box)
    if chance.random() < 0.3:
        objects[4] = objects[4].replace(b"/Length %d" % len(text), b"/Length 4 0 R")
    return write_pdf(objects)


def _wrong_xref(chance: random.Random) -> bytes:
    made = write_pdf(page_objects(stream(TEXT)), shift=chance.choice((-9, 1, 7, 4000, 10**9)))
    return made.replace(b"startxref\n", chance.choice((b"startxref\n-", b"startxref\n9", b"startxref\n")))


WRITTEN: tuple[Callable[[random.Random], bytes], ...] = (
    _cyclic_tree, _huge_count, _deep, _bomb, _active, _recursive_form, _odd_values, _wrong_xref,
)  # fmt: skip


def good_pdfs(folder: Path) -> list[bytes]:
    """A typeset report, also with its streams unpacked and linearised when qpdf is there."""
    plain = typst.compile(REPORT.encode())
    made = [plain]
    if shutil.which("qpdf"):
        path = folder / "good.pdf"
        path.write_bytes(plain)
        for options in (["--qdf", "--object-streams=disable"], ["--linearize"], ["--object-streams=generate"]):
            subprocess.run(["qpdf", *options, path, folder / "made.pdf"], check=True)
            made.append((folder / "made.pdf").read_bytes())
        path.unlink()
        (folder / "made.pdf").unlink()
    return made


def mutated(good: bytes, chance: random.Random, folder: Path) -> bytes:
    """A good PDF with something done to it."""
    kind = chance.randrange(7)
    content = bytearray(good)
    if kind in (0, 1):
        for _ in range(int(2 ** chance.uniform(0, 9))):
            content[chance.randrange(len(content))] = chance.randrange(256)
    elif kind == 2:
        del content[chance.randrange(len(content)) :]
    elif kind == 3:
        start = chance.randrange(len(content))
        part = content[start : start + chance.randrange(4000)]
        content[start : start + len(part)] = part * chance.choice((0, 2, 30))
    elif kind == 4:
        return re.sub(rb"/(ToUnicode|Encoding|FirstChar|Widths|W|CIDToGIDMap)\b", rb"/\1x", good)
    elif kind == 5:
        numbers = list(re.finditer(rb"\d+", good))
        for found in chance.sample(numbers, min(9, len(numbers))):
            value = chance.choice((b"0", b"-1", b"9", b"99999999999"))[: len(found[0])]
            content[found.start() : found.end()] = value.ljust(len(found[0]))
    elif shutil.which("qpdf"):
        path, made = folder / "in.pdf", folder / "out.pdf"
        path.write_bytes(good)
        key = chance.choice((["", "owner", "256"], ["geheim", "owner", "256"]))
        subprocess.run(["qpdf", "--encrypt", *key, "--", path, made], check=True)
        content = bytearray(made.read_bytes())
        path.unlink()
        made.unlink()
    return bytes(content)

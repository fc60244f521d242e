"""A page of a PDF as a picture, with the rectangles of a quote marked on it."""

from __future__ import annotations

import functools
import hashlib
import io
import threading
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from ingest.records import Box

SCALES = {100: 1.6, 150: 2.2, 200: 2.8}
MAX_PIXELS = 24_000_000
MARK_COLOUR = (255, 226, 92)
MARGIN_POINTS = 1.0
_pdfium = threading.Lock()  # pdfium is not safe to use from two threads


def page_picture(
    path: Path, file_sha256: str, page_number: int, boxes: tuple[Box, ...], zoom: int, strip: Box | None = None
) -> bytes:
    """Page ``page_number`` (from 1) as PNG at ``zoom`` (a key of SCALES), with those of ``boxes`` on it marked.

    ``strip``: that part of the page alone.

    Raises FileNotFoundError when the file is another one than that with ``file_sha256``, to which ``boxes`` belong,
    pypdfium2.PdfiumError or OSError when it cannot be opened, IndexError when there is no such page.
    """
    stat = path.stat()
    written = (stat.st_mtime_ns, stat.st_size)
    if _sha256(path, *written) != file_sha256:
        raise FileNotFoundError(f"{path}: not the file with SHA-256 {file_sha256}; run 'aanzet index'")
    return _picture(path, written, page_number, boxes, zoom, strip)


@functools.lru_cache(maxsize=1024)
def _sha256(path: Path, mtime_ns: int, size: int) -> str:
    """The hash of the file at ``path``; the other arguments keep what was written at another time apart."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@functools.lru_cache(maxsize=128)
def _picture(
    path: Path, written: tuple[int, int], page_number: int, boxes: tuple[Box, ...], zoom: int, strip: Box | None
) -> bytes:
    """The picture of a page; ``written`` (time and size) keeps pictures of an altered file apart."""
    here = tuple(box for box in boxes if box.page_number == page_number)
    image, places = _render(path, page_number, (*here, *((strip,) if strip is not None else ())), zoom)
    cut = places.pop() if strip is not None else None
    if places:
        sheet = Image.new("RGB", image.size, "white")
        pen = ImageDraw.Draw(sheet)
        for place in places:
            pen.rectangle(place, fill=MARK_COLOUR)
        image = ImageChops.multiply(image, sheet)
    if cut is not None:
        left, top, right, bottom = (round(edge) for edge in cut)
        image = image.crop((max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)))
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=3)
    return png.getvalue()


def _render(
    path: Path, page_number: int, boxes: Sequence[Box], zoom: int
) -> tuple[Image.Image, list[tuple[float, float, float, float]]]:
    with _pdfium:
        pdf = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= page_number <= len(pdf):
                raise IndexError(f"page {page_number} of {len(pdf)}")
            page = pdf[page_number - 1]
            width, height = page.get_size()
            scale = min(SCALES[zoom], (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = page.render(scale=scale)
            converter = bitmap.get_posconv(page)
            places = []
            for box in boxes:
                x1, y1 = converter.to_bitmap(box.left - MARGIN_POINTS, box.top + MARGIN_POINTS)
                x2, y2 = converter.to_bitmap(box.right + MARGIN_POINTS, box.bottom - MARGIN_POINTS)
                places.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
            return bitmap.to_pil().convert("RGB"), places
        finally:
            pdf.close()

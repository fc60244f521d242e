"""A document on disk: JSON for what people read, arrays beside it, no pickle."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np

from ingest.arrays import read_arrays
from ingest.document import Document
from ingest.errors import StorageError
from ingest.records import Block, BlockKind, DocumentReport, Furniture, NoteMark, Page, Source

IN_MEMORY = 32


def save_document(document: Document, folder: Path) -> None:
    """Write ``document`` into ``folder``, which appears whole or not at all."""
    building = folder.with_name(folder.name + ".new")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    values = {
        "source": dataclasses.asdict(document.source),
        "title": document.title,
        "file_sha256": document.file_sha256,
        "media_type": document.media_type,
        "paged": document.paged,
        "text": document.text,
        "blocks": [dataclasses.asdict(block) for block in document.blocks],
        "pages": [_page_values(page) for page in document.pages],
        "report": dataclasses.asdict(document.report),
    }
    text = json.dumps(values, ensure_ascii=False)
    written = text.encode("utf-8", "surrogatepass")
    (building / "document.json").write_bytes(written)
    boxes = np.concatenate([np.zeros((0, 4), np.float32), *(page.boxes for page in document.pages)])
    with (building / "offsets.npz").open("wb") as file:
        digest = np.frombuffer(hashlib.sha256(written).digest(), np.uint8)
        np.savez(
            file,
            json_sha256=digest,
            page_numbers=document.page_numbers,
            raw_offsets=document.raw_offsets,
            boxes=boxes,
        )
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(building, folder)


class KeptDocuments(Sequence[Document]):
    """Documents that are kept in folders: the first few in memory, the others read each time they are asked for."""

    def __init__(self) -> None:
        self._folders: list[Path] = []
        self._first: list[Document] = []

    def add(self, folder: Path, document: Document) -> None:
        """Take ``document``, which is kept in ``folder``."""
        self._folders.append(folder)
        if len(self._first) < IN_MEMORY:
            self._first.append(document)

    def __len__(self) -> int:
        return len(self._folders)

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, place: int | slice) -> Document | tuple[Document, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        if place < len(self._first):
            return self._first[place]
        folder = self._folders[place]
        try:
            return load_document(folder)
        except (OSError, ValueError, KeyError, TypeError) as cause:
            text = f"{folder}: the kept document cannot be read ({cause}); run 'aanzet ingest' again"
            raise StorageError(text, path=str(folder)) from cause


def load_document(folder: Path) -> Document:
    """The document that ``save_document`` wrote. Raises OSError, ValueError or KeyError when it is not whole."""
    try:
        return _load(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as cause:
        raise ValueError(f"{folder / 'offsets.npz'}: damaged: {cause}") from cause


def read_report(folder: Path) -> DocumentReport:
    """The report of the document that ``save_document`` wrote. Raises OSError, ValueError, KeyError or TypeError."""
    values = json.loads((folder / "document.json").read_bytes().decode("utf-8", "surrogatepass"))
    return _report(values["report"])


def loaded_sha256(folder: Path) -> str:
    """The hash of the file that the document in ``folder`` was read from, '' when there is no such document."""
    try:
        return str(json.loads((folder / "document.json").read_bytes().decode("utf-8", "surrogatepass"))["file_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _load(folder: Path) -> Document:
    written = (folder / "document.json").read_bytes()
    arrays = read_arrays(folder / "offsets.npz")
    if arrays["json_sha256"].tobytes() != hashlib.sha256(written).digest():
        raise ValueError(f"{folder / 'document.json'}: its contents were changed")
    values = json.loads(written.decode("utf-8", "surrogatepass"))
    ends = np.cumsum([page["boxes"] for page in values["pages"]])
    boxes = np.split(arrays["boxes"], ends[:-1])
    pages = tuple(_page(page, own) for page, own in zip(values["pages"], boxes, strict=True))
    return Document(
        source=source_of(values["source"]),
        title=values["title"],
        file_sha256=values["file_sha256"],
        media_type=values["media_type"],
        paged=values["paged"],
        text=values["text"],
        blocks=tuple(_block(block) for block in values["blocks"]),
        pages=pages,
        page_numbers=arrays["page_numbers"],
        raw_offsets=arrays["raw_offsets"],
        report=_report(values["report"]),
    )


def _page_values(page: Page) -> dict[str, Any]:
    fields = ("number", "label", "raw", "width", "height", "extractor", "ocr")
    furniture = [dataclasses.asdict(piece) for piece in page.furniture]
    return {name: getattr(page, name) for name in fields} | {"furniture": furniture, "boxes": len(page.boxes)}


def _page(values: dict[str, Any], boxes: Any) -> Page:
    furniture = tuple(Furniture(**piece) for piece in values["furniture"])
    return Page(**{**values, "furniture": furniture, "boxes": boxes})


def source_of(values: dict[str, Any]) -> Source:
    """The source whose fields, as JSON values, are ``values``."""
    return Source(**{**values, "candidate_urls": tuple(values["candidate_urls"])})


def _block(values: dict[str, Any]) -> Block:
    return Block(
        **{
            **values,
            "kind": BlockKind(values["kind"]),
            "heading_path": tuple(values["heading_path"]),
            "note_marks": tuple(NoteMark(**mark) for mark in values["note_marks"]),
        }
    )


def _report(values: dict[str, Any]) -> DocumentReport:
    return DocumentReport(**{**values, "warnings": tuple((code, found) for code, found in values["warnings"])})

"""How long 'alle vindplaatsen' takes on a large index: ``python -m benchmarks.concordance PASSAGES FOLDER``.

FOLDER gets an inverted file and documents of PASSAGES passages (five sentences each) made of Dutch words as often as
they occur in Dutch, with compounds of two of them; a hundredth of the documents is made, and stands there a hundred
times. Printed: for every subject how many places it has, and the seconds of a first and a second asking. A folder that
is there already is used as it is.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
from wordfreq import get_frequency_dict

from app.concordance.occurrences import find_places
from index.opened import Index
from index.stores.mapped import StoredDocuments
from index.words import InvertedFile, WordWriter
from ingest.document import Document
from ingest.records import Block, BlockKind, Page, Source
from ingest.saved import save_document

A_DOCUMENT, COPIES = 200, 100
WORDS_A_PASSAGE, COMPOUNDS = 75, 0.04
SUBJECTS = ("raad", "niet", "gemeente", "woningbouw", "kinderopvang", "raad en gemeente", "Tweede Kamer",
            "lange termijn", "kabinet minister gemeente", "ziekenhuis", "vergunningenstelsel", "gemeentte")  # fmt: skip


class Copies(Mapping[str, Document]):
    """The documents by id, each as often as there are copies of it."""

    def __init__(self, folder: Path, names: list[str], count: int) -> None:
        self._made = StoredDocuments(folder, names)
        self._names = names
        self._count = count

    def __getitem__(self, source_id: str) -> Document:
        return self._made[self._names[int(source_id[1:]) % len(self._names)]]

    def __iter__(self) -> Iterator[str]:
        return (f"d{number}" for number in range(self._count))

    def __len__(self) -> int:
        return self._count


def passages(count: int) -> Iterator[str]:
    """So many passages of five sentences, the same each time."""
    known = {word: often for word, often in get_frequency_dict("nl", "large").items() if word.isalpha()}
    words = np.array(list(known))
    share = np.array(list(known.values()))
    share /= share.sum()
    parts = words[[4 < len(word) < 12 for word in words]]
    chance = np.random.default_rng(19)
    for start in range(0, count, 1000):
        some = min(1000, count - start)
        drawn = chance.choice(words, (some, WORDS_A_PASSAGE), p=share).astype(object)
        joined = chance.random(drawn.shape) < COMPOUNDS
        left, right = (chance.choice(parts[:20_000], int(joined.sum())).astype(object) for _ in range(2))
        drawn[joined] = left + right
        for row in drawn:
            sentences = [" ".join(row[place : place + 15]).capitalize() + "." for place in range(0, len(row), 15)]
            yield " ".join(sentences)


def make(count: int, folder: Path) -> None:
    """Write the documents and the inverted file of ``count`` passages under ``folder``."""
    writer, texts = WordWriter(), passages(count // COPIES)
    (folder / "documents").mkdir(parents=True)
    made = max(1, count // COPIES // A_DOCUMENT)
    for number in range(made):
        document = _document(number, [next(texts) for _ in range(A_DOCUMENT)])
        save_document(document, folder / "documents" / f"d{number}")
        writer.add(document, number)
    writer.save(folder)
    places, ends, blocks = (np.load(folder / f"{name}.npy") for name in ("word_places", "word_ends", "blocks"))
    begins = np.concatenate([[0], ends[:-1]])
    owner = np.repeat(np.arange(len(ends)), ends - begins)
    copy = np.repeat(np.arange(COPIES), len(owner))
    order = np.lexsort((np.tile(np.arange(len(owner)), COPIES), copy, np.tile(owner, COPIES)))
    rows = np.tile(places[0], COPIES) + copy * blocks.shape[1]
    np.save(folder / "word_places.npy", np.array([rows[order], np.tile(places[1], COPIES)[order]], np.int32))
    np.save(folder / "word_ends.npy", ends * COPIES)
    numbers = np.tile(blocks[0], COPIES) + np.repeat(np.arange(COPIES), blocks.shape[1]) * made
    np.save(folder / "blocks.npy", np.array([numbers, np.tile(blocks[1], COPIES)]))
    (folder / "made.json").write_text(json.dumps(made))


def _document(number: int, texts: list[str]) -> Document:
    blocks, place = [], 0
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, place, place + len(text)))
        place += len(text) + 2
    whole = "\n\n".join(texts)
    source = Source(f"d{number}", f"Stuk {number}", "overig", "", file=f"d{number}.txt")
    pages, offsets = (Page(1, None, whole),), np.arange(len(whole), dtype=np.int32)
    return Document(source, source.title, "", "text/plain", False, whole, tuple(blocks), pages,
                    np.ones(len(whole), np.int32), offsets)  # fmt: skip


def main() -> None:
    """Make the index where there is none, ask, and print the times."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    if not (folder / "made.json").is_file():
        make(count, folder)
    made = int((folder / "made.json").read_text())
    names = [f"d{number}" for number in range(made)]
    copies = Copies(folder / "documents", names, made * COPIES)
    index = SimpleNamespace(
        words=InvertedFile(folder), documents=copies, manifest=SimpleNamespace(source_ids=tuple(copies))
    )
    start = time.perf_counter()
    print(f"{len(list(index.words)):,} words read in {time.perf_counter() - start:.2f} s")
    for subject in SUBJECTS:
        times = []
        for _ in range(2):
            start, busy = time.perf_counter(), time.process_time()
            found = find_places(cast(Index, index), subject)
            times.append(f"{time.perf_counter() - start:.2f} ({time.process_time() - busy:.2f} of one processor)")
        print(f"{subject}: {found.total:,} places, {len(found.terms)} terms, {' then '.join(times)} s")


if __name__ == "__main__":
    main()

"""How the memory of reading and building grows with the corpus: ``python -m benchmarks.growth COUNT [COUNT ...]``.

Prints the peak memory of a process that reads and indexes about so many passages, made of the sentences of the set
proefadvies, with noise in place of a model.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np

from index.build import build_index
from index.opened import open_index
from index.settings import IndexSettings
from index.vectors import Vectors
from ingest.ingest import read_folder
from ingest.passages import block_sentences
from ingest.records import BlockKind
from ingest.settings import IngestSettings

SET = Path(__file__).parents[1] / "eval" / "sets" / "proefadvies"
PARAGRAPHS_A_DOCUMENT = 40
SENTENCES_A_PARAGRAPH = 6


class NoModel:
    """Vectors of noise, at once: what is measured is everything but the model."""

    name, revision = "noise", "1"

    def encode_query(self, texts: list[str]) -> Vectors:
        """Unit vectors of noise, the same for the same text."""
        noise = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=384) for text in texts]
        vectors = np.array(noise, np.float32).reshape(len(texts), 384)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def encode_document(self, texts: list[str], progress: object = None) -> Vectors:
        """As ``encode_query``."""
        return self.encode_query(texts)


def measure_growth(count: int, sentences: list[str], home: Path) -> dict[str, float]:
    """Peak memory of reading and indexing about ``count`` passages made of ``sentences``, in a process of its own."""
    folder = home / "documents"
    folder.mkdir(parents=True)
    chance = np.random.default_rng(count)
    for number in range(-(-count // PARAGRAPHS_A_DOCUMENT)):
        paragraphs = [
            " ".join(
                f"{sentence[:-1]} ({number}.{place})." for sentence in chance.choice(sentences, SENTENCES_A_PARAGRAPH)
            )
            for place in range(PARAGRAPHS_A_DOCUMENT)
        ]
        (folder / f"bron-{number:06}.txt").write_text("\n\n".join(paragraphs), "utf-8")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        figures = pool.apply(_build, (folder, home / "home"))
    shutil.rmtree(home)
    return figures


def _build(folder: Path, home: Path) -> dict[str, float]:
    run = read_folder(folder, home, IngestSettings())
    build_index(run.documents, home, IngestSettings(), IndexSettings(), NoModel())
    index = open_index(home)
    rows = 2 * index.manifest.passages + index.manifest.sentences
    return {
        "passages": index.manifest.passages,
        "vectors_mb": rows * index.manifest.dimension * 4 / 2**20,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(counts: list[int]) -> None:
    """Measure each count and print a line for it."""
    with tempfile.TemporaryDirectory() as folder:
        documents = read_folder(SET / "documents", Path(folder) / "set", IngestSettings()).documents
        texts = [document.text[s.char_start : s.char_end] for document in documents for b in document.blocks
                 if b.kind is BlockKind.PARAGRAPH for s in block_sentences(document, b)]  # fmt: skip
        for count in counts:
            figures = measure_growth(count, texts, Path(folder) / str(count))
            print(", ".join(f"{name} {value:.0f}" for name, value in figures.items()), flush=True)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]])

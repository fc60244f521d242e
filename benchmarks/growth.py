"""How the memory of reading and building grows with the corpus."""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import zlib
from pathlib import Path

import numpy as np

from index.build import build_index
from index.settings import IndexSettings
from index.store import open_index
from index.vectors import Vectors
from ingest.ingest import read_folder
from ingest.settings import IngestSettings

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

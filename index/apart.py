"""Documents embedded in a process of its own: what a loaded model takes of memory goes when that process ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from index.encoder import Progress, SentenceEncoder
from index.settings import IndexSettings
from index.stores.faiss_vectors import Vectors
from ingest.errors import ModelError

SECONDS = 900


class ApartEncoder(SentenceEncoder):
    """For a process that stays: questions are embedded here, documents in a process that ends when it is done.

    In the page only a comparison embeds texts of documents, once for each index; the model for it takes 900 MB.
    """

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of document texts, float32 ``(n, dim)``; ``progress`` is called once, at the end.

        Raises ModelError when the process fails or is not done after SECONDS.
        """
        order = json.dumps({"settings": asdict(self._settings), "texts": texts}).encode()
        paths = [str(Path(__file__).parents[1]), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "index.apart"], input=order, capture_output=True, timeout=SECONDS,
                check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as cause:
            raise ModelError(
                f"{self.name}: embedding in a process of its own failed: {cause}", model=self.name
            ) from cause
        if progress is not None:
            progress(len(texts), len(texts))
        return np.asarray(np.load(io.BytesIO(done.stdout), allow_pickle=False), np.float32)


def main() -> None:
    """Embed the texts on standard input; standard output gets the array alone."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    order = json.load(sys.stdin)
    vectors = SentenceEncoder(IndexSettings(**order["settings"])).encode_document(order["texts"])
    with answer:
        answer.write(_saved(vectors))


def _saved(vectors: Vectors) -> bytes:
    written = io.BytesIO()
    np.save(written, vectors, allow_pickle=False)
    return written.getvalue()


if __name__ == "__main__":
    main()

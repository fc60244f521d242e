"""What was read and embedded in one home, taken over into a new one while others may be writing in the first."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.comparison.remembered import PAIRS
from index.texts import join_vectors
from ingest.errors import StorageError
from ingest.ingest import FETCHED, LOOSE

FOLDERS = ("documents", FETCHED, LOOSE, PAIRS)


def take_over(home: Path, target: Path) -> None:
    """Copy what ``home`` keeps of its sources into ``target``.

    A file that goes while this copies is left out: what is kept carries hashes, and what is not whole is read or worked
    out once more. Vectors come in one transaction; a damaged file of them is left behind. Raises OSError.
    """
    for name in FOLDERS:
        for folder, _, files in os.walk(home / name):
            inside = target / Path(folder).relative_to(home)
            inside.mkdir(parents=True, exist_ok=True)
            for file in files:
                with suppress(FileNotFoundError):
                    shutil.copy2(Path(folder) / file, inside / file)
    with suppress(StorageError):
        join_vectors(target, home)

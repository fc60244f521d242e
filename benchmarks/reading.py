"""How long reading takes without embedding: ``python -m benchmarks.reading FOLDER [FOLDER ...]``.

Prints for the documents of every folder, read in this process and cut into passages, the pages, the seconds on the
clock and of the processor, and what forty such pages take of the latter. The first folder pays for loading libraries.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ingest.any_file import read_document
from ingest.ingest import folder_register
from ingest.passages import cut_passages
from ingest.settings import IngestSettings

PAGES = 40


def main(folders: list[Path]) -> None:
    """Read the folders and print a line for each."""
    settings = IngestSettings()
    for folder in folders:
        clock, processor, pages = time.perf_counter(), time.process_time(), 0
        for source in folder_register(folder).sources:
            document = read_document(source, folder / source.file, settings)
            cut_passages(document, settings)
            pages += len(document.pages)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        share = PAGES * processor / pages
        print(f"{folder}: {pages} pages in {clock:.1f} s, {processor:.1f} s of processor; {PAGES} pages: {share:.1f} s")


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])

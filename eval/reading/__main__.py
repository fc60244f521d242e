"""``python -m eval.reading FOLDER``: one table of measures a maker over the PDFs of a folder.

``--files N`` takes N files, evenly chosen, ``--pages N`` passes over files of more pages, ``--only
NAME`` takes the files whose names hold NAME, ``--examples N`` prints what was wrong, N a measure and file, ``--json
FILE`` writes every count, and ``--titles FILE`` (lines of name, tab, title) checks the titles.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.reading.losses import Count, Reading, added, measure
from eval.reading.references import letters, maker_of, poppler_pages, tags_of
from ingest.any_file import read_document
from ingest.errors import AanZetError
from ingest.records import Source
from ingest.settings import IngestSettings


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0, or 1 when there is nothing to read."""
    wanted = _arguments(arguments)
    console = Console(width=200)
    files = sorted(path for path in wanted.folder.rglob("*.pdf") if wanted.only in path.name)
    files = files[:: max(len(files) // wanted.files, 1)][: wanted.files] if wanted.files else files
    titles = _titles(wanted.titles)
    by_maker: dict[str, list[dict[str, Count]]] = {}
    kept: dict[str, object] = {}
    for path in files:
        counts = _file(path, wanted.pages, titles.get(path.name), console)
        if counts is None:
            continue
        by_maker.setdefault(maker_of(path), []).append(counts)
        kept[path.name] = {name: [count.wrong, count.of] for name, count in counts.items()}
        for name, count in counts.items():
            for example in count.examples[: wanted.examples]:
                console.print(f"{path.name}, {name}: {example}", highlight=False, markup=False, soft_wrap=True)
    if not by_maker:
        console.print(f"no PDF read in {wanted.folder}")
        return 1
    _print(by_maker, console)
    if wanted.json:
        wanted.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description="How well real PDFs are read")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=0, help="read this many files, evenly chosen")
    parser.add_argument("--pages", type=int, default=0, help="pass over files of more pages")
    parser.add_argument("--only", default="", help="files whose names hold this")
    parser.add_argument("--examples", type=int, default=0, help="print this many faults a measure and file")
    parser.add_argument("--json", type=Path, help="write every count of every file here")
    parser.add_argument("--titles", type=Path, help="lines of file name, tab, title")
    return parser.parse_args(arguments)


def _titles(path: Path | None) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines() if path is not None else []
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _file(path: Path, most_pages: int, title: str | None, console: Console) -> dict[str, Count] | None:
    """The measures of one file; None when it is passed over or cannot be read, which is printed."""
    shown = poppler_pages(path)
    if most_pages and len(shown) > most_pages + 1:
        return None
    source = Source("bron", "", "overig", "", file=path.name)
    start = time.perf_counter()
    try:
        document = read_document(source, path, IngestSettings())
    except AanZetError as error:
        console.print(f"{path.name}: not read: {error.code}", highlight=False)
        return None
    seconds = time.perf_counter() - start
    counts = measure(Reading(document, shown, poppler_pages(path, "-raw"), tags_of(path)))
    if title is not None:
        counts["titles wrong"] = Count()
        counts["titles wrong"].add(letters(title) != letters(document.title), f"'{document.title}', not '{title}'")
    counts["milliseconds a page"] = Count(round(1000 * seconds), len(document.pages))
    return counts


def _print(by_maker: dict[str, list[dict[str, Count]]], console: Console) -> None:
    every = [counts for several in by_maker.values() for counts in several]
    columns = {"all": added(every)} | {maker: added(by_maker[maker]) for maker in sorted(by_maker)}
    table = Table("measure", *(f"{m} ({len(by_maker.get(m, every))})" for m in columns), title="Reading of real PDFs")
    for name in columns["all"]:
        table.add_row(name, *(_cell(name, counts.get(name)) for counts in columns.values()))
    console.print(table)


def _cell(name: str, count: Count | None) -> str:
    if count is None or not count.of:
        return "-"
    if name == "milliseconds a page":
        return f"{count.wrong / count.of:.0f}"
    return f"{count.wrong}/{count.of} {100 * count.wrong / count.of:.1f}%"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

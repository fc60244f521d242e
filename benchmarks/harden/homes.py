"""Small corpora in two versions, a quick stand-in for the model, and work done in a process that may be killed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import typst

from index.build import build_index, current_version
from index.opened import open_index
from index.search import search
from index.settings import IndexSettings
from ingest.errors import AanZetError
from ingest.ingest import read_folder
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.settings import IngestSettings
from tests.fakes import HashingEncoder

INGEST = IngestSettings(max_seconds=20)
SETTINGS = IndexSettings()
QUESTIONS = ("Wie voert het beleid uit?", "Hoeveel miljoen krijgen de gemeenten?", "wat adviseert de raad")
ALLOWED = ("index", "documents", "lock", "vectors.sqlite", "vectors.sqlite-journal", "fetched")


def write_corpora(folder: Path) -> tuple[Path, Path]:
    """Two folders of documents, the second with one file changed, one gone and one added."""
    made = []
    for name, amount, extra in (("a", 12, "brief.txt"), ("b", 35, "nota.md")):
        own = folder / name
        own.mkdir(parents=True)
        letter = (
            f"De gemeenten krijgen {amount} miljoen euro. " + "De raad adviseert om de uitvoering te versterken. " * 9
        )
        (own / extra).write_text(f"Een brief\n\n{letter}\n", "utf-8")
        (own / "pagina.html").write_text(f"<html><body><h1>Reactie {name}</h1><p>{letter}</p></body></html>", "utf-8")
        text = f"= Rapport\n{letter}\n\n#pagebreak()\n== Beleid\n{letter * 4}"
        (own / "rapport.pdf").write_bytes(typst.compile(text.encode()))
        made.append(own)
    return made[0], made[1]


def build(corpus: Path, home: Path, readers: IsolatedReaders | None = None) -> str:
    """Read and index a corpus in ``home``, by ``readers`` that are open already where there are; the version."""
    run = read_folder(corpus, home, INGEST, readers=readers)
    if run.skipped:
        raise run.skipped[0][1]
    return build_index(run.documents, home, INGEST, SETTINGS, HashingEncoder()).name


def answers(home: Path) -> str:
    """A digest of every hit for fixed questions, to the last bit of the scores."""
    index = open_index(home, HashingEncoder.name, HashingEncoder.revision)
    hits = [[asdict(hit) for hit in search(index, HashingEncoder(), q, 10, SETTINGS)] for q in QUESTIONS]
    return hashlib.sha256(json.dumps(hits, default=str, sort_keys=True).encode()).hexdigest()[:16]


def strays(home: Path) -> list[str]:
    """Files that a finished run should not have left."""
    versions = [path.name for path in (home / "index").iterdir() if path.is_dir()]
    found = [path.name for path in home.iterdir() if path.name not in ALLOWED]
    found += [path.name for path in (home / "index").iterdir() if not path.is_dir() and path.name != "current"]
    found += [name for name in versions if len(name) != 16 or len(versions) > 2]
    return found + [path.name for path in (home / "documents").iterdir() if len(path.name) != 24]


@contextlib.contextmanager
def working(work: Callable[[], str]) -> Iterator[tuple[int, Callable[[float], tuple[str, str]]]]:
    """``work`` in a process of its own: its id, and a function that waits for 'done', 'refused' or 'broken' and a text.

    Whoever leaves without having waited kills it.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    waited = False

    def wait(seconds: float) -> tuple[str, str]:
        nonlocal waited
        end = time.monotonic() + seconds
        while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                os.kill(pid, 9)
                ended = os.waitpid(pid, 0)
                break
            time.sleep(0.005)
        waited = True
        with os.fdopen(reading, "r", encoding="utf-8") as file:
            told = file.read()
        if not told:
            return "killed", f"status {ended[1]}"
        kind, _, text = told.partition(" ")
        return kind, text

    try:
        yield pid, wait
    finally:
        if not waited:
            wait(0)


def _work(work: Callable[[], str], writing: int) -> None:
    kind, text = "broken", ""
    try:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        kind, text = "done", work()
    except AanZetError as error:
        kind, text = "refused", f"{error.code} {error}"
    except BaseException:  # noqa: BLE001 - whatever it is, it is reported
        text = traceback.format_exc()[-900:]
    with contextlib.suppress(OSError):
        os.write(writing, f"{kind} {text}".encode())
    os._exit(0)


def outcome_of(work: Callable[[], str], seconds: float = 90) -> tuple[str, str]:
    """How ``work`` ends in a process of its own."""
    with working(work) as (_, wait):
        return wait(seconds)


def version(home: Path) -> str:
    """The version that answers now."""
    return current_version(home)

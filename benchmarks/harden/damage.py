"""A damaged index: every file of it cut, flipped, emptied, removed, filled with noise, or of another version."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.homes import INGEST, SETTINGS, HashingEncoder, answers, build, version, write_corpora
from index.build import build_index
from index.opened import open_index
from ingest.errors import IndexDamagedError, IndexMissingError
from ingest.ingest import read_folder
from ingest.isolation.two_at_once import IsolatedReaders

KINDS = ("cut", "flip", "flip", "flip", "empty", "remove", "noise", "swap")


def damage_the_index(bounds: Bounds) -> Outcome:
    """Damages one file at a time: opening must name it and the command; now and then a run must repair it."""
    a, b = write_corpora(bounds.folder)
    home, other = bounds.folder / "home", bounds.folder / "other"
    build(b, other)
    build(a, home)
    right = answers(home)
    run = read_folder(a, home, INGEST)
    folder, foreign = home / "index" / version(home), other / "index" / version(other)
    files = [*sorted(path for path in folder.rglob("*") if path.is_file()), home / "index" / "current"]
    faults: list[str] = []
    refused = repaired = tried = 0
    while bounds.goes_on() and len(faults) < 20:
        path = files[tried % len(files)]
        kind = KINDS[tried // len(files) % len(KINDS)]
        tried += 1
        whole = path.read_bytes()
        source = _foreign(foreign, folder, path) if path != files[-1] else other / "index" / "current"
        if not _damage(path, kind, source, bounds):
            continue
        told = _told(home, path)
        refused += not told
        faults += [f"{path.relative_to(home)} {kind}: {told}"] if told else []
        if bounds.chance.random() < 0.15:
            build_index(run.documents, home, INGEST, SETTINGS, HashingEncoder())
            repaired += 1
            if answers(home) != right:
                faults.append(f"{path.relative_to(home)} {kind}: repaired, but the answers differ")
        if version(home) != folder.name or not path.is_file() or path.read_bytes() != whole:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(whole)
    kept = _damage_what_is_kept(a, home, right, bounds)
    seen = (
        f"{len(files)} files; {refused} refused by name, {repaired} repaired by the command; of what is kept, {kept[0]}"
    )
    return Outcome(tried + kept[0], seen + " read or embedded again", (*faults, *kept[1]))


def _foreign(foreign: Path, folder: Path, path: Path) -> Path:
    own = foreign / path.relative_to(folder)
    if own.is_file():
        return own
    return next(found for found in sorted(foreign.rglob(path.name)) if found.is_file())


def _damage(path: Path, kind: str, foreign: Path, bounds: Bounds) -> bool:
    """Whether the file is now another than it was."""
    content = path.read_bytes()
    place = bounds.chance.randrange(max(1, len(content)))
    if kind == "remove":
        path.unlink()
        return True
    made = {
        "cut": content[:place],
        "flip": content[:place] + bytes([content[place] ^ (1 << bounds.chance.randrange(8))]) + content[place + 1 :],
        "empty": b"",
        "noise": bounds.chance.randbytes(len(content)),
        "swap": foreign.read_bytes(),
    }[kind]
    path.write_bytes(made)
    return made != content


def _told(home: Path, path: Path) -> str:
    """'' when opening is refused as it should be, else what happened."""
    try:
        open_index(home, HashingEncoder.name, HashingEncoder.revision)
    except (IndexDamagedError, IndexMissingError) as error:
        named = path.name in str(error) or path.name == "current"
        return "" if named and "aanzet index" in str(error) else f"refused without the file or the command: {error}"
    except Exception as error:  # noqa: BLE001 - any other exception is the finding
        return f"{type(error).__name__}: {error}"
    return "" if path.name == "current" and path.is_file() and path.read_text().strip() == version(home) else "opened"


def _damage_what_is_kept(corpus: Path, home: Path, right: str, bounds: Bounds) -> tuple[int, list[str]]:
    """Documents and vectors that are kept between runs: damaged, then the index made from them must be the same."""
    faults = []
    tried = 0
    places = [*sorted((home / "documents").glob("*/*")), home / "vectors.sqlite"]
    with IsolatedReaders(INGEST) as readers:
        for kind in ("cut", "flip", "noise"):
            for path in places:
                if not path.is_file():
                    continue
                _damage(path, kind, path, bounds)
                shutil.rmtree(home / "index")
                tried += 1
                build(corpus, home, readers)
                if answers(home) != right:
                    faults.append(f"{path.relative_to(home)} {kind}: other answers")
    return tried, faults


CAMPAIGNS = (
    Campaign("damage", "a file of an index cut, flipped, emptied, removed, filled with noise or of another version: "
             "refused with its name and the command, never another answer", 45, damage_the_index),
)  # fmt: skip

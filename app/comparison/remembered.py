"""Comparisons that were worked out before: kept in the index folder while documents and code stay the same."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.comparison.matching import compare
from app.comparison.records import Comparison
from index.analysis import fold
from index.encoder import Encoder
from index.manifest import Manifest
from ingest.document import Document
from ingest.lexicon import table

ADVICE, REACTION = "advies", "kabinetsreactie"
FILE, PAIRS = "comparison.json", "comparisons"
MOST_PAIRS = 20
WORDS = ("lists", "numbers", "reactions")

PairFile = Callable[[Document, Document], Path]


@functools.cache
def code_version() -> str:
    """What works comparisons out, as a hash of this package with what it learned, and of its words: another version
    works them out again.
    """
    own = Path(__file__).parent
    sources = [path.read_bytes() for kind in ("*.py", "*.npz") for path in sorted(own.glob(kind))]
    return hashlib.sha256(b"\0".join((*sources, json.dumps([table(name) for name in WORDS]).encode()))).hexdigest()[:16]


def comparisons_of(
    home: Path, manifest: Manifest, documents: Mapping[str, Document], encoder: Encoder
) -> tuple[Comparison, ...]:
    """Each reaction of an index beside its advice (see ``pairs``): as kept in the index folder, else worked out now."""
    folder = home / "index" / manifest.version
    kept = kept_comparisons(folder)
    if kept is not None:
        return kept
    roles = dict(zip(manifest.source_ids, manifest.roles, strict=True))
    pair_file = functools.partial(_pair_file, home, f"{encoder.name} {encoder.revision}")
    found = pairs(documents, roles)
    made = work_out(folder, found, encoder, pair_file)
    used = {pair_file(advice, reaction) for advice, reaction in found}
    for file in set((home / PAIRS).glob("*.json")) - used:
        file.unlink(missing_ok=True)
    return made


def pairs(documents: Mapping[str, Document], roles: Mapping[str, str]) -> list[tuple[Document, Document]]:
    """Each reaction with the advice that it reacts to, newest reaction first; at most ``MOST_PAIRS``.

    ``roles`` gives the role of every source id, so that other documents need not be read. Of several advices the one
    whose title the reaction names is taken, else the newest one before it; a reaction without advice is left out.
    """
    advices = [documents[name] for name, role in roles.items() if role == ADVICE]
    reactions = [documents[name] for name, role in roles.items() if role == REACTION]
    reactions.sort(key=lambda document: (document.source.date, document.source.id), reverse=True)
    found = []
    for reaction in reactions[:MOST_PAIRS]:
        advice = _advice_of(reaction, advices)
        if advice is not None:
            found.append((advice, reaction))
    return found


def kept_comparisons(folder: Path) -> tuple[Comparison, ...] | None:
    """The comparisons that are kept in an index ``folder``; None when there are none, or other code made them."""
    return _read(folder / FILE)


def _read(file: Path) -> tuple[Comparison, ...] | None:
    try:
        values = json.loads(file.read_text("utf-8"))
        if values["code"] != code_version() or values["sha256"] != _checksum(values["comparisons"]):
            return None
        return tuple(Comparison.from_json(one) for one in values["comparisons"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def work_out(
    folder: Path, found: Sequence[tuple[Document, Document]], encoder: Encoder, pair_file: PairFile
) -> tuple[Comparison, ...]:
    """The comparisons of ``found`` (see ``pairs``), kept in an index ``folder`` when it can be written to.

    A pair that was compared before is not compared again, whatever else changed in the index: ``pair_file`` names the
    file of a pair in the home.
    """
    made = tuple(_once(advice, reaction, encoder, pair_file(advice, reaction)) for advice, reaction in found)
    _keep(folder / FILE, made)
    return made


def _once(advice: Document, reaction: Document, encoder: Encoder, file: Path) -> Comparison:
    kept = _read(file)
    if kept is None:
        kept = (compare(advice, reaction, encoder),)
        _keep(file, kept)
    return kept[0]


def _pair_file(home: Path, model: str, advice: Document, reaction: Document) -> Path:
    """Where the comparison of a pair is kept: it depends on the two documents as they were read, and on the model."""
    parts = [model, *(f"{one.source} {one.title} {one.blocks} {one.text}" for one in (advice, reaction))]
    name = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return home / PAIRS / f"{name}.json"


def _keep(file: Path, made: Sequence[Comparison]) -> None:
    listed = [one.to_json() for one in made]
    values = {"code": code_version(), "sha256": _checksum(listed), "comparisons": listed}
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        beside.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
        os.replace(beside, file)
    except OSError:
        beside.unlink(missing_ok=True)  # a home without room or rights: worked out again next time


def _advice_of(reaction: Document, advices: Sequence[Document]) -> Document | None:
    said = fold(f"{reaction.title} {reaction.text}")
    named = [advice for advice in advices if fold(advice.title) in said]
    before = [advice for advice in advices if advice.source.date <= reaction.source.date]
    among = named or (before if len(advices) > 1 else advices)
    return max(among, key=lambda advice: (advice.source.date, advice.source.id), default=None)


def _checksum(listed: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

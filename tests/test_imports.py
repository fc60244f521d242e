"""Imports point one way between packages, go in no circle between rooms, and keep a heavy library in one place."""

from __future__ import annotations

import ast
import functools
import re
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("ingest", "index", "app", "eval")
HOMES = {
    "pypdf": "ingest",
    "docx": ("ingest", "app/word_file.py", "app/footnotes.py", "eval/typesetting/pairs.py"),
    "lxml": "ingest/formats",
    "selectolax": "ingest",
    "faiss": "index/stores/faiss_vectors.py",
    "bm25s": "index/lexical.py",
    "pymilvus": "index/stores/milvus.py",
    "onnxruntime": "index/embedded/engine.py",
    "torch": ("index", "eval/training"),
    "sentence_transformers": "index",
    "huggingface_hub": "index/hub.py",
    "gradio": "app/web",
    "typer": ("app", "eval/terminal/commands.py"),
}
BY_NAME = ("files", "import_module")
EVERYWHERE = {"__init__", "__main__", "commands", "policy", "records", "settings"}
"""What several rooms have of their own, always under this name."""
PARALLEL = ("ingest/formats", "ingest/pdf", "eval/training")
"""A reader of another format has the parts of the one of PDFs; what trains something has its name."""


def _files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_name(path): path for package in ORDER for path in _files(package)}
ROOMS = sorted({name for name, path in MODULES.items() if path.name == "__init__.py"})


@functools.cache
def _imports(path: Path) -> frozenset[str]:
    """What a file imports, by statement or by a name in a string ('resources.files("eval")', '-m ingest.worker')."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            wholes = (f"{node.module}.{alias.name}" for alias in node.names)
            names |= {whole if whole in MODULES else node.module for whole in wholes}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(BY_NAME):
            names |= {word for word in map(_text, node.args) if word}
        elif "." in _text(node):
            names |= {_text(node)} & MODULES.keys()
    return frozenset(names)


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in _imports(path)}


@pytest.mark.parametrize("package", ORDER)
def test_a_package_reaches_only_what_stands_left_of_it(package: str) -> None:
    later = set(ORDER[ORDER.index(package) + 1 :])
    wrong = {str(path.relative_to(ROOT)): sorted(_packages(path) & later) for path in _files(package)}
    assert _files(package)
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_what_stands_in_a_room_goes_in_no_circle(room: str) -> None:
    """The modules and the rooms in ``room``, each room taken as one: whoever reads them can read them in an order."""
    inside = re.compile(rf"{re.escape(room)}\.(\w+)")
    reached: dict[str, dict[str, list[str]]] = {}
    for name, path in MODULES.items():
        here = inside.match(name)
        for other in _imports(path) if here else ():
            there = inside.match(other) if other in MODULES else None
            if here and there and here[1] != there[1]:
                reached.setdefault(here[1], {}).setdefault(there[1], []).append(f"{name} -> {other}")
    try:
        TopologicalSorter(reached).prepare()
    except CycleError as circle:
        way = circle.args[1][::-1]
        pytest.fail("\n".join(str(reached[one][next_]) for one, next_ in pairwise(way)))


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_heavy_library_is_imported_in_one_place(library: str) -> None:
    homes = HOMES[library] if isinstance(HOMES[library], tuple) else (HOMES[library],)
    users = [str(path.relative_to(ROOT)) for path in MODULES.values() if library in _packages(path)]
    assert users
    assert [user for user in users if not user.startswith(tuple(homes))] == []


def test_every_room_is_packed_and_says_what_it_is() -> None:
    packed = (ROOT / "pyproject.toml").read_text("utf-8").split("\npackages = [", 1)[1].split("]", 1)[0]
    assert sorted(re.findall(r'"([\w.]+)"', packed)) == sorted({*ROOMS, "corpus"})
    assert [room for room in ROOMS if not ast.get_docstring(ast.parse(MODULES[room].read_text("utf-8")))] == []


def test_no_two_modules_have_names_that_can_be_swapped() -> None:
    found: dict[str, list[str]] = {}
    for path in MODULES.values():
        place = path.relative_to(ROOT).as_posix()
        if path.stem not in EVERYWHERE and not place.startswith(PARALLEL):
            found.setdefault(path.stem, []).append(place)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}

"""Imports point one way, and one heavy library lives in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("ingest", "index", "app", "eval")
HOMES = {
    "pypdf": "ingest",
    "docx": "ingest",
    "selectolax": "ingest",
    "faiss": "index/stores/faiss_vectors.py",
    "bm25s": "index/lexical.py",
    "pymilvus": "index/stores/milvus.py",
    "openvino": "index/embedded/graph.py",
    "torch": "index",
    "sentence_transformers": "index",
    "huggingface_hub": "index/hub.py",
    "gradio": "app/web",
    "typer": ("app", "eval/terminal/commands.py"),
}


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_what_stands_left_of_it(package: str) -> None:
    later = set(ORDER[ORDER.index(package) + 1 :])
    wrong = {str(path.relative_to(ROOT)): sorted(_imports(path) & later) for path in _files(package)}
    assert _files(package)
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_heavy_library_is_imported_in_one_place(library: str) -> None:
    homes = HOMES[library] if isinstance(HOMES[library], tuple) else (HOMES[library],)
    users = [str(path.relative_to(ROOT)) for package in ORDER for path in _files(package) if library in _imports(path)]
    assert users
    assert [user for user in users if not user.startswith(tuple(homes))] == []

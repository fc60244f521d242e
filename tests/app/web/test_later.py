"""Packages that are imported when they are first used."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from app.web.later import import_later, not_imported

PACKAGE = "eenpakket"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").write_text("value = 3\n", "utf-8")
    (folder / "inner.py").write_text("from eenpakket import value\nwithin = value + 1\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in (PACKAGE, f"{PACKAGE}.inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    importlib.invalidate_caches()
    import_later(PACKAGE)
    return PACKAGE


def is_loaded(name: str) -> bool:
    return "value" in vars(sys.modules[name])


def test_an_import_alone_loads_nothing(package: str) -> None:
    module = importlib.import_module(package)
    assert module is sys.modules[package]
    assert not is_loaded(package)


def test_the_first_use_loads_it(package: str) -> None:
    module = importlib.import_module(package)
    assert module.value == 3
    assert is_loaded(package)
    assert module.value == 3


def test_a_part_of_it_loads_it(package: str) -> None:
    assert importlib.import_module(f"{package}.inner").within == 4
    assert is_loaded(package)


def test_who_imported_it_keeps_it_when_others_find_nothing(package: str) -> None:
    module = importlib.import_module(package)
    not_imported(package)
    assert package not in sys.modules
    assert module.value == 3
    assert is_loaded(package)
    not_imported(package)
    assert is_loaded(package)


def test_what_is_not_there_is_not_there(package: str) -> None:
    module = importlib.import_module(package)
    with pytest.raises(AttributeError):
        module.no_such_thing  # noqa: B018
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(f"{package}.nergens")


def test_what_is_not_installed_or_imported_already_stays_as_it_is() -> None:
    import_later("nergens_te_vinden")
    assert "nergens_te_vinden" not in sys.modules
    before = sys.modules["json"] = importlib.import_module("json")
    import_later("json")
    assert sys.modules["json"] is before


def test_the_page_is_built_without_pandas() -> None:
    script = "import sys; import app.web.chat; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""What several tests share: a home folder of their own, the real model, and one index per set for the whole session.

A test that needs the model asks for the fixture ``model``, itself or through another fixture, and is marked by that:
``pytest -m "not model and not browser"`` is ``make test-fast``. No other test can load it.
"""

from __future__ import annotations

import ast
import functools
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import index.embedded.model
from app.assistant import Assistant
from app.settings import Settings
from app.workspace import Workspace, open_workspace
from eval.opening import set_register
from eval.sets import read_set
from index.encoder import Encoder, load_encoder
from index.settings import IndexSettings
from ingest.ingest import IngestRun, folder_register, ingest_sources
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.settings import IngestSettings
from tests.sets import SETS, ReadSet, SetHome

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("few", derandomize=True, deadline=None, max_examples=20)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "model" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)


@pytest.fixture(autouse=True)
def no_model_unasked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the model fails in a test that did not ask for it."""
    if "model" not in request.fixturenames:

        def refused(*_: object) -> None:
            pytest.fail("this test needs the fixture `model`")

        monkeypatch.setattr(index.embedded.model, "_engine", refused)


@pytest.fixture(scope="session")
def model() -> Encoder:
    """The encoder with the real model, which it loads at its first text."""
    return load_encoder(IndexSettings())


@pytest.fixture(scope="session")
def readers() -> Iterator[IsolatedReaders]:
    """What reads documents, in processes that are started once, which takes longer than reading a short PDF."""
    with IsolatedReaders(IngestSettings()) as opened:
        yield opened


@pytest.fixture(scope="session")
def read_documents(tmp_path_factory: pytest.TempPathFactory, readers: IsolatedReaders) -> ReadSet:
    """The documents of a set of ``eval/sets``, read once: its workspace and the run of its ingestion."""

    @functools.cache
    def read(name: str) -> tuple[Workspace, IngestRun]:
        asked = (SETS / name / "questions.jsonl").is_file()
        register = set_register(read_set(SETS / name)) if asked else folder_register(SETS / name / "documents")
        workspace = Workspace(tmp_path_factory.mktemp(name), Settings(), register)
        return workspace, ingest_sources(register, workspace.home, IngestSettings(), readers=readers)

    return read


@pytest.fixture(scope="session")
def set_home(read_documents: ReadSet, model: Encoder) -> SetHome:
    """The home with the index of a set of ``eval/sets``, made once by the real model."""

    @functools.cache
    def built(name: str) -> Path:
        workspace, run = read_documents(name)
        workspace.build(run)
        return workspace.home

    return built


@pytest.fixture(scope="session")
def shipped_home(set_home: SetHome) -> Path:
    """A home with the index of the shipped corpus, made by the real model."""
    return set_home("uitvoering-aan-zet")


@pytest.fixture(scope="session")
def shipped(shipped_home: Path) -> Assistant:
    """The assistant over the shipped corpus, with the real model."""
    return Assistant.open(open_workspace(shipped_home, Settings()))


@pytest.fixture
def parsed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is parsed while another thread parses fails, as it now and then does by itself (see ``ingest.arrays``)."""
    parse, alone = ast.parse, threading.Lock()

    def parse_alone(*arguments: Any, **named: Any) -> ast.AST:
        assert alone.acquire(blocking=False)
        threading.Event().wait(0.002)  # another thread has its turn here
        try:
            return parse(*arguments, **named)
        finally:
            alone.release()

    monkeypatch.setattr(ast, "parse", parse_alone)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the home of whoever runs it, or the network."""
    monkeypatch.setenv("AANZET_OFFLINE", "1")
    monkeypatch.setenv("AANZET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"

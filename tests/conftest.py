"""What several tests share: a home folder of their own, and the assistant over the shipped corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.settings import Settings
from app.workspace import open_workspace

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the index of the shipped corpus, made by the real model."""
    home = tmp_path_factory.mktemp("home")
    workspace = open_workspace(home, Settings())
    workspace.build(workspace.ingest())
    return home


@pytest.fixture(scope="session")
def shipped(shipped_home: Path) -> Assistant:
    """The assistant over the shipped corpus, with the real model."""
    return Assistant.open(open_workspace(shipped_home, Settings()))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the home of whoever runs it."""
    monkeypatch.setenv("AANZET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"

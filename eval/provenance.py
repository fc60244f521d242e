"""What a run was made with: the command, the code, the settings, the libraries, the machine and the day."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from index.manifest import library_versions

CODE = Path(__file__).parents[1]


def made_with(assistant: Assistant, about: str, packages: Sequence[str] = ()) -> dict[str, Any]:
    """The facts that a figure is published with, and the versions of ``packages`` beside those of the index.

    Settings of the chat page (with its log-in) are left out.
    """
    settings = asdict(assistant.settings)
    manifest = assistant.index.manifest
    commit, clean = commit_of(CODE)
    return {
        "about": about,
        "command": " ".join(["aanzet", *map(published, sys.argv[1:])]),
        "version": metadata.version("aanzet"),
        "commit": commit,
        "clean": clean,
        "index_version": manifest.version,
        "model": manifest.model,
        "revision": manifest.revision,
        "words": sum(len(document.text.split()) for document in assistant.documents.values()),
        "settings": {part: settings[part] for part in ("ingest", "index", "answer")},
        "libraries": library_versions()
        | {name: metadata.version(name) for name in packages}
        | {"python": platform.python_version()},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {processor()}",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def published(argument: str) -> str:
    """An argument as it stands in a document: a path that leads out of this folder by its last name alone."""
    path = Path(argument)
    return path.name if path.is_absolute() or ".." in path.parts else argument


def commit_of(folder: Path) -> tuple[str, bool | None]:
    """The commit that ``folder`` is a checkout of and whether nothing in it was changed; ('', None) without one."""
    if not (folder / ".git").exists():
        return "", None
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        return commit.strip(), not _git(folder, "status", "--porcelain").strip()
    except (OSError, subprocess.CalledProcessError):
        return "", None


def processor() -> str:
    """The processor's name, '' where the system does not tell."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True, timeout=30)
    return done.stdout

"""docs/settings.md and docs/page.md name every setting with the default that it has."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.settings import AnswerSettings, WebSettings
from index.settings import IndexSettings
from ingest.settings import IngestSettings

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| ([a-z0-9_, ]+) \| ([^|]+) \|", re.MULTILINE)


def told(text: str) -> dict[str, Any]:
    """The keys in the tables of ``text`` with their defaults."""
    found = {}
    for keys, defaults in ROW.findall(text):
        names = keys.split(", ")
        values = json.loads(f"[{defaults}]") if names != ["key"] else []
        found |= dict(zip(names, values, strict=True)) if values else {}
    return found


def section(name: str, heading: str) -> str:
    """The text below ``heading`` in a document."""
    return (DOCS / name).read_text("utf-8").split(f"## {heading}", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("kind", "name", "heading"),
    [
        (IngestSettings, "settings.md", "`[ingest]`"),
        (IndexSettings, "settings.md", "`[index]`"),
        (AnswerSettings, "settings.md", "`[answer]`"),
        (WebSettings, "page.md", "Settings: `[web]`"),
    ],
)
def test_every_setting_is_documented_with_its_default(kind: type, name: str, heading: str) -> None:
    defaults = json.loads(json.dumps(dataclasses.asdict(kind())))
    assert told(section(name, heading)) == defaults

"""A home for somebody else's advice and the reaction to it: its settings, its register and the names in it."""

from __future__ import annotations

from pathlib import Path

from app.workspace import OWN_REGISTER, Workspace
from ingest.errors import StorageError
from ingest.own_register import put_names

SETTINGS = f'register = "{OWN_REGISTER}"   # alleen de bronnen van deze werkmap\n'
# How an adviser is spoken of in a sentence, by how the first word of its name ends.
IN_A_SENTENCE = {
    "raad": "de raad", "commissie": "de commissie", "college": "het college", "planbureau": "het planbureau",
    "rekenkamer": "de rekenkamer", "algemene": "de rekenkamer", "studiegroep": "de studiegroep",
}  # fmt: skip


def begin_home(home: Path) -> None:
    """Make the home, with a register of its own without sources. Raises StorageError when there is something."""
    try:
        if home.is_dir() and any(home.iterdir()):
            raise StorageError(f"{home}: not empty", code="home_taken", path=str(home))
        home.mkdir(parents=True, exist_ok=True)
        (home / "settings.toml").write_text(SETTINGS, "utf-8")
        (home / OWN_REGISTER).write_text("", "utf-8")
    except OSError as cause:
        raise StorageError(f"{home}: cannot be written: {cause}", path=str(home)) from cause


def name_pair(workspace: Workspace, adviser: str | None) -> Path:
    """Write how the page calls the pair into its register; the register. What is not given follows from the advice.

    Raises StorageError.
    """
    own = workspace.register.own
    assert own is not None
    speaker = next((source.speaker for source in workspace.register.sources if source.role == "advies"), "")
    first = speaker.split(" ")[0].lower()
    adviser = adviser or next((name for ending, name in IN_A_SENTENCE.items() if first.endswith(ending)), "")
    names = {"adviser": adviser, "advies": speaker}
    put_names(own, {key: value for key, value in names.items() if value})
    return own

"""A set's documents to an assistant, its index kept under the home folder by what it is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import resources
from pathlib import Path

from app.assistant import Assistant
from app.messages import dutch_error, say
from app.settings import Settings
from app.workspace import Workspace
from eval.sets import QuestionSet
from index.manifest import BUILD_SETTINGS
from ingest.errors import SetError
from ingest.ingest import folder_register
from ingest.records import Source
from ingest.register import Register, read_register

Progress = Callable[[int, int], None]


def open_set(
    questions: QuestionSet,
    home: Path,
    settings: Settings,
    progress: Progress | None = None,
    skipped: Callable[[str], None] | None = None,
    kind: type[Assistant] = Assistant,
) -> Assistant:
    """The assistant over a set's documents, made new only where a document or a setting of the index changed.

    ``kind`` is what answers over it (a peer). Nothing is written in the set's own folder. ``skipped`` is called, in
    Dutch, for each document that cannot be read.
    Raises SetError when none of them can.
    """
    settings = replace(settings.in_files(), register="")
    register = set_register(questions)
    workspace = Workspace(home / "eval" / index_name(register, settings), settings, register)
    run = workspace.ingest()
    for source, error in run.skipped:
        if skipped is not None:
            skipped(say("error.set_document", name=source.file, what=dutch_error(error)))
    if not run.documents:
        what = " ".join(dutch_error(error) for _, error in run.skipped[:1])
        text = f"{register.folder}: no document can be read: {what}"
        raise SetError(text, code="set_unread", where=str(register.folder), what=what)
    workspace.build(run, progress)
    return kind.open(workspace)


def set_register(questions: QuestionSet) -> Register:
    """The sources of a set: the shipped corpus, or every document in its folder and what its gold names there."""
    if questions.uses_corpus:
        return read_register(Path(str(resources.files("corpus") / "sources.toml")))
    register = folder_register(questions.documents_folder)
    known = {source.file for source in register.sources}
    named = dict.fromkeys(gold.document for question in questions.questions for gold in question.gold)
    extra = [name for name in named if name not in known and (questions.documents_folder / name).is_file()]
    taken = {source.id for source in register.sources}
    sources = list(register.sources)
    for name in extra:
        source_id = f"document-{len(sources) + 1}"
        while source_id in taken:
            source_id += "x"
        taken.add(source_id)
        sources.append(Source(id=source_id, title="", role="overig", speaker="", file=name))
    return replace(register, sources=tuple(sources))


def index_name(register: Register, settings: Settings) -> str:
    """One folder for each place and each way of building: another condition never throws an index away."""
    build = {name: getattr(settings.index, name) for name in BUILD_SETTINGS}
    whole = json.dumps([str(register.folder.resolve()), asdict(settings.ingest), build], sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:12]

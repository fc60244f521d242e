"""A source for everybody, added on the page where the maintainer allows it: what ``aanzet bron voeg-toe`` does."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import HTMLResponse

from app.adding_by_hand import check_facts, is_address, local_file
from app.citation.reference import dutch_date
from app.messages import dutch_error, say
from app.web.indexing import Indexing
from app.web.templating import page
from app.web.views.citation_words import role_name
from app.workspace import open_workspace
from ingest.adding import add_source, read_facts
from ingest.errors import AanZetError, SettingsError
from ingest.ingest import SUFFIXES, fit_id
from ingest.records import ROLES, Source

ADDRESS = "/toevoegen"
Field = Annotated[str, Form()]


def routes(indexing: Indexing) -> APIRouter:
    """``/toevoegen``: a page to add a file or an address to the sources of a home, which are indexed after each."""
    router = APIRouter()
    home, adding = indexing.home, threading.Lock()

    @router.get(ADDRESS)
    def shown() -> HTMLResponse:
        return _page(not_indexed(indexing))

    @router.post(ADDRESS)
    def added(
        bestand: UploadFile | None = None,
        adres: Field = "",
        titel: Field = "",
        rol: Field = "",
        spreker: Field = "",
        datum: Field = "",
        nummer: Field = "",
    ) -> HTMLResponse:
        facts = {"title": titel, "role": rol, "speaker": spreker, "date": datum, "document_number": nummer}
        given = {key: " ".join(value.split()) for key, value in facts.items() if value.strip()}
        try:
            check_facts(given)
            with _file(bestand, adres.strip()) as (path, url), adding:
                source = _add(home, path, given, url)
        except AanZetError as error:
            return _page(dutch_error(error), 400)
        indexing.begin()
        return _page(source=source)

    return router


def not_indexed(indexing: Indexing) -> str:
    """What readers are shown when the sources could not be indexed, '' when they were."""
    return say("page.add.not_indexed", reason=indexing.fault) if indexing.fault else ""


@contextmanager
def _file(sent: UploadFile | None, address: str) -> Iterator[tuple[Path, str]]:
    """The file that was sent, or that stands at the address, and the address. Raises SettingsError, FetchError."""
    if sent is None or not sent.filename:
        if not is_address(address):
            raise SettingsError("neither a file nor an address", code="nothing_to_add")
        with local_file(address) as found:
            yield found
        return
    name = Path(sent.filename.replace("\\", "/"))
    suffix = name.suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{fit_id(name.stem)[:80]}{suffix if suffix in SUFFIXES else '.txt'}"
        path.write_bytes(sent.file.read())
        yield path, ""


def _add(home: Path, path: Path, given: dict[str, str], url: str) -> Source:
    workspace = open_workspace(home)
    facts = read_facts(path, home, workspace.settings.ingest, given.get("role", ""))
    day = datetime.now(UTC).date().isoformat() if url else ""
    source_id = add_source(workspace.register, home, path, facts, given, url, day)
    return next(source for source in open_workspace(home).register.sources if source.id == source_id)


def _page(fault: str = "", status: int = 200, source: Source | None = None) -> HTMLResponse:
    unknown, done = say("info.unknown"), ""
    if source is not None:
        facts = say(
            "cli.bron.facts", role=source.role, speaker=source.speaker or unknown,
            date=dutch_date(source.date) or unknown, number=source.document_number or unknown,
        )  # fmt: skip
        done = f"{say('page.add.added', id=source.id, title=source.title or unknown)} {facts}"
    roles = [(role, role_name(role)) for role in ROLES]
    return page("add_source.html", status, base="./", fault=fault, done=done, roles=roles)

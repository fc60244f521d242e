"""The register to documents: read what is there, keep what did not change, say what is missing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence, Set
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.any_file import check_size, reader_version
from ingest.document import Document
from ingest.errors import AanZetError, ReadError
from ingest.fetch.kept import Fetched, kept_file, read_fetched
from ingest.fetch.order import FetchOrder
from ingest.isolation.two_at_once import IsolatedReaders, ahead
from ingest.lock import one_at_a_time
from ingest.records import Source
from ingest.register import Register, read_register
from ingest.saved import KeptDocuments, load_document
from ingest.settings import IngestSettings
from ingest.shards import Shard

Progress = Callable[[int, int], None]
FETCHED = "fetched"
LOOSE = "bronnen"
PDF, XML = ".pdf", ".xml"
NO_FETCHING = FetchOrder()
SUFFIXES = frozenset((".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml", ".txt", ".md", ".markdown"))


@dataclass(frozen=True, slots=True)
class IngestRun:
    """What one run gave: documents in the register's order, sources without a file, and files that were skipped."""

    register: Register
    documents: Sequence[Document]
    missing: tuple[Source, ...]
    skipped: tuple[tuple[Source, AanZetError], ...]


def ingest_sources(
    register: Register,
    home: Path,
    settings: IngestSettings,
    progress: Progress | None = None,
    order: FetchOrder = NO_FETCHING,
    shard: Shard | None = None,
    readers: IsolatedReaders | None = None,
) -> IngestRun:
    """Read every source of ``register`` that has a file; ``progress(done, total)`` counts sources.

    Sources without a file of their own are fetched first when ``order`` says so; what cannot be fetched, or is another
    document, is skipped, or read from the copy fetched earlier. A file that was read before,
    unchanged and with the same settings, is taken from ``home/documents``; what is there of sources that left the
    register is removed. One bad file is skipped and the others are read. With a ``shard`` only its sources are
    read, and nothing is removed. ``readers`` that were opened before, with the same ``settings``, are used and
    stay open: who reads many folders starts their processes once.
    Raises StorageError when ``home`` cannot be written, or another process is writing there.
    """
    with one_at_a_time(home):
        own = register if shard is None else shard.of(register)
        with nullcontext(readers) if readers is not None else IsolatedReaders(settings) as reader:
            run, kept = _ingest(own, home, settings, progress, order, reader)
        if shard is None:
            _forget(home / "documents", kept)
        return run


def _ingest(
    register: Register,
    home: Path,
    settings: IngestSettings,
    progress: Progress | None,
    order: FetchOrder,
    reader: IsolatedReaders,
) -> tuple[IngestRun, set[str]]:
    documents = KeptDocuments()
    missing: list[Source] = []
    kept: set[str] = set()
    files = {source.file for source in register.sources}

    def read(source: Source) -> tuple[Path, Document] | ReadError | None:
        path = source_path(register, home, source)
        if path is None:
            gone = f"{source.file}: the file of '{source.id}' is not there"
            return ReadError(gone, code="file_gone", name=source.file) if source.file else None
        try:
            xml = _xml_beside(source, path, files)
            return _read_or_reuse(_as_fetched(source, home), path, home, settings, reader, xml)
        except ReadError as error:
            return error

    skipped = _fetch(register, home, settings, order, reader)
    with closing(ahead(read, register.sources, reader.count)) as found:
        for number, (source, one) in enumerate(zip(register.sources, found, strict=True), 1):
            if isinstance(one, ReadError):
                skipped[source.id] = (source, one)
            elif one is not None:
                documents.add(*one)
                kept.add(one[0].name)
            elif source.id not in skipped:
                missing.append(source)
            if progress is not None:
                progress(number, len(register.sources))
    return IngestRun(register, documents, tuple(missing), tuple(skipped.values())), kept


def source_path(register: Register, home: Path, source: Source) -> Path | None:
    """The file of ``source``: the registered one, beside the register or in ``home``, else the one fetched before,
    else None."""
    if source.file:
        places = (register.folder / source.file, home / source.file)
        return next((path for path in places if path.is_file()), None)
    fetched = read_fetched(home / FETCHED, source.id)
    return home / FETCHED / fetched.file if fetched is not None else None


def file_on_disk(register: Register, home: Path, source: Source) -> Path | None:
    """The file of ``source`` as ``source_path`` finds it, but also one that was altered since it was fetched."""
    return source_path(register, home, source) if source.file else kept_file(home / FETCHED, source.id)


def _fetch(
    register: Register, home: Path, settings: IngestSettings, order: FetchOrder, reader: IsolatedReaders
) -> dict[str, tuple[Source, AanZetError]]:
    """Fetch what ``order`` wants; what could not be fetched, by source id."""
    wanted = order.wanted(register, home / FETCHED)
    if not wanted:
        return {}
    from ingest.fetch.identity import check_identity
    from ingest.fetch.together import fetch_together

    def identify(source: Source, path: Path, found: Fetched) -> None:
        document = _read_or_reuse(_found(source, found), path, home, settings, reader)[1]
        check_identity(source, document, found.url)

    failed = fetch_together(register, home / FETCHED, wanted, identify, order)
    return {source.id: (source, failed[source.id]) for source in wanted if source.id in failed}


def _as_fetched(source: Source, home: Path) -> Source:
    """The source with the address and the day at which its file was fetched."""
    fetched = None if source.file else read_fetched(home / FETCHED, source.id)
    return source if fetched is None else _found(source, fetched)


def _found(source: Source, fetched: Fetched) -> Source:
    return dataclasses.replace(source, url=fetched.url, retrieved=fetched.retrieved)


def read_folder(
    folder: Path, home: Path, settings: IngestSettings, progress: Progress | None = None,
    readers: IsolatedReaders | None = None,
) -> IngestRun:  # fmt: skip
    """Read every document in ``folder``: by its ``sources.toml`` when it has one, else as sources of role 'overig'.

    ``readers`` as in ``ingest_sources``.
    """
    return ingest_sources(folder_register(folder), home, settings, progress, readers=readers)


def folder_register(folder: Path) -> Register:
    """The register of a folder; a file without an entry gets its name, made fit, as id and no title."""
    own = folder / "sources.toml"
    named = read_register(own).sources if own.is_file() else ()
    return Register(own, folder, _with_files(named, folder, ""))


def with_loose_files(register: Register, home: Path) -> Register:
    """``register`` with the files in the folder ``bronnen`` of ``home`` that it does not name.

    A file whose name is the id of a source without a file of its own ('advies.pdf') is that source; any other is a
    source of role 'overig', but for an XML with the name of a PDF, which belongs to that.
    """
    folder = home / LOOSE
    if not folder.is_dir():
        return register
    return dataclasses.replace(register, sources=_with_files(register.sources, folder, f"{LOOSE}/"))


def _with_files(named: tuple[Source, ...], folder: Path, prefix: str) -> tuple[Source, ...]:
    """``named`` with the files in ``folder`` that none of them names; ``prefix`` goes before a file's name."""
    known = {source.file for source in named}
    sources = {source.id: source for source in named}
    for path in sorted(folder.iterdir()):
        file = prefix + path.name
        if path.suffix.lower() not in SUFFIXES or file in known or not path.is_file():
            continue
        if prefix and path.suffix.lower() == XML and path.with_suffix(PDF).is_file():
            continue  # the words of that PDF
        base = fit_id(path.stem)
        source_id, number = base, 2
        if prefix and base in sources and not sources[base].file:
            sources[base] = dataclasses.replace(sources[base], file=file)
            continue
        while source_id in sources:
            source_id, number = f"{base}-{number}", number + 1
        sources[source_id] = Source(id=source_id, title="", role="overig", speaker="", file=file)
    return tuple(sources.values())


def fit_id(name: str) -> str:
    """``name`` made fit to be the id of a source."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "document"


def _read_or_reuse(
    source: Source, path: Path, home: Path, settings: IngestSettings, reader: IsolatedReaders, xml: Path | None = None
) -> tuple[Path, Document]:
    """The document and the folder that keeps it; what was read with text recognition before counts without it too.

    ``xml`` is the XML beside a PDF.

    Raises ReadError, also for a file that is not the registered one, and LimitError for one that is too large.
    """
    try:
        check_size(path, settings)
        with path.open("rb") as file:
            file_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        beside = [] if xml is None else [hashlib.sha256(xml.read_bytes()).hexdigest()]
    except OSError as cause:
        raise ReadError(f"{path}: cannot be read: {cause}", code="unreadable", name=path.name) from cause
    if source.sha256 and source.sha256.lower() != file_sha256:
        text = f"{path.name}: sha256 {file_sha256}, the register says {source.sha256}"
        raise ReadError(text, code="other_sha256", name=path.name)
    folder, recognised = (
        home / "documents" / _kept_name(source, path, file_sha256, dataclasses.replace(settings, ocr=ocr), beside)
        for ocr in (settings.ocr, True)
    )
    for kept in (recognised, folder):
        if kept.is_dir():
            try:
                return kept, load_document(kept)
            except (OSError, ValueError, KeyError, TypeError):
                shutil.rmtree(kept, ignore_errors=True)
    return folder, reader.read(source, path, folder, xml)


def _xml_beside(source: Source, path: Path, files: Set[str]) -> Path | None:
    """The XML that has the name of the PDF at ``path`` and is no source itself, None for none."""
    xml = path.with_suffix(XML)
    named = bool(source.file) and str(PurePosixPath(source.file).with_suffix(XML)) in files
    return xml if path.suffix.lower() == PDF and not named and xml.is_file() else None


def _kept_name(source: Source, path: Path, file_sha256: str, settings: IngestSettings, beside: Sequence[str]) -> str:
    """The folder's name for a document: another one for everything that could make its reading another."""
    facts, chosen = dataclasses.asdict(source), dataclasses.asdict(settings)
    relevant = [reader_version(), file_sha256, facts, chosen, path.name, *beside]
    return hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).hexdigest()[:24]


def _forget(folder: Path, kept: set[str]) -> None:
    for entry in _entries(folder):
        if entry.name not in kept:
            shutil.rmtree(entry, ignore_errors=True)


def _entries(folder: Path) -> Sequence[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()

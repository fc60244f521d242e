"""The register to documents: what did not change is not read again, and one bad file stops nothing."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.errors import StorageError
from ingest.fetch.asking import Asker
from ingest.fetch.official import Fetcher
from ingest.fetch.order import Fetching, FetchOrder
from ingest.ingest import folder_register, ingest_sources, read_folder, source_path, with_loose_files
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.passages import cut_passages
from ingest.records import Source
from ingest.register import Register
from ingest.saved import load_document
from ingest.settings import IngestSettings
from tests.ingest.typeset import typeset

SETTINGS = IngestSettings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents."""
    made = tmp_path / "bronnen"
    made.mkdir()
    for name in ("een", "twee", "drie"):
        (made / f"{name}.txt").write_text(f"Dit is document {name}. Het gaat over iets anders.", "utf-8")
    return made


def modified(home: Path) -> dict[str, int]:
    """When each kept document was written."""
    return {path.name: (path / "document.json").stat().st_mtime_ns for path in (home / "documents").iterdir()}


def test_a_second_run_reads_nothing_and_gives_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_folder(folder, tmp_path, SETTINGS)
    monkeypatch.setattr("subprocess.Popen", None)
    second = read_folder(folder, tmp_path, SETTINGS)
    assert tuple(first.documents) == tuple(second.documents)
    assert [document.source.id for document in second.documents] == ["drie", "een", "twee"]


def test_changing_one_document_reads_that_one_only(folder: Path, tmp_path: Path, readers: IsolatedReaders) -> None:
    read_folder(folder, tmp_path, SETTINGS, readers=readers)
    before = modified(tmp_path)
    (folder / "een.txt").write_text("Dit is een heel nieuwe tekst.", "utf-8")
    run = read_folder(folder, tmp_path, SETTINGS, readers=readers)
    after = modified(tmp_path)
    assert "heel nieuwe" in run.documents[1].text
    assert len(set(before.items()) & set(after.items())) == 2
    assert len(after) == 3


def test_a_source_that_left_the_register_leaves_the_folder_too(
    folder: Path, tmp_path: Path, readers: IsolatedReaders
) -> None:
    read_folder(folder, tmp_path, SETTINGS, readers=readers)
    (folder / "een.txt").unlink()
    assert len(read_folder(folder, tmp_path, SETTINGS, readers=readers).documents) == 2
    assert len(modified(tmp_path)) == 2


def test_ids_of_passages_stay_when_another_document_changes(
    folder: Path, tmp_path: Path, readers: IsolatedReaders
) -> None:
    def ids() -> set[str]:
        run = read_folder(folder, tmp_path, SETTINGS, readers=readers)
        return {p.id for d in run.documents if d.source.id != "een" for p in cut_passages(d, SETTINGS)}

    before = ids()
    (folder / "een.txt").write_text("Iets anders.", "utf-8")
    assert ids() == before


def test_a_damaged_copy_is_read_again(folder: Path, tmp_path: Path, readers: IsolatedReaders) -> None:
    first = read_folder(folder, tmp_path, SETTINGS, readers=readers)
    for name in modified(tmp_path):
        (tmp_path / "documents" / name / "document.json").write_text("{", "utf-8")
    assert tuple(read_folder(folder, tmp_path, SETTINGS, readers=readers).documents) == tuple(first.documents)


def test_a_bad_file_is_skipped_with_its_reason_and_the_others_are_read(
    folder: Path, tmp_path: Path, readers: IsolatedReaders
) -> None:
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.4 kapot")
    (folder / "leeg.txt").write_bytes(b"")
    run = read_folder(folder, tmp_path, SETTINGS, readers=readers)
    assert len(run.documents) == 3
    assert [(source.id, error.code) for source, error in run.skipped] == [("kapot", "damaged"), ("leeg", "empty_file")]


def test_a_file_over_the_limit_is_skipped_before_any_of_it_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "groot.txt").write_text("Dit is te veel. " * 100, "utf-8")
    opened: list[str] = []
    open_path = Path.open

    def noted(path: Path, *arguments: Any, **options: Any) -> Any:
        opened.append(path.name)
        return open_path(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", noted)
    run = read_folder(folder, tmp_path, replace(SETTINGS, max_file_bytes=1000))
    assert [(source.id, error.code) for source, error in run.skipped] == [("groot", "too_many_bytes")]
    assert len(run.documents) == 3
    assert {"een.txt", "twee.txt", "drie.txt"} <= set(opened)
    assert "groot.txt" not in opened


def test_a_file_that_is_not_the_registered_one_is_skipped(
    folder: Path, tmp_path: Path, readers: IsolatedReaders
) -> None:
    right = hashlib.sha256((folder / "een.txt").read_bytes()).hexdigest()
    sources = tuple(Source(name, name, "overig", "", file=f"{name}.txt", sha256=right) for name in ("een", "twee"))
    run = ingest_sources(Register(folder / "r.toml", folder, sources), tmp_path, SETTINGS, readers=readers)
    assert [document.source.id for document in run.documents] == ["een"]
    assert [(source.id, error.code) for source, error in run.skipped] == [("twee", "other_sha256")]


def test_progress_counts_every_source(folder: Path, tmp_path: Path, readers: IsolatedReaders) -> None:
    steps: list[tuple[int, int]] = []
    read_folder(folder, tmp_path, SETTINGS, progress=lambda done, total: steps.append((done, total)), readers=readers)
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_register_in_the_folder_gives_roles_and_titles(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "advies"\ntitle = "Het advies"\nrole = "advies"\nspeaker = "De raad"\nfile = "twee.txt"\n'
    )
    sources = folder_register(folder).sources
    assert [(source.id, source.role) for source in sources] == [
        ("advies", "advies"),
        ("drie", "overig"),
        ("een", "overig"),
    ]


def test_names_that_make_the_same_id_are_kept_apart(folder: Path) -> None:
    (folder / "een.md").write_text("Nog een.", "utf-8")
    (folder / "een ën.txt").write_text("En nog een.", "utf-8")
    ids = [source.id for source in folder_register(folder).sources]
    assert len(set(ids)) == len(ids) == 5
    assert all(id.isascii() for id in ids)


def test_names_of_dots_make_ids_that_are_names_of_folders(tmp_path: Path) -> None:
    for name in ("...pdf", "..txt", ".verborgen.txt", "-.-.md"):
        (tmp_path / name).write_text("Iets.", "utf-8")
    register = folder_register(tmp_path)
    assert {source.file: source.id for source in register.sources} == {
        "-.-.md": "document",
        "...pdf": "document-2",
        "..txt": "document-3",
        ".verborgen.txt": "verborgen",
    }


def test_a_name_that_is_no_utf_8_gives_a_title_that_can_be_written(tmp_path: Path, readers: IsolatedReaders) -> None:
    text = "De raad adviseert dit. Het kabinet antwoordt later."
    (tmp_path / os.fsdecode(b"rapport-\xe9.txt")).write_text(text, "utf-8")
    (document,) = read_folder(tmp_path, tmp_path / "home", SETTINGS, readers=readers).documents
    assert document.title.encode() == "rapport-\N{REPLACEMENT CHARACTER}".encode()


def test_a_home_that_cannot_be_written_is_a_storage_error(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("x")
    with pytest.raises(StorageError):
        read_folder(folder, blocked, SETTINGS)


def test_fetched_documents_are_read_with_the_day_of_retrieval(tmp_path: Path, readers: IsolatedReaders) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/weg":
            return httpx.Response(404)
        return httpx.Response(
            200, stream=httpx.ByteStream(b"<html><body><h1>advies</h1><p>De raad adviseert dit.</p></body></html>")
        )

    sources = tuple(
        Source(name, name, "overig", "", candidate_urls=(f"https://bron.example/{name}",)) for name in ("advies", "weg")
    )
    register = Register(tmp_path / "r.toml", tmp_path, sources)
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        fetcher = Fetcher(Asker(client, register.hosts, time.monotonic), "2031-03-25")
        run = ingest_sources(
            register, tmp_path, SETTINGS, order=FetchOrder(Fetching.MISSING, fetcher=fetcher), readers=readers
        )
    assert [(d.source.id, d.source.retrieved, d.text) for d in run.documents] == [
        ("advies", "2031-03-25", "advies\n\nDe raad adviseert dit.")
    ]
    assert [(source.id, error.code) for source, error in run.skipped] == [("weg", "fetch_status")]
    assert run.missing == ()
    path = source_path(register, tmp_path, sources[0])
    assert path is not None
    assert path.parent == tmp_path / "fetched"
    again = ingest_sources(register, tmp_path, SETTINGS, readers=readers)
    assert tuple(again.documents) == tuple(run.documents)
    assert [source.id for source in again.missing] == ["weg"]


def test_the_report_counts_passages(folder: Path, tmp_path: Path, readers: IsolatedReaders) -> None:
    for document in read_folder(folder, tmp_path, SETTINGS, readers=readers).documents:
        assert document.report.passages == len(cut_passages(document, SETTINGS)) == 1


def test_a_kept_document_is_the_document_that_was_read(folder: Path, tmp_path: Path, readers: IsolatedReaders) -> None:
    run = read_folder(folder, tmp_path, SETTINGS, readers=readers)
    kept = {load_document(path).source.id: load_document(path) for path in (tmp_path / "documents").iterdir()}
    for document in run.documents:
        copy = kept[document.source.id]
        assert copy == document
        assert (copy.raw_offsets == document.raw_offsets).all()
        assert (copy.page_numbers == document.page_numbers).all()


def test_other_passage_settings_read_the_documents_again(
    folder: Path, tmp_path: Path, readers: IsolatedReaders
) -> None:
    read_folder(folder, tmp_path, SETTINGS, readers=readers)
    run = read_folder(folder, tmp_path, replace(SETTINGS, passage_words=3))
    assert {document.report.passages for document in run.documents} == {2}


def test_an_xml_beside_a_loose_pdf_is_no_source_but_its_words(tmp_path: Path, readers: IsolatedReaders) -> None:
    home = tmp_path / "home"
    loose = home / "bronnen"
    loose.mkdir(parents=True)
    sentence = "Het kabinet is de raad erkentelijk voor het advies over de dijken en de riolen."
    typeset(tmp_path, sentence, "brief.pdf").rename(loose / "brief.pdf")
    register = Register(tmp_path / "sources.toml", tmp_path, ())
    alone = ingest_sources(with_loose_files(register, home), home, SETTINGS, readers=readers).documents[0]
    assert not alone.report.warnings

    xml = loose / "brief.xml"
    xml.write_text(f"<kamerstuk><tussenkop>Dank</tussenkop><al>{sentence}</al></kamerstuk>", "utf-8")
    both = with_loose_files(register, home)
    assert [source.file for source in both.sources] == ["bronnen/brief.pdf"]
    document = ingest_sources(both, home, SETTINGS, readers=readers).documents[0]
    assert document.text == f"Dank\n\n{sentence}"
    assert document.file_sha256 == alone.file_sha256
    assert document.span_page_numbers(document.text.index(sentence), len(document.text)) == (1,)

    named = Register(
        tmp_path / "sources.toml", tmp_path, (*both.sources, replace(both.sources[0], id="x", file="bronnen/brief.xml"))
    )
    assert [one.text for one in ingest_sources(named, home, SETTINGS, readers=readers).documents] == [
        alone.text,
        document.text,
    ]

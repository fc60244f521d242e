"""The register of sources: the shipped one, one of one's own, and what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.messages import dutch_error
from ingest.errors import RegisterError
from ingest.ingest import ingest_sources
from ingest.register import read_register
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()


def test_the_shipped_register_holds_the_three_sources_and_reads_the_shipped_one(tmp_path: Path) -> None:
    register = read_register(Path(__file__).parents[2] / "corpus" / "sources.toml")
    assert [(source.id, source.role, source.date) for source in register.sources] == [
        ("advies", "advies", "2023-12-19"),
        ("kabinetsreactie", "kabinetsreactie", "2024-03-25"),
        ("nieuws", "nieuws", "2024-03-25"),
    ]
    assert register.hosts == {"www.rli.nl", "zoek.officielebekendmakingen.nl"}
    run = ingest_sources(register, tmp_path, SETTINGS)
    assert [document.source.id for document in run.documents] == ["nieuws"]
    assert [source.id for source in run.missing] == ["advies", "kabinetsreactie"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[source]\n", "broken_toml"),
        (f"source = {'1' * 5000}\n", "broken_toml"),
        ("[settings]\n", "unknown_key"),
        ("source = 5\n", "wrong_type"),
        ("source = [1]\n", "wrong_type"),
        ('[source]\nid = "a"\n', "wrong_type"),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\ncandidate_urls = [1]\n', "wrong_type"),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nkleur = "rood"\n', "unknown_key"),
        ('[[source]]\nid = "a"\n', "missing_key"),
        ('[[source]]\nid = 3\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "wrong_type"),
        ('[[source]]\nid = "a/b"\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "wrong_id"),
        ('[[source]]\nid = "."\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "wrong_id"),
        ('[[source]]\nid = ".."\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "wrong_id"),
        ('[[source]]\nid = ".new"\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "wrong_id"),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "minister"\nspeaker = ""\n', "wrong_role"),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\n' * 2, "wrong_id"),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nurl = "https://[kapot"\n', "wrong_address"),
        (
            '[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\npublication_page = "https://bron.example:99999/a"\n',
            "wrong_address",
        ),
        (
            '[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\ncandidate_urls = ["https://[kapot"]\n',
            "wrong_address",
        ),
        *(
            (f'[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\n{line}\n', code)
            for line, code in (
                ('url = "http://bron.example/a"', "http_address"),
                ('publication_page = "HTTP://bron.example/a"', "http_address"),
                ('candidate_urls = ["https://bron.example/a", "http://bron.example/b"]', "http_address"),
                ('url = "www.bron.example"', "wrong_address"),
                ('url = "javascript:alert(1)"\nfile = "a.pdf"', "wrong_address"),
                ('url = "https:///a"', "wrong_address"),
            )
        ),
        ('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nlink_pattern = "("\n', "wrong_pattern"),
        (
            '[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nlink_pattern = "a{99999999999}"\n',
            "wrong_pattern",
        ),
    ],
)
def test_a_wrong_register_is_an_error_that_names_what_is_wrong(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(path)
    assert raised.value.code == code
    assert "sources.toml" in str(raised.value.values["where"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            '[[source]]\nid = "a"\ntitle = "A"\nrole = "overig"\nspeaker = ""\n[[source]]\nid = "b"\nkleur = "rood"\n',
            "sources.toml (bron 2, regel 8)",
        ),
        ('# x\n[[source]]\nid = "a"\ntitle = "A"\nspeaker = ""\nrole = "minister"\n', "sources.toml (bron 1, regel 6)"),
        ('\n[[source]]\nid = "a"\ntitle = "A"\nspeaker = ""\n', "sources.toml (bron 1, regel 2)"),
        ("[[source]]\n[settings]\n", "sources.toml (regel 2)"),
        ("[[source]]\nid = 'a\n", "sources.toml (regel 2)"),
    ],
)
def test_an_error_of_the_register_names_the_line(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path / "sources.toml")
    assert raised.value.values["where"] == place


@pytest.mark.parametrize("named", ['file = "a.pdf"', 'publication_page = "https://bron.example/stukken"'])
def test_an_http_address_that_is_only_named_and_never_fetched_may_stand(tmp_path: Path, named: str) -> None:
    entry = (
        f'[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nurl = "http://bron.example/a"\n{named}\n'
    )
    (tmp_path / "sources.toml").write_text(entry, "utf-8")
    assert read_register(tmp_path / "sources.toml").sources[0].url == "http://bron.example/a"


def test_an_http_address_is_named_with_its_line_and_the_way_out(tmp_path: Path) -> None:
    entry = '[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\nurl = "http://bron.example/a"\n'
    (tmp_path / "sources.toml").write_text(entry, "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path / "sources.toml")
    said = dutch_error(raised.value)
    assert all(part in said for part in ("regel 6", "http://bron.example/a", "url", "https", "file"))


WHOLE = '[[source]]\nid = "{0}"\ntitle = "{0}"\nrole = "overig"\nspeaker = ""\n'


def test_an_own_register_changes_what_it_names_and_adds_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(WHOLE.format("a") + WHOLE.format("b"), "utf-8")
    own = tmp_path / "bronnen.toml"
    own.write_text('[[source]]\nid = "b"\nsha256 = "' + "0" * 64 + '"\n' + WHOLE.format("c"), "utf-8")
    sources = read_register(tmp_path / "sources.toml", own).sources
    assert [(source.id, source.title, source.sha256) for source in sources] == [
        ("a", "a", ""), ("b", "b", "0" * 64), ("c", "c", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[[source]]\nid = "b"\nurl = "https://[x"\n', "bronnen.toml (bron 1, regel 3)"),
        ('[[source]]\nid = "c"\n', "bronnen.toml (bron 1, regel 1)"),
        ('[[source]]\nid = "b"\n[[source]]\nid = "b"\n', "bronnen.toml (bron 2, regel 4)"),
    ],
)
def test_an_error_names_the_register_that_it_stands_in(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "sources.toml").write_text(WHOLE.format("a") + WHOLE.format("b"), "utf-8")
    (tmp_path / "bronnen.toml").write_text(text, "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path / "sources.toml", tmp_path / "bronnen.toml")
    assert raised.value.values["where"] == place


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('date = "2024-13-45"', "wrong_date"),
        ('date = "2024-13"', "wrong_date"),
        ('date = "25-3-2024"', "wrong_date"),
        ('retrieved = "2024-02-30"', "wrong_date"),
        ('sha256 = "abc"', "wrong_sha256"),
        (f'sha256 = "{"x" * 64}"', "wrong_sha256"),
    ],
)
def test_a_day_and_a_hash_that_cannot_be_are_refused_with_their_line(tmp_path: Path, line: str, code: str) -> None:
    (tmp_path / "sources.toml").write_text(f"{WHOLE.format('a')}{line}\n", "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path / "sources.toml")
    assert (raised.value.code, raised.value.values["where"]) == (code, "sources.toml (bron 1, regel 6)")
    assert line.endswith(f'"{raised.value.values["found"]}"')


@pytest.mark.parametrize("written", ["2024-03-25", '"2024-03-25"', '"2024"', '"2024-03"', '"maart 2024"', '""'])
def test_a_date_is_a_day_with_or_without_quotes_or_is_said_in_words(tmp_path: Path, written: str) -> None:
    (tmp_path / "sources.toml").write_text(f"{WHOLE.format('a')}date = {written}\n", "utf-8")
    assert read_register(tmp_path / "sources.toml").sources[0].date == written.strip('"')


def test_a_letter_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes('# kop\n[[source]]\ntitle = "café"\n'.encode("latin-1"))
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path / "sources.toml")
    assert (raised.value.code, raised.value.values["where"]) == ("not_utf8", "sources.toml (regel 3)")


def test_a_missing_register_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        read_register(tmp_path / "sources.toml")

"""All settings, from one TOML file; an unknown key is an error."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from index.settings import IndexSettings
from ingest.settings import IngestSettings, from_table, number
from ingest.toml_file import read_toml


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """``[answer]``: how many quotes are shown, how long they may be, and when the answer is 'not in the sources'.

    ``threshold`` is the confidence (0 to 1) below which the assistant abstains, ``near`` the one from which it then
    shows what touches on the question; ``topic_margin`` how far below the best score a passage may lie to be shown
    as related to a topic whose words it does not hold.
    """

    quotes: int = number(3, 1, 1000)
    quote_words: int = number(90, 1, 100_000)
    passages: int = number(20, 1, 10_000)
    threshold: float = number(0.25, 0.0, 1.0)
    near: float = number(0.2, 0.0, 1.0)
    topic_margin: float = number(0.07, 0.0, 1000.0)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``[web]``: where the page listens and what a maintainer allows.

    Another ``host`` than this machine asks for a log-in, or for ``open_to_network`` when a page for everyone is meant.
    ``embed_sites`` are origins ('https://www.example.nl') that may show the page in a frame. ``allowed_hosts`` are the
    host names under which the page may be asked for besides this machine's own; none means any when ``host`` is not
    this machine alone. ``address`` is where readers find the page when a proxy stands in front of it, with its path
    ('https://www.example.nl/aanzet'); ``proxies`` are the addresses or networks of proxies, which are believed about
    who asks. ``questions_a_minute`` limits one visitor's address, 0 for no limit;
    ``requests_at_once`` all visitors together. ``user`` and ``password`` together close the page with a log-in. ``mcp``
    serves the endpoints as MCP tools too; ``add_sources`` lets a reader add a source for everybody, on this machine
    alone or behind a log-in; ``own_documents`` lets a visitor add a PDF for one visit; ``keep_feedback``
    writes judgements of answers to the home folder; ``earlier_conversations`` lets a reader's own browser keep links to
    the conversations that were held in it.
    """

    host: str = "127.0.0.1"
    port: int = number(7860, 1, 65_535)
    open_to_network: bool = False
    keep_feedback: bool = False
    earlier_conversations: bool = True
    embed_sites: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    address: str = ""
    proxies: tuple[str, ...] = ()
    questions_a_minute: int = number(240, 0, 1_000_000)
    requests_at_once: int = number(200, 1, 100_000)
    workers_for_answers: int = number(4, 1, 1000)
    mcp: bool = False
    own_documents: bool = False
    add_sources: bool = False
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", self.host.strip("[]"))
        object.__setattr__(self, "address", self.address.rstrip("/"))

    @property
    def host_in_addresses(self) -> str:
        """``host`` as a Host header and an address of the web have it: IPv6 between brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def path(self) -> str:
        """The path of ``address``: '/aanzet', '' when the page has a host name to itself."""
        return urlsplit(self.address).path


@dataclass(frozen=True, slots=True)
class Settings:
    """One table for each part; ``register`` is the path of another register than the shipped one."""

    register: str = ""
    ingest: IngestSettings = field(default_factory=IngestSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    web: WebSettings = field(default_factory=WebSettings)

    def in_files(self) -> Settings:
        """The same with all vectors in files: an index made on the side leaves a store that others ask alone."""
        return replace(self, index=replace(self.index, store="faiss"))


TABLES = {"ingest": IngestSettings, "index": IndexSettings, "answer": AnswerSettings, "web": WebSettings}


def home_folder() -> Path:
    """Where working files go: ``AANZET_HOME``, else the platform's folder for user data."""
    named = os.environ.get("AANZET_HOME")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("aanzet", appauthor=False))


def read_settings(path: Path) -> Settings:
    """The settings in ``path``; the defaults when there is no such file. Raises RegisterError."""
    if not path.is_file():
        return Settings()
    file = read_toml(path)
    made: dict[str, Any] = {}
    for key, value in file.values.items():
        if key in TABLES and isinstance(value, dict):
            made[key] = from_table(TABLES[key], value, partial(file.place, table=key))
        else:
            made[key] = value
    return from_table(Settings, made, file.place)

"""Settings of the chat page."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import number


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``[web]``: where the page listens and what a maintainer allows.

    Another ``host`` than this machine asks for a log-in, or for ``open_to_network`` when a page for everyone is meant.
    ``embed_sites`` are origins ('https://www.example.nl') that may show the page in a frame. ``allowed_hosts`` are the
    host names under which the page may be asked for besides this machine's own; none means any when ``host`` is not
    this machine alone. ``questions_a_minute`` limits one visitor's address, 0 for no limit;
    ``requests_at_once`` all visitors together. ``user`` and ``password`` together close the page with a log-in. ``mcp``
    serves the endpoints as MCP tools too; ``own_documents`` lets a visitor add a PDF for one visit; ``keep_feedback``
    writes judgements of answers to the home folder.
    """

    host: str = "127.0.0.1"
    port: int = number(7860, 1, 65_535)
    open_to_network: bool = False
    keep_feedback: bool = False
    embed_sites: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    questions_a_minute: int = number(240, 0, 1_000_000)
    requests_at_once: int = number(200, 1, 100_000)
    workers_for_answers: int = number(4, 1, 1000)
    mcp: bool = False
    own_documents: bool = False
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", self.host.strip("[]"))

    @property
    def host_in_addresses(self) -> str:
        """``host`` as a Host header and an address of the web have it: IPv6 between brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

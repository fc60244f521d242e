"""The links on a page that may lead to a document, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ingest.policy import IDENTITY
from ingest.records import Source

MOST_LINKS = 3000  # of one page
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[‘'“\"„](.+)[’'”\"]")
_FILE = re.compile(r"\.(?:pdf|xml)(?:[?#].*)?$|/(?:pdf|download)(?:[/?#].*)?$|\bpdf\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address on a page; ``document`` says that a file, not another page, is likely to be there."""

    url: str
    document: bool


def name_of(title: str) -> str:
    """What a title names: the part between quotation marks where it has one, else all of it."""
    quoted = _QUOTED.search(title)
    return quoted[1] if quoted else title


def plain_words(text: str) -> list[str]:
    """The words of ``text`` in small letters, without accents; a hyphen at the end of a line is taken out."""
    return _WORD.findall(unaccented(text).lower())


def unaccented(text: str) -> str:
    """``text`` without accents and without hyphens at the end of a line."""
    joined = re.sub(r"(?<=[^\W\d_])-\n(?=[a-z])", "", text).replace("\u00ad", "")
    return "".join(letter for letter in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(letter))


def fitting_links(content: bytes, page: str, source: Source) -> list[Link]:
    """The links on ``page`` that fit the source, the likeliest first.

    With a ``link_pattern`` those whose full address it matches. Else every file, ordered by how many words of the
    title its address and words hold, and every page that holds at least half of them.
    """
    wanted = set(plain_words(name_of(source.title)))
    found: dict[str, tuple[float, int, Link]] = {}
    for place, (address, words) in enumerate(_links(content, page)):
        if source.link_pattern:
            if re.search(source.link_pattern, address, re.IGNORECASE):
                found.setdefault(address, (0.0, place, Link(address, True)))
            continue
        path = unquote(urlsplit(address).path)
        held = wanted & {*plain_words(path), *plain_words(words)}
        share = len(held) / max(1, len(wanted))
        document = bool(_FILE.search(address) or re.search(r"\bpdf\b", words, re.IGNORECASE))
        if address != page and (document or share >= IDENTITY.named_words):
            found.setdefault(address, (-share, place, Link(address, document)))
    return [link for *_, link in sorted(found.values(), key=lambda one: one[:2])]


def _links(content: bytes, page: str) -> list[tuple[str, str]]:
    """The full address and the words of each link, in the order of the page."""
    links = []
    for node in LexborHTMLParser(content).css("a[href]")[:MOST_LINKS]:
        try:
            address = urljoin(page, (node.attributes.get("href") or "").strip())
        except ValueError:
            continue
        if address.startswith("http"):
            links.append((address.split("#")[0], " ".join([node.text(), node.attributes.get("title") or ""])))
    return links

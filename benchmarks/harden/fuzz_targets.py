"""What is fuzzed: functions that take any text, and what must hold whatever it is."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.citation.place import find_place
from app.question.kind import refusal, tidy
from app.quotation.checking import check_quotation
from app.quotation.records import Verdict
from app.quotation.word_index import QuotationIndex
from app.web.permalink import decode, encode
from app.web.views.answer import question_html
from index.analysis import words
from ingest.any_file import read_document
from ingest.document import Document
from ingest.errors import ReadError
from ingest.passages import cut_passages
from ingest.records import Source
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

SETTINGS = IngestSettings()


def cleaning(content: bytes) -> None:
    """Any bytes as a text, Markdown or HTML file: refused, or text whose map to the raw text holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("bron.html" if content[:1] == b"<" else "bron.md")
        path.write_bytes(content)
        try:
            document = read_document(Source("bron", "", "overig", "", file=path.name), path, SETTINGS)
        except ReadError:
            return
    assert len(document.text) == len(document.raw_offsets) == len(document.page_numbers)
    for block in document.blocks:
        assert 0 <= block.char_start < block.char_end <= len(document.text)
        assert document.text[block.char_start : block.char_end].strip()
    _passages_hold(document)


def _passages_hold(document: Document) -> None:
    for passage in cut_passages(document, SETTINGS):
        assert document.text[passage.char_start : passage.char_end] == passage.text
        assert passage.sentences
        for sentence in passage.sentences:
            assert passage.char_start <= sentence.char_start < sentence.char_end <= passage.char_end


def passages(content: bytes) -> None:
    """Any text as paragraphs of a document: passages are slices that hold whole sentences."""
    text = content.decode("utf-8", "replace")
    paragraphs = [part for part in text.split("\n") if part.strip()]
    if paragraphs:
        _passages_hold(make_document(*paragraphs))


@functools.cache
def _library() -> tuple[dict[str, Document], QuotationIndex]:
    document = make_document(
        "De raad adviseert om de uitvoering te versterken, niet om meer beleid te maken.",
        "Het kabinet stelt 12,5 miljoen euro beschikbaar voor geïnformeerde gemeenten (zie bijlage 2).",
        source=make_source("advies", "advies"),
    )
    return {"advies": document}, QuotationIndex({"advies": document})


def quotation(content: bytes) -> None:
    """Any pasted text: a verdict, and what is called verbatim stands in the source with every word."""
    documents, index = _library()
    text = content.decode("utf-8", "replace")
    result = check_quotation(documents, text, index)
    assert result == check_quotation(documents, text, index)
    for segment in result.segments:
        if segment.verdict is Verdict.VERBATIM:
            place = segment.place
            assert place is not None
            assert [documents["advies"].text[start:end] for start, end in place.spans] == list(place.texts)
            if segment.text.isascii() and not set(segment.text) & set("-[](){}.<>*_"):
                assert words(segment.text) == words(" ".join(place.texts))


def asking(content: bytes) -> None:
    """Any typed question, address and citation id: tidied, escaped, or refused."""
    text = content.decode("utf-8", "replace")
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert refusal(tidied) in ("", "empty", "too_long", "no_words", "makes_nothing")
    assert "<script" not in question_html(text)
    link = decode(text)
    assert link is None or decode(encode(link)) == link
    place = find_place(_library()[0], text)
    assert place is None or 0 <= place[1] < place[2] <= len(place[0].text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "cleaning": cleaning, "passages": passages, "quotation": quotation, "asking": asking,
}  # fmt: skip
SEEDS = (
    "De raad adviseert om de uitvoering te versterken, niet om meer beleid te maken.",
    "'Het kabinet stelt 12,5 miljoen euro [...] beschikbaar', aldus de minister (Kamerstuk 29 362, nr. 354).",
    "# Kop\n\n- punt a;\n- punt b.\n\n> citaat\n\n1. Zie art. 3.1 m.b.t. de Omgevings-\nwet.[^1]\n\n[^1]: Noot.",
    "<html><body><h1>Kop</h1><table><tr><td>a</td><td>b</td></tr></table><ul><li>x</ul><p>Tekst.</body>",
    "advies~3-17",
    "eNqLVkrMKy7JUYpVAAAW4QQM",
)

"""Stand-ins for what is slow: an assistant over two made-up documents, and an encoder that counts words."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pypdfium2
import typst
from numpy.typing import NDArray

from app.citation.place import make_citation
from app.comparison.records import Compared, Comparison, Recommendation
from app.concordance.records import Concordance, Line, Term, TermCount
from app.question.kind import refusal, tidy
from app.records import ABSENT, ABSTAINED, ANSWERED, FOUND, NEAR, Answer, FoundPassage, Quote, Turn
from index.analysis import terms
from index.opened import Index
from index.words import InvertedFile, WordWriter
from ingest.document import Document
from ingest.records import Block, BlockKind, Page, Source

LETTER = (
    "Kabinetsreactie\n\nHet kabinet neemt de hoofdaanbeveling over. De minister stuurde de reactie op 25 maart 2024 "
    "naar de Tweede Kamer.\n\nDe uitvoering krijgt 21 miljoen euro, en niet minder."
)
ADVICE = """#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(size: 11pt, lang: "nl", hyphenate: false)
= De uitvoering aan zet
#lorem(120)

De raad beveelt aan om uitvoering en beleid gelijk te schakelen, zodat opgaven in de leefomgeving sneller worden
gerealiseerd dan nu het geval is.

#lorem(150)
#pagebreak()
== Aanbeveling twee
#lorem(60)

Uitvoerders moeten vanaf het begin meedoen aan het maken van beleid.
"""


def text_document(text: str = LETTER, title: str = "Reactie van het kabinet") -> Document:
    """A document without pages."""
    source = Source("reactie", title, "kabinetsreactie", "minister van BZK", "Ministerie van BZK", "2024-03-25",
                    "https://example.org/reactie", "29362-354", file="documents/reactie.txt")  # fmt: skip
    blocks, place = [], 0
    for number, part in enumerate(text.split("\n\n")):
        start = text.index(part, place)
        place = start + len(part)
        kind = BlockKind.TITLE if number == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, place))
    offsets = np.arange(len(text), dtype=np.int32)
    return Document(source, title, hashlib.sha256(text.encode()).hexdigest(), "text/plain", False, text, tuple(blocks),
                    (Page(1, None, text),), np.ones(len(text), np.int32), offsets)  # fmt: skip


def pdf_document(path: Path) -> Document:
    """A document of two PDF pages, written to ``path``, whose clean text is the raw text of the pages."""
    path.write_bytes(typst.compile(ADVICE.encode()))
    source = Source("advies", "De uitvoering aan zet", "advies", "Raad voor de leefomgeving en infrastructuur", "Rli",
                    "2023-12-19", "https://example.org/advies.pdf", file=path.name)  # fmt: skip
    pages, texts, numbers, offsets, blocks = [], [], [], [], []
    with pypdfium2.PdfDocument(path) as pdf:
        for number in range(1, len(pdf) + 1):
            page = pdf[number - 1]
            reader = page.get_textpage()
            raw = reader.get_text_range().replace("\r", " ").replace("\n", " ")
            boxes = np.array([reader.get_charbox(n) for n in range(len(raw))], np.float32)
            pages.append(Page(number, str(number), raw, *page.get_size(), boxes))
            start = sum(len(text) for text in texts)
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(raw)))
            texts.append(raw)
            numbers += [number] * len(raw)
            offsets += list(range(len(raw)))
    return Document(source, source.title, hashlib.sha256(path.read_bytes()).hexdigest(), "application/pdf", True,
                    "".join(texts), tuple(blocks), tuple(pages), np.array(numbers, np.int32),
                    np.array(offsets, np.int32))  # fmt: skip


class LetterEncoder:
    """Texts as counts of letters, unit norm."""

    dimension = 26
    name = "proef"

    def encode_query(self, texts: list[str]) -> NDArray[np.float32]:
        return self.encode_document(texts)

    def encode_document(self, texts: list[str], progress: object = None) -> NDArray[np.float32]:
        counts = np.array([[text.casefold().count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


class WordEncoder:
    """Texts as counts of their terms in 2048 columns, unit norm: a plain stand-in for an encoder."""

    name = revision = "words"

    def encode_query(self, texts: list[str]) -> NDArray[np.float32]:
        return self.encode_document(texts)

    def encode_document(self, texts: list[str], progress: object = None) -> NDArray[np.float32]:
        made = np.full((len(texts), 2048), 1e-6, np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                made[row, zlib.crc32(term.encode()) % made.shape[1]] += 1
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def _without_reaction(advice: Document, letter: Document) -> Comparison:
    """The one recommendation of ``advice`` beside a letter in which nothing reacts to it."""
    start = advice.text.index("De raad beveelt aan")
    citation = make_citation(advice, start, advice.text.index(".", start) + 1, 1)
    own = Recommendation("1", advice.text[citation.char_start : citation.char_end], citation)
    return Comparison(advice.source.id, letter.source.id, (Compared(own),))


class FakeAssistant:
    """Answers a question that shares a long word with a sentence of its documents, and abstains from any other."""

    index_version = "proef-1"
    corpus_sha256 = "0123456789abcdef" * 4
    encoder = LetterEncoder()

    def __init__(self, folder: Path, letter: str = LETTER, letter_title: str = "Reactie van het kabinet") -> None:
        self.folder = self.home = folder
        pdf = pdf_document(folder / "advies.pdf")
        text = text_document(letter, letter_title)
        (folder / "documents").mkdir(exist_ok=True)
        (folder / text.source.file).write_bytes(letter.encode())
        self.documents = {pdf.source.id: pdf, text.source.id: text}
        self.comparisons: tuple[Comparison, ...] = (_without_reaction(pdf, text),)
        missing = Source("brief", "Brief aan de informateur", "overig", "", url="https://example.org/brief")
        self.register = SimpleNamespace(sources=(pdf.source, text.source, missing))

    def now(self) -> FakeAssistant:
        return self

    def document_path(self, source_id: str) -> Path:
        return self.folder / self.documents[source_id].source.file

    def examples(self) -> tuple[str, ...]:
        return ("Wat beveelt de raad aan?", "Wanneer stuurde de minister de reactie?", "Hoeveel krijgt de uitvoering?")

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if question == "fout":
            raise RuntimeError("an internal path that no reader may see")
        said = refusal(tidy(question))
        if said:
            return Answer(question, ABSTAINED, 0.0, reason=said, missing_source_ids=("brief",))
        wanted = {word for word in question.casefold().strip("?").split() if len(word) > 6}
        found = [place for place in self._sentences() if wanted & set(place[3].casefold().strip(".").split())]
        facts = {"index_version": self.index_version, "corpus_sha256": self.corpus_sha256}
        if not found:
            nearest = tuple(self._passage(place) for place in self._sentences()[:3])
            near = () if "miljard" not in question else (replace(self._quote(self._sentences()[-1], 1), marks=()),)
            return Answer(question, ABSTAINED, 0.1, near, passages=nearest, reason="not_in_sources",
                          missing_source_ids=("brief",), suggestions=self.examples()[:2],
                          verdict=NEAR if near else ABSENT,
                          silent_role="kabinetsreactie" if "regering" in question else "", **facts)  # fmt: skip
        read_as = f"{question} ({history[-1].question})" if history and question.startswith("En ") else ""
        quotes = tuple(self._quote(place, number) for number, place in enumerate(found[:3], 1))
        return Answer(question, ANSWERED, 0.9, quotes[:1], read_as=read_as, verdict=FOUND, more=quotes[1:], **facts)

    def follow_ups(self, answer: Answer, history: Sequence[Turn] = ()) -> tuple[str, ...]:
        return ("Wat moeten uitvoerders doen?",) if answer.quotes and not history else ()

    def turn(self, answer: Answer) -> Turn:
        return Turn(answer.question, answer.read_as)

    def find(self, question: str, top_k: int = 10, *, lexical: bool = False) -> tuple[FoundPassage, ...]:
        return tuple(self._passage(place) for place in self._sentences()[:top_k])

    def concordance(
        self, subject: str, off: Collection[str] = (), first: int = 0, count: int | None = 100
    ) -> Concordance:
        """The places of the subject as it stands; a sentence is a paragraph."""
        lines: list[Line] = []
        for document, start, end, text in self._sentences():
            for found in re.finditer(re.escape(subject), text, re.IGNORECASE):
                place = make_citation(document, start, end, len(lines) + 1)
                lines.append(Line(text[: found.start()], found[0], text[found.end() :], text, start, place))
        counts = dict(Counter(line.citation.source_id for line in lines))
        term = Term(subject, "word", subject, (subject,))
        terms = (TermCount(term, counts, subject not in off),) if lines else ()
        shown = lines[first : None if count is None else first + count]
        return Concordance(subject, terms, len(lines), tuple(shown), first, () if lines else (subject,))

    def _sentences(self) -> tuple[tuple[Document, int, int, str], ...]:
        places = []
        for document in self.documents.values():
            for block in document.blocks:
                start = block.char_start
                for part in document.text[block.char_start : block.char_end].split(". "):
                    end = min(start + len(part) + 1, block.char_end)
                    places.append((document, start, end, document.text[start:end]))
                    start = end + 1
        return tuple(place for place in places if place[3].strip())

    def _quote(self, place: tuple[Document, int, int, str], number: int) -> Quote:
        document, start, end, text = place
        return Quote(text, make_citation(document, start, end, number), document.source.file, "paragraph", 0.9,
                     marks=((0, 5),))  # fmt: skip

    def _passage(self, place: tuple[Document, int, int, str]) -> FoundPassage:
        document, start, end, text = place
        return FoundPassage(
            f"p{start}", text, 0.5, 0.5, 0.0, document.source.file, make_citation(document, start, end, 1)
        )


class HashingEncoder:
    """A quick stand-in for a model: a text's vector counts its words in 64 hashed places."""

    name, revision = "hashing", "1"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode_query(self, texts: list[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % 64] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms == 0, 1, norms)

    def encode_document(self, texts: list[str], progress: object = None) -> np.ndarray:
        self.embedded += texts
        return self.encode_query(texts)


def word_index(folder: Path, documents: Sequence[Document]) -> Index:
    """As much of an index as a complete list of places is made from."""
    ordered = sorted(documents, key=lambda document: document.source.id)
    writer = WordWriter()
    for number, document in enumerate(ordered):
        writer.add(document, number)
    writer.save(folder)
    made = SimpleNamespace(
        words=InvertedFile(folder),
        documents={document.source.id: document for document in ordered},
        manifest=SimpleNamespace(source_ids=tuple(document.source.id for document in ordered)),
    )
    return cast(Index, made)

"""What the page needs of an assistant; ``app.assistant.Assistant`` has it all, and so have small ones in tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.comparison.records import Comparison
from app.concordance.records import Concordance
from app.records import Answer, FoundPassage, Turn
from index.encoder import Encoder
from ingest.document import Document
from ingest.records import Source


class HasSources(Protocol):
    """A register."""

    @property
    def sources(self) -> tuple[Source, ...]: ...


class PageAssistant(Protocol):
    """Answers questions, and knows the documents that it answers from."""

    def with_document(self, path: Path, title: str, home: Path) -> PageAssistant: ...

    def now(self) -> PageAssistant:
        """The assistant over the index of this moment: for who asks more than once and wants one index."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    @property
    def home(self) -> Path: ...

    @property
    def register(self) -> HasSources: ...

    @property
    def index_version(self) -> str: ...

    @property
    def corpus_sha256(self) -> str: ...

    @property
    def comparisons(self) -> Sequence[Comparison]: ...

    @property
    def encoder(self) -> Encoder: ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...

    def turn(self, answer: Answer) -> Turn: ...

    def find(self, question: str, top_k: int = 10, *, lexical: bool = False) -> tuple[FoundPassage, ...]: ...

    def follow_ups(self, answer: Answer, history: Sequence[Turn] = ()) -> tuple[str, ...]: ...

    def examples(self) -> tuple[str, ...]: ...

    def document_path(self, source_id: str) -> Path | None: ...

    def concordance(
        self, subject: str, off: Collection[str] = (), first: int = 0, count: int | None = 100
    ) -> Concordance: ...

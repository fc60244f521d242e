"""The assistant: one pure path from question, history, settings and index to an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from app.answer.answering import Answerer
from app.answer.confidence import EvidenceFeatures
from app.answer.policy import EXAMPLES
from app.comparison.records import Comparison
from app.comparison.remembered import comparisons_of
from app.concordance.occurrences import LINES
from app.concordance.records import Concordance
from app.question.kind import refusal, tidy
from app.records import ANSWERED, Answer, FoundPassage, Turn
from app.settings import Settings
from app.source_state import changed_sources
from app.taking_over import take_over
from app.workspace import Workspace, open_workspace
from index.build import build_index, current_version
from index.encoder import Encoder, load_encoder
from index.opened import Index, open_index
from ingest.document import Document
from ingest.ingest import file_on_disk, read_folder
from ingest.records import Source
from ingest.register import Register


class Assistant:
    """Answers questions over one open index. Safe to use from several threads."""

    def __init__(self, index: Index, encoder: Encoder, register: Register, settings: Settings, home: Path) -> None:
        self.index = index
        self.encoder = encoder
        self.register = register
        self.settings = settings
        self.home = home
        self._answerer = Answerer(index, encoder, register, settings, lambda: self.comparisons)

    @classmethod
    def load(cls, home: Path | None = None, settings: Settings | None = None) -> Assistant:
        """The assistant over the current index in ``home``; a first index is made when there is none.

        ``home`` is the folder for working files (default: ``AANZET_HOME`` or the user's folder for data). Raises
        AanZetError with what to do.
        """
        workspace = open_workspace(home, settings)
        if not current_version(workspace.home):
            workspace.build(workspace.ingest())
        return cls.open(workspace)

    @classmethod
    def open(cls, workspace: Workspace) -> Assistant:
        """The assistant over the current index of a workspace. Raises IndexMissingError or IndexDamagedError."""
        encoder = load_encoder(workspace.settings.index)
        index = open_index(workspace.home, encoder.name, encoder.revision, workspace.settings.index)
        return cls(index, encoder, workspace.register, workspace.settings, workspace.home)

    @classmethod
    def for_folder(
        cls, folder: Path, home: Path, settings: Settings, progress: Callable[[int, int], None] | None = None
    ) -> Assistant:
        """The assistant over every document in ``folder``, indexed under ``home`` unless nothing changed.

        Raises ReadError when there are files and none of them can be read.
        """
        run = read_folder(folder, home, settings.ingest)
        if run.skipped and not run.documents:
            raise run.skipped[0][1]
        encoder = load_encoder(settings.index)
        build_index(run.documents, home, settings.ingest, settings.index, encoder, progress)
        index = open_index(home, encoder.name, encoder.revision, settings.index)
        return cls(index, encoder, run.register, settings, home)

    def with_document(self, path: Path, title: str, home: Path) -> Assistant:
        """An assistant over these sources and the document at ``path``, indexed under ``home``.

        This one stays as it is, and what it read and embedded before is taken over. Raises ReadError when the document
        cannot be read.
        """
        take_over(self.home, home)
        own_id = f"eigen-{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        own = Source(id=own_id, title=title, role="overig", speaker="", file=str(path.resolve()))
        register = replace(self.register, sources=(*self.register.sources, own))
        settings = self.settings.in_files()
        run = Workspace(home, settings, register).ingest()
        for source, error in run.skipped:
            if source.id == own.id:
                raise error
        build_index(run.documents, home, settings.ingest, settings.index, self.encoder)
        index = open_index(home, self.encoder.name, self.encoder.revision)
        return Assistant(index, self.encoder, register, settings, home)

    def now(self) -> Assistant:
        """This assistant; one that follows new indexes (``app.live``) gives the one that answers at this moment."""
        return self

    @property
    def documents(self) -> Mapping[str, Document]:
        """The loaded documents by source id."""
        return self.index.documents

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each loaded reaction beside the advice that it reacts to, newest first; worked out when the index was built,
        or now.
        """
        return comparisons_of(self.home, self.index.manifest, self.documents, self.encoder)

    @property
    def index_version(self) -> str:
        """The version of the index that answers."""
        return self.index.manifest.version

    @property
    def corpus_sha256(self) -> str:
        """The hash over all loaded documents."""
        return self.index.manifest.corpus_sha256

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to ``question`` after the turns in ``history``: quotes with citations, or an abstention.

        The same question, history, settings, index and files give an equal answer. A question between quotation marks
        is taken as it stands: not completed from ``history``, its spelling left alone.
        """
        answer = self._answerer.ask(question, history)
        return replace(answer, changed_sources=changed_sources(self, answer.source_ids))

    def follow_ups(self, answer: Answer, history: Sequence[Turn] = ()) -> tuple[str, ...]:
        """At most two questions that may follow on ``answer``, asked after ``history``, and that the sources answer:
        the same of the other speaker, and what stands under another heading that has a word of the question.
        """
        return self._answerer.follow_ups(answer, (*history, self.turn(answer)))

    def features(self, question: str) -> EvidenceFeatures | None:
        """What the confidence in an answer to ``question`` is made of; None when nothing can be quoted."""
        return self._answerer.finding(self._answerer.parsed(tidy(question))).features

    def find(self, question: str, top_k: int = 10, *, lexical: bool = False) -> tuple[FoundPassage, ...]:
        """The ``top_k`` best passages for ``question``, best first; ``lexical``: by words alone.

        None for a question that cannot be asked (``app.question.kind.refusal``).
        """
        question = tidy(question)
        return () if refusal(question) else self._answerer.best(question, top_k, lexical=lexical)

    def concordance(
        self, subject: str, off: Collection[str] = (), first: int = 0, count: int | None = LINES
    ) -> Concordance:
        """Every place where ``subject`` is named, in document order, with exact counts: complete on any index.

        ``off`` are names of terms that are left out; ``count`` of the places are shown from ``first``, all for None.
        Passages that are near in meaning without the words come apart (``related``).
        """
        return self._answerer.concordance(subject, off, first, count)

    def turn(self, answer: Answer) -> Turn:
        """What a follow-up needs to know of an earlier answer."""
        quotes = answer.all_quotes if answer.status == ANSWERED else ()
        return Turn(
            question=answer.question,
            read_as=answer.read_as,
            quote_ids=tuple(quote.citation.id for quote in quotes),
            source_ids=tuple(dict.fromkeys(quote.citation.source_id for quote in quotes)),
            suggested=answer.suggestions,
        )

    def document_path(self, source_id: str) -> Path | None:
        """The file of a loaded source, which may have changed since; None when it is no longer there."""
        source = next((source for source in self.register.sources if source.id == source_id), None)
        return file_on_disk(self.register, self.home, source) if source is not None else None

    def examples(self) -> tuple[str, ...]:
        """Three questions that the loaded sources answer, for a reader who begins."""
        return self._answerer.answerable[: EXAMPLES.shown]

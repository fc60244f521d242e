"""A working folder with its settings and register: what every way in (page, command line, Python, evaluation) opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from app.comparison.remembered import comparisons_of
from app.messages import use_register
from app.settings import Settings, home_folder, read_settings
from index.build import build_index
from index.encoder import load_encoder
from index.manifest import read_manifest
from index.stores.mapped import StoredDocuments
from index.texts import embed_documents, join_vectors
from ingest.fetch.order import FetchOrder
from ingest.ingest import NO_FETCHING, IngestRun, ingest_sources, with_loose_files
from ingest.register import Register, read_register
from ingest.shards import Shard, join_documents

Progress = Callable[[int, int], None]
OWN_REGISTER = "bronnen.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder for working files, the settings in its ``settings.toml``, and the register of sources."""

    home: Path
    settings: Settings
    register: Register

    def ingest(
        self, *, order: FetchOrder = NO_FETCHING, progress: Progress | None = None, shard: Shard | None = None
    ) -> IngestRun:
        """Read every registered source that is there, or those of ``shard``, after fetching what ``order`` says.

        ``progress`` counts sources.
        """
        return ingest_sources(self.register, self.home, self.settings.ingest, progress, order, shard)

    def embed(self, run: IngestRun, progress: Progress | None = None) -> None:
        """Keep the vectors of what was ingested, for whoever joins this shard with the others."""
        settings = self.settings
        encoder = load_encoder(settings.index)
        embed_documents(run.documents, self.home, settings.ingest, settings.index, encoder, progress)

    def join(self, homes: Sequence[Path]) -> None:
        """Take over what shards read and embedded in homes of their own. Raises StorageError."""
        for home in homes:
            join_documents(self.home, home)
            join_vectors(self.home, home)

    def build(self, run: IngestRun, progress: Progress | None = None) -> Path:
        """The index over what was ingested, with the comparison of advice and reaction; made new only when something
        changed. ``progress`` counts texts.
        """
        settings = self.settings
        encoder = load_encoder(settings.index)
        folder = build_index(run.documents, self.home, settings.ingest, settings.index, encoder, progress)
        manifest = read_manifest(folder)
        stored = StoredDocuments(folder / "documents", manifest.source_ids, at_once=False)
        comparisons_of(self.home, manifest, stored, encoder)
        return folder


def open_workspace(home: Path | None = None, settings: Settings | None = None, *, ocr: bool = False) -> Workspace:
    """The workspace in ``home`` (default: ``AANZET_HOME`` or the user's folder for data). Raises RegisterError.

    What ``bronnen.toml`` in the home says goes before the shipped register, and files in its folder ``bronnen`` are
    sources too. ``ocr`` switches text recognition of pictures on, whatever the settings say.
    """
    home = home or home_folder()
    settings = settings or read_settings(home / "settings.toml")
    if ocr:
        settings = replace(settings, ingest=replace(settings.ingest, ocr=True))
    path = (home / settings.register) if settings.register else Path(str(resources.files("corpus") / "sources.toml"))
    register = read_register(path, path if settings.register else home / OWN_REGISTER)
    use_register(register)
    return Workspace(home, settings, with_loose_files(register, home))

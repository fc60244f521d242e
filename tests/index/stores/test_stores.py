"""Both stores of passage vectors hold the same contract, and rank the evaluation sets alike."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from eval.sets import read_set
from index.build import build_index, current_version
from index.embedded.passage_vectors import PassageText, PassageVectors
from index.encoder import EmbeddedEncoder
from index.opened import Index, open_index
from index.records import Hit, Scope
from index.search import search, search_vector
from index.settings import IndexSettings
from ingest.document import Document
from ingest.errors import IndexDamagedError, SettingsError, StoreError
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder
from tests.sets import SET_NAMES, SETS, ReadSet

WORDS = ("raad", "kabinet", "brief", "woning", "stikstof", "bodem", "water", "rijk", "gemeente", "wet", "geld", "jaar")
FAISS = IndexSettings()


@dataclass
class Store:
    """A home with documents, indexed in one store."""

    home: Path
    settings: IndexSettings

    def build(self, documents: list[Document]) -> Path:
        return build_index(documents, self.home, IngestSettings(), self.settings, HashingEncoder())

    def open(self) -> Index:
        return open_index(self.home, settings=self.settings)

    def search(self, question: str, scope: Scope | None = None, k: int = 10) -> tuple[Hit, ...]:
        return search(self.open(), HashingEncoder(), question, k, self.settings, scope)


def milvus(home: Path) -> IndexSettings:
    """Settings for a Milvus of one's own in ``home``."""
    pytest.importorskip("pymilvus", reason="the extra 'milvus' is not installed")
    pytest.importorskip("milvus_lite", reason="the extra 'milvus' is not installed")
    return IndexSettings(store="milvus", uri=str(home / "vectors.db"))


@pytest.fixture(params=["faiss", "milvus"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A home whose passages are in one of the stores."""
    settings = milvus(tmp_path) if request.param == "milvus" else FAISS
    yield Store(tmp_path, settings)
    if request.param == "milvus":
        from milvus_lite import server_manager_instance

        server_manager_instance.release_server(settings.uri)


def many(count: int, seed: int = 0) -> list[Document]:
    """Documents of three roles, a few paragraphs each."""
    chance = np.random.default_rng(seed)
    roles = ("advies", "kabinetsreactie", "nieuws")
    made = []
    for number in range(count):
        texts = [" ".join(chance.choice(WORDS, 40)) + "." for _ in range(4)]
        made.append(make_document(*texts, source=make_source(f"bron-{number:03}", roles[number % 3])))
    return made


def plain(index: Index, question: str, scope: Scope) -> list[int]:
    """The rows in ``scope`` by cosine, written out."""
    allowed = [
        row
        for row, passage in enumerate(index.passages)
        if (not scope.roles or passage.role in scope.roles)
        and (not scope.source_ids or passage.source_id in scope.source_ids)
    ]
    cosines = index.passage_vectors.rows(allowed) @ HashingEncoder().encode_query([question])[0]
    return [allowed[place] for place in np.argsort(-cosines, kind="stable")]


def test_vectors_come_back_as_they_were_written(store: Store) -> None:
    store.build(many(12))
    vectors = store.open().passage_vectors
    assert vectors.dimension == 64
    rows = [5, 0, vectors.count - 1]
    whole = vectors.rows(list(range(vectors.count)))
    assert np.allclose(np.linalg.norm(whole, axis=1), 1.0, atol=1e-6)
    np.testing.assert_array_equal(vectors.rows(rows), whole[rows])
    assert vectors.rows([]).shape == (0, 64)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(roles=frozenset(("advies",))),
        Scope(roles=frozenset(("advies", "nieuws")), source_ids=frozenset(("bron-000", "bron-001", "bron-003"))),
        Scope(source_ids=frozenset(("bron-004",))),
        Scope(roles=frozenset(("overig",))),
        Scope(source_ids=frozenset(('x"] or row >= 0 or source_id in ["', "bron-002"))),
    ],
)
def test_a_scope_is_kept_before_anything_is_left_out(store: Store, scope: Scope) -> None:
    store.build(many(12))
    index, question = store.open(), "raad over water en bodem"
    query = HashingEncoder().encode_query([question])[0]
    wanted = plain(index, question, scope)
    nearest = index.passage_vectors.nearest(query, 5, scope)
    vectors = index.passage_vectors
    assert np.allclose(vectors.rows(nearest) @ query, vectors.rows(wanted[:5]) @ query, atol=1e-6)
    assert len(nearest) == min(5, len(wanted))
    assert set(nearest) <= set(wanted)
    few = replace(store.settings, candidates=2)
    hits = search(index, HashingEncoder(), question, 10, few, scope)
    assert {hit.passage.id for hit in hits} <= {index.passages[row].id for row in wanted}
    assert bool(hits) == bool(wanted)


def test_a_question_without_words_and_an_empty_corpus_find_nothing_amiss(store: Store) -> None:
    store.build(many(3))
    assert len(store.search("", k=3)) == 3
    store.build([])
    assert store.search("raad") == ()


def test_the_top_five_is_the_head_of_the_top_ten_and_opening_again_changes_nothing(store: Store) -> None:
    store.build(many(12))
    ten = store.search("geld voor de provincie")
    assert ten[:5] == store.search("geld voor de provincie", k=5)
    assert [hit.rank for hit in ten] == list(range(1, 11))
    assert ten == store.search("geld voor de provincie")


def test_an_open_index_answers_while_another_takes_its_place(store: Store) -> None:
    store.build(many(6))
    before, first = store.open(), store.search("wet en water")
    store.build(many(9, seed=1))
    assert search(before, HashingEncoder(), "wet en water", 10, store.settings) == first
    after = store.search("wet en water")
    assert after != first
    assert {hit.passage.id for hit in after} <= {passage.id for passage in store.open().passages}


def test_nothing_changed_builds_nothing_and_a_source_that_is_gone_is_not_found(store: Store) -> None:
    folder = store.build(many(6))
    assert store.build(many(6)) == folder
    store.build(many(6)[:2])
    assert {hit.passage.source_id for hit in store.search("raad", k=50)} == {"bron-000", "bron-001"}


def test_another_store_is_another_version(tmp_path: Path) -> None:
    settings = milvus(tmp_path)
    one, other = Store(tmp_path, FAISS), Store(tmp_path, settings)
    assert one.build(many(4)).name != other.build(many(4)).name
    assert list((tmp_path / "index" / current_version(tmp_path)).glob("passages.faiss")) == []
    assert other.search("raad over geld") == _faiss_search(tmp_path, "raad over geld")


def _faiss_search(home: Path, question: str) -> tuple[Hit, ...]:
    fresh = Store(home / "fresh", FAISS)
    fresh.build(many(4))
    return fresh.search(question)


def test_an_alias_follows_the_version_and_only_the_one_before_is_kept(tmp_path: Path) -> None:
    settings = milvus(tmp_path)
    from pymilvus import MilvusClient

    store, versions = Store(tmp_path, settings), []
    client = MilvusClient(settings.uri)
    client.create_collection("aanzet_van_een_ander", dimension=4)
    for count in (2, 3, 4):
        versions.append(f"aanzet_{store.build(many(count)).name}")
        assert client.describe_alias("aanzet")["collection_name"] == versions[-1]
    assert sorted(client.list_collections()) == sorted(["aanzet_van_een_ander", *versions[1:]])


def test_a_collection_that_is_gone_or_broken_off_is_refused_and_made_anew(tmp_path: Path) -> None:
    settings = milvus(tmp_path)
    from pymilvus import MilvusClient

    store = Store(tmp_path, settings)
    folder = store.build(many(5))
    client, collection = MilvusClient(settings.uri), f"aanzet_{folder.name}"
    expected = store.search("stikstof en bodem")
    client.delete(collection, ids=[3])
    with pytest.raises(IndexDamagedError, match="aanzet index"):
        store.open()
    assert store.build(many(5)) == folder
    assert store.search("stikstof en bodem") == expected
    client.drop_alias("aanzet")
    client.drop_collection(collection)
    with pytest.raises(IndexDamagedError, match="aanzet index"):
        store.open()
    store.build(many(5))
    assert store.search("stikstof en bodem") == expected


def test_a_server_that_is_not_there_is_reported_and_the_old_index_stays(tmp_path: Path) -> None:
    milvus(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{free.getsockname()[1]}"
    Store(tmp_path, FAISS).build(many(3))
    before = current_version(tmp_path)
    away = Store(tmp_path, IndexSettings(store="milvus", uri=uri))
    with pytest.raises(StoreError, match="does not answer"):
        away.build(many(3))
    assert current_version(tmp_path) == before
    assert Store(tmp_path, FAISS).search("raad")


@pytest.mark.parametrize(
    ("settings", "code"), [({"store": "anders"}, "store_unknown"), ({"store": "milvus"}, "store_no_uri")]
)
def test_a_store_that_is_not_one_is_refused(tmp_path: Path, settings: dict[str, str], code: str) -> None:
    with pytest.raises(SettingsError) as error:
        Store(tmp_path, IndexSettings(**settings)).build(many(1))
    assert error.value.code == code


def test_milvus_connects_to_this_machine_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = milvus(tmp_path)
    asked: list[object] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", lambda one, place: (asked.append(place), connect(one, place))[1])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *place, **rest: (asked.append(place), look_up(*place, **rest))[1])
    Store(tmp_path, settings).build(many(2))
    assert [place for place in asked if "127.0.0.1" not in str(place)] == []
    assert _listening() <= {"127.0.0.1"}


def _listening() -> set[str]:
    """The addresses on which this process listens."""
    own = {str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink() and path.exists()}
    found = set()
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
            number = int(fields[1].split(":")[0], 16)
            found.add(socket.inet_ntoa(number.to_bytes(4, "little")))
    return found


class ReadOnce(EmbeddedEncoder):
    """The model, which reads the passages of a set for the first store and gives the second the same vectors."""

    def __init__(self) -> None:
        super().__init__(FAISS)
        self._read: dict[PassageText, PassageVectors] = {}

    def encode_passages(self, texts: Sequence[PassageText]) -> list[PassageVectors]:
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        self._read |= zip(new, super().encode_passages(new), strict=True)
        return [self._read[text] for text in texts]


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("name", SET_NAMES)
def test_both_stores_rank_an_evaluation_set_alike(name: str, tmp_path: Path, read_documents: ReadSet) -> None:
    encoder, documents = ReadOnce(), read_documents(name)[1].documents
    opened = []
    for settings in (FAISS, milvus(tmp_path)):
        home = tmp_path / settings.store
        build_index(documents, home, IngestSettings(), settings, encoder)
        opened.append((open_index(home, settings=settings), settings))
    texts = [question.question for question in read_set(SETS / name).questions]
    assert texts
    for text, vector in zip(texts, encoder.encode_query(texts), strict=True):
        first, second = (search_vector(index, text, vector, 50, settings) for index, settings in opened)
        assert first == second

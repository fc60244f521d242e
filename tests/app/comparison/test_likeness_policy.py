"""How like a sentence and a recommendation are, and which questions a comparison is for: each number apart."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest

from app.comparison import likeness, matching, same_order
from app.comparison.labels import without_label
from app.comparison.letter import HeadingClaims
from app.comparison.likeness import _bare, likeness_of
from app.comparison.naming import NOUN
from app.comparison.questions import NO_SUCH, answer_from_comparison
from app.comparison.records import Comparison
from index.embedded.passage_vectors import PassageText, PassageVectors
from index.vectors import Vectors
from ingest.records import BlockKind
from tests.comparisons import laid_beside
from tests.documents import make_document, make_source


class SameVector:
    """An encoder to which all texts mean the same."""

    name = revision = "same"

    def encode_query(self, texts: list[str]) -> Vectors:
        return self.encode_document(texts)

    def encode_document(self, texts: list[str], progress: object = None) -> Vectors:
        return np.ones((len(texts), 1), np.float32)


class TableEncoder(SameVector):
    """An encoder by which text '3' is to recommendation 'r1' as row 3, column 1 of a table says."""

    def __init__(self, table: np.ndarray) -> None:
        self.table = table

    def encode_document(self, texts: list[str], progress: object = None) -> Vectors:
        rows = np.eye(len(self.table), dtype=np.float32)
        bare = [text.strip() for text in texts]
        return np.array([self.table[:, int(one[1:])] if one[0] == "r" else rows[int(one)] for one in bare], np.float32)


class Reader(SameVector):
    """The same with a reader that finds the answer to the first question in the first text; ``asked`` are all."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read_passages(
        self, question: str, texts: Sequence[PassageText], kept: Sequence[PassageVectors]
    ) -> list[Vectors]:
        self.asked.append(question)
        own = 1.0 if question == "Wat vindt het kabinet hiervan: r0" else 0.0
        return [np.full(len(text.sentences), own * (row == 0), np.float32) for row, text in enumerate(texts)]


def paragraphs(*texts: str) -> list[PassageText]:
    """Paragraphs of a sentence each."""
    return [PassageText("", (text,)) for text in texts]


def share(monkeypatch: pytest.MonkeyPatch, *words: float) -> list[Sequence[str]]:
    """Lets one text share so many words with each recommendation; gives the recommendations as they were compared."""
    compared: list[Sequence[str]] = []
    monkeypatch.setattr(likeness, "shared", lambda texts, own: compared.append(own) or np.array([words]))
    return compared


@pytest.mark.parametrize(("words", "alike"), [(0.1, 0.5), (0.2, 1.0), (2.0, 1.5)])
def test_shared_words_count_by_what_stands_out(words: float, alike: float, monkeypatch: pytest.MonkeyPatch) -> None:
    share(monkeypatch, words, 0.0)
    assert likeness_of(paragraphs("tekst"), [["een"], ["twee"]], SameVector()).tolist() == [[pytest.approx(alike), 0.0]]


def test_all_of_a_recommendation_is_compared_and_its_title_and_first_sentence_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared, reader = share(monkeypatch, 0.0), Reader()
    likeness_of(paragraphs("tekst"), [["Brug", "Sluis", "Kade"]], reader)
    assert [own[0].split() for own in compared] == [["brug", "sluis", "kade"]]
    assert reader.asked == ["Wat vindt het kabinet hiervan: Brug Sluis"]


def test_words_that_say_nothing_of_a_subject_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = share(monkeypatch, 0.0)
    likeness_of(
        paragraphs("tekst"), [["Niemand maakt, in mei, elke brug van twee miljoen euro (nodig)."]], SameVector()
    )
    assert [own[0] for own in compared] == ["in brug van miljoen euro"]


@pytest.mark.parametrize(("count", "sign", "alike"), [(2, 1.0, 0.3), (5, -1.0, -0.54), (6, 1.0, 0.9)])
def test_a_pair_apart_in_meaning_counts_in_units_of_the_spread(
    count: int, sign: float, alike: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "shared", lambda texts, own: np.zeros((count, count)))
    table = np.zeros((count, count))
    table[0, 0] = sign
    texts, recommendations = [str(row) for row in range(count)], [[f"r{column}"] for column in range(count)]
    found = likeness_of(paragraphs(*texts), recommendations, TableEncoder(table))
    assert found[0, 0] == pytest.approx(alike, abs=1e-6)


def test_what_is_unlike_all_others_is_not_therefore_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third text is like no recommendation, the third recommendation like no text."""
    monkeypatch.setattr(likeness, "shared", lambda texts, own: np.zeros((3, 3)))
    found = likeness_of(paragraphs("0", "1", "2"), [["r0"], ["r1"], ["r2"]], TableEncoder(np.diag([1.0, 1.0, 0.0])))
    assert found[2, 2] == 0.0
    assert found[0, 0] > 0.3


def test_what_the_reader_takes_for_an_answer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "shared", lambda texts, own: np.zeros((2, 2)))
    found = likeness_of(paragraphs("0", "1"), [["r0"], ["r1"]], Reader())
    assert found[0, 0] == pytest.approx(0.075)


@pytest.mark.parametrize("best", [1.0, 2.0])
def test_a_sentence_is_also_about_what_its_paragraph_and_its_heading_are(
    best: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And less, the better another one fits; a best one below 1.5 counts as that."""
    read: list[Sequence[Sequence[str]]] = []
    table = np.array([[best], [0.0], [0.5]])
    monkeypatch.setattr(matching, "likeness_of", lambda texts, own, embed: read.append(own) or table)
    advice = SimpleNamespace(text="abcdefghijklmnop")
    recommendation = SimpleNamespace(
        char_start=0, char_end=1, also=(), explanation=tuple((place, place + 1) for place in range(1, 12))
    )
    letter = SimpleNamespace(text="Ja. Nee.")
    spans = ((0, 3), (4, 8))
    sentences = [
        SimpleNamespace(char_start=start, char_end=end, block=0, heading_path=("Kop",), named=frozenset())
        for start, end in spans
    ]
    found = matching._likeness(advice, [recommendation], letter, sentences, SameVector())  # type: ignore[arg-type]
    own = [best + 0.1 * best / 2 + 0.06, 0.1 * best / 2 + 0.06]
    to_best = max(own[0], 1.5)
    assert found.ravel().tolist() == pytest.approx([one + 0.35 * (one - to_best) for one in own])
    assert [len(one) for one in read[0]] == [8]


@pytest.mark.parametrize(("alike", "pairs"), [(0.096, {0: 0, 1: 1}), (0.104, {0: 1})])
def test_two_of_a_list_are_rather_paired_than_one_of_them_well(
    alike: float, pairs: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same_order, "shared", lambda items, texts: np.array([[0.0, alike], [0.0, 0.0]]))
    assert same_order.aligned(["een", "twee"], ["drie", "vier"]) == pairs


@pytest.mark.parametrize(("ratio", "claims"), [(84.9, False), (85.0, True)])
def test_a_heading_stands_for_a_title_that_it_copies_but_for_a_word(
    ratio: float, claims: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.comparison.letter.fuzz.token_sort_ratio", lambda *_: ratio)
    assert bool(HeadingClaims(["Een titel"], ["1"], NOUN).of(["Een kop"])) is claims


def comparison(title: str, *reactions: str) -> Comparison:
    """An advice of two recommendations, the first with this title, beside reactions to that one."""
    advice = make_document(
        (BlockKind.HEADING, f"Aanbeveling 1: {title}"),
        "Dat is nodig.",
        (BlockKind.HEADING, "Aanbeveling 2: Sluit het zwembad"),
        "Het lekt.",
        source=make_source("advies", "advies"),
    )
    sentences = reactions or ("Aanbeveling 1 neem ik over.",)
    return laid_beside(advice, make_document(*sentences, source=make_source("brief")), {"1": sentences})


def test_of_many_reactions_twelve_pieces_are_shown() -> None:
    reactions = ["Aanbeveling 1 neem ik over.", *(f"Aanbeveling 1 begint op strand {one}." for one in range(20))]
    found = answer_from_comparison(
        "Wat vindt het kabinet van aanbeveling 1?", comparison("Tel de bezoekers", *reactions)
    )
    assert found is not None
    assert len(found.shown) == 12


@pytest.mark.parametrize(("number", "reason"), [(59, NO_SUCH), (60, None)])
def test_up_to_fifty_nine_a_number_is_one_of_a_recommendation(number: int, reason: str | None) -> None:
    found = answer_from_comparison(f"Wat vindt het kabinet van aanbeveling {number}?", comparison("Tel de bezoekers"))
    assert (found and found.reason) == reason


@pytest.mark.parametrize(("spaces", "bare"), [(66, True), (69, False)])
def test_a_label_stands_in_the_first_eighty_characters(spaces: int, bare: bool) -> None:
    text = f"Aanbeveling{' ' * spaces}3: Tel de bezoekers"
    assert without_label(text) == ("Tel de bezoekers" if bare else text)


TITLE = ("brug", "molen", "dijk", "haven", "sluis", "toren", "markt", "school", "kerk", "station")


@pytest.mark.parametrize(
    ("asks", "asked", "of", "answers"),
    [("het kabinet", 3, 5, True), ("het kabinet", 4, 7, False),
     ("de aanbeveling", 3, 10, True), ("de aanbeveling", 2, 7, False)],
)  # fmt: skip
def test_a_title_is_named_by_most_of_its_words_or_fewer_beside_the_word_recommendation(
    asks: str, asked: int, of: int, answers: bool
) -> None:
    question = f"Wat vindt {asks} van {' '.join(TITLE[:asked])}?"
    assert bool(answer_from_comparison(question, comparison(" ".join(TITLE[:of]).capitalize()))) is answers


def test_a_word_without_a_subject_is_so_in_each_inflection() -> None:
    assert _bare("te beginnen met de brug, een begin ervan") == "te met de brug, ervan"

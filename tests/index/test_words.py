"""The inverted file: every word of every document, counted and placed exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import words
from index.analysis import stop_words
from index.words import TOKEN, InvertedFile, WordWriter, abbreviations, word_key
from tests.documents import make_document, make_source

FIRST = make_document("Het wateradvies van het LB. Wateradviezen!", "Landelijk Bureau (LB) adviseert.")
SECOND = make_document("Géén wateradvies, wél lb's.", source=make_source("ander"))

PIECES = ("Raad ", "voor de ", "RvS", "(", "(RvS)", ")", "\n", "2e ", "x, ", "'s ", "(hierna: ", "Ab-c ")


def written(folder: Path, *documents: object) -> InvertedFile:
    writer = WordWriter()
    for number, document in enumerate(documents):
        writer.add(document, number)  # type: ignore[arg-type]
    writer.save(folder)
    return InvertedFile(folder)


def test_places_are_in_document_order_and_exact(tmp_path: Path) -> None:
    index = written(tmp_path, FIRST, SECOND)
    places = index.places("wateradvies")
    assert index.document_numbers(places.blocks).tolist() == [0, 1]
    assert [text[start : start + 11] for text, start in zip((FIRST.text, SECOND.text), places.starts, strict=True)] == [
        "wateradvies",
        "wateradvies",
    ]
    assert index.count("wateradvies") == 2
    assert index.count("zwembad") == len(index.places("zwembad")) == 0


def test_capitals_alone_are_a_word_of_their_own(tmp_path: Path) -> None:
    index = written(tmp_path, FIRST, SECOND)
    assert (index.count("LB"), index.count("lb's"), index.count("lb")) == (2, 1, 0)


def test_words_are_found_by_what_they_hold(tmp_path: Path) -> None:
    index = written(tmp_path, FIRST, SECOND)
    assert set(index.holding("advi")) == {"wateradvies", "wateradviezen", "adviseert"}
    assert index.holding("advi", first=True) == ["adviseert"]
    assert index.holding("water", first=True) == ["wateradvies", "wateradviezen"]


def test_an_index_without_words_has_none(tmp_path: Path) -> None:
    index = written(tmp_path)
    assert (list(index), index.holding("a"), len(index.places("a"))) == ([], [], 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het Landelijk Bureau (LB) telt.", {"LB": "Landelijk Bureau"}),
        ("Een regionaal uitvoeringsteam (RUT) helpt.", {"RUT": "regionaal uitvoeringsteam"}),
        ("De Raad voor de Proefomgeving (RPo) adviseert.", {"RPo": "Raad voor de Proefomgeving"}),
        ("de Unie van Uitvoerende Gemeenten (hierna: UUG)", {"UUG": "Unie van Uitvoerende Gemeenten"}),
        ("Het LB (Landelijk Bureau) telt.", {"LB": "Landelijk Bureau"}),
        ("De minister (CDA) telt.", {}),
        ("Zie het kader (Rli) hierna.", {}),
    ],
)
def test_abbreviations_are_those_that_a_text_explains(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


@given(st.lists(st.sampled_from(PIECES)))
def test_looking_around_brackets_finds_what_looking_everywhere_finds(parts: list[str]) -> None:
    text = "".join(parts)
    assert [m.span() for m in words._explained(text)] == [m.span() for m in words._EXPLAINED.finditer(text)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab é-’LX.1 ", max_size=30).filter(str.strip), min_size=1, max_size=3))
def test_counts_are_those_of_a_plain_count(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    documents = [make_document(text, source=make_source(f"d{number}")) for number, text in enumerate(texts)]
    index = written(tmp_path_factory.mktemp("words"), *documents)
    plain = Counter(word_key(match.group()) for text in texts for match in TOKEN.finditer(text))
    kept = {word: count for word, count in plain.items() if word not in stop_words()}
    assert {word: index.count(word) for word in index} == kept

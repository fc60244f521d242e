"""The numbers by which a text is read or refused, each at its boundary; they stand in ``ingest.policy``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

import ingest.hyphens
from ingest.document import Document
from ingest.errors import FetchError
from ingest.fetch.identity import check_identity
from ingest.fetch.links import fitting_links
from ingest.formats.encoding import decode
from ingest.formats.main_content import AROUND, content_roots
from ingest.hyphens import joins
from ingest.pdf.pages import has_nameless_letters, is_readable, raw_pages
from ingest.records import Source
from ingest.settings import IngestSettings
from ingest.word_list import is_of_no_language, is_scrambled
from tests.ingest.fetch.letters import of_pages
from tests.ingest.typeset import typeset

WRONG, DUTCH = "qxzvwk", "gemeente"
TITLE = "Over water en wegen"
LETTER = Source("brief", f"Reactie op ‘{TITLE}’", "kabinetsreactie", "De minister")
REPORT = Source("advies", TITLE, "advies", "De raad")


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ([WRONG] * 30, True),
        ([WRONG] * 29, False),
        ([WRONG] * 97 + [DUTCH] * 3, False),
        ([WRONG] * 98 + [DUTCH] * 2, True),
        ([WRONG] * 291 + [DUTCH] * 9, False),
        ([WRONG] * 288 + [DUTCH] * 8, True),
        ([WRONG] * 292 + [DUTCH] * 20, True),
    ],
)
def test_a_page_is_of_no_language_from_thirty_long_words_of_which_three_in_a_hundred_are_known(
    words: list[str], unknown: bool
) -> None:
    """The first three hundred are looked at."""
    assert is_of_no_language(" ".join(words)) is unknown


@pytest.mark.parametrize(
    ("letters", "signs", "scrambled"), [(194, 106, True), (195, 105, False), (193, 106, False), (194, 105, False)]
)
def test_a_page_is_scrambled_from_three_hundred_signs_of_which_fewer_than_65_in_a_hundred_are_letters(
    letters: int, signs: int, scrambled: bool
) -> None:
    assert is_scrambled("a" * letters + "$" * signs) is scrambled


NAMELESS = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("nameless", "reported", "quoted"),
    [(10, False, True), (11, True, True), (100, True, True), (101, True, False)],
)
def test_a_page_is_reported_above_a_twentieth_of_nameless_letters_and_not_quoted_above_half(
    nameless: int, reported: bool, quoted: bool
) -> None:
    """Of two hundred letters; spaces are none."""
    text = f"{NAMELESS * nameless} {'a' * (200 - nameless)}\n"
    assert (is_readable(text), has_nameless_letters(text)) == (quoted, reported)


@pytest.mark.parametrize(
    ("letters", "height", "scan"), [(24, 0.325, True), (25, 0.325, False), (24, 0.3, False), (0, 0.3, False)]
)
def test_a_page_is_a_scan_when_fewer_than_25_letters_stand_beside_a_picture_of_more_than_three_tenths(
    letters: int, height: float, scan: bool, tmp_path: Path
) -> None:
    Image.new("L", (40, 40), "grey").save(tmp_path / "beeld.png")
    picture = f'#place(bottom, image("beeld.png", width: 100%, height: {height * 100}%, fit: "stretch"))'
    page = f"#set page(margin: 0pt)\n{'a' * letters}\n{picture}"
    (read,) = raw_pages(typeset(tmp_path, page), IngestSettings(), None)
    assert read.is_picture is scan


@pytest.mark.parametrize(
    ("inside", "outside", "root"),
    [("main", 80, "main"), ("main", 81, "body"), ("article", 20, "article"), ("article", 21, "body")],
)
def test_the_main_part_holds_a_fifth_of_the_words_and_articles_half(inside: str, outside: int, root: str) -> None:
    page = f"<body><{inside}>{'een ' * 20}</{inside}><div>{'twee ' * outside}</div></body>"
    (found,) = content_roots(LexborHTMLParser(page))
    assert found.tag == root


@pytest.mark.parametrize(("around", "read"), [(20, True), (21, False)])
def test_a_form_with_half_of_the_words_is_the_page(around: int, read: bool) -> None:
    form = f"<form><p id='tekst'>{'een ' * 20}</p><select></select></form>"
    tree = LexborHTMLParser(f"<body>{form}<p>{'twee ' * around}</p></body>")
    content_roots(tree)
    (found,) = tree.css("form")
    assert (AROUND not in found.attributes) is read


@pytest.mark.parametrize(("letters", "word"), [(11, "é" * 11), (10, "Ã©" * 10)])
def test_ten_right_letters_a_wrong_byte_make_utf_8_whatever_is_declared(letters: int, word: str) -> None:
    text, _ = decode("é".encode() * letters + b" \x93", "iso-8859-1")
    assert text.startswith(word)


@pytest.mark.parametrize(("frequency", "joined"), [(2.9, False), (3.0, True), (3.1, True)])
def test_a_compound_loses_its_hyphen_when_the_joined_word_is_well_known(
    frequency: float, joined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"sociaal": 5.0, "economisch": 5.0, "sociaaleconomisch": frequency}
    monkeypatch.setattr(ingest.hyphens, "_frequency", lambda word: known.get(word, 0.0))
    assert joins("sociaal-", "economisch", Counter()) is joined


@pytest.mark.parametrize(("frequency", "joined"), [(1.4, False), (1.5, True)])
def test_what_may_be_a_conjunction_is_an_ending_when_the_whole_is_a_word(
    frequency: float, joined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.hyphens, "_frequency", lambda word: frequency if word == "surplus" else 0.0)
    assert joins("sur-", "plus", Counter()) is joined


@pytest.mark.parametrize(("before", "is_it"), [(4, True), (5, False)])
def test_an_advice_has_its_title_on_one_of_its_first_five_pages(before: int, is_it: bool) -> None:
    document = of_pages(*["Een blad"] * before, f"{TITLE}\nHet advies van de raad")
    assert _is(REPORT, document) is is_it


@pytest.mark.parametrize(("before", "is_it"), [(248, True), (249, False)])
def test_a_letter_greets_within_its_first_250_words(before: int, is_it: bool) -> None:
    text = f"{TITLE} {'het ' * (before - 4)} geachte voorzitter het advies van de raad"
    assert _is(LETTER, of_pages(text, words=900)) is is_it


@pytest.mark.parametrize(("before", "is_it"), [(896, True), (897, False)])
def test_a_letter_names_the_advice_within_its_first_900_words(before: int, is_it: bool) -> None:
    text = f"geachte voorzitter {'het ' * (before - 2)} {TITLE} van de raad"
    assert _is(LETTER, of_pages(text, words=900)) is is_it


@pytest.mark.parametrize(("words", "followed"), [("water en", True), ("water", False)])
def test_a_link_to_a_page_has_half_of_the_words_of_the_title(words: str, followed: bool) -> None:
    links = fitting_links(f"<a href='/x'>{words}</a>".encode(), "https://raad.example/", REPORT)
    assert bool(links) is followed


@pytest.mark.parametrize(("held", "followed"), [(6, True), (5, False)])
def test_five_of_eleven_words_are_less_than_half(held: int, followed: bool) -> None:
    words = ["brug", "molen", "dijk", "haven", "sluis", "toren", "markt", "school", "kerk", "station", "kade"]
    source = replace(REPORT, title=" ".join(words))
    links = fitting_links(f"<a href='/x'>{' '.join(words[:held])}</a>".encode(), "https://raad.example/", source)
    assert bool(links) is followed


def _is(source: Source, document: Document) -> bool:
    try:
        check_identity(source, document, "https://raad.example/a.pdf")
    except FetchError:
        return False
    return True

"""Plain text and Markdown give the words that stand there, without their marks, and what nobody sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from tests.ingest.formats.word_file import DATA
from tests.ingest.typeset import read_file, texts


def read(folder: Path, text: str | bytes, name: str = "tekst.txt") -> Document:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path)


def test_words_that_a_line_end_breaks_are_joined_and_hyphens_of_words_stay() -> None:
    document = read_file(DATA / "tekst-afbreekstreepje" / "afbreek.txt")
    assert texts(document) == [
        "De provincie Gelderland betaalt de helft van de bijdrage aan de spoorverbreding. "
        "Noord-Holland en Zuid-Holland doen niet mee."
    ]
    assert (document.report.joined_hyphens, document.report.kept_hyphens) == (3, 2)
    raw = document.pages[0].raw
    for letter, offset in zip(document.text, document.raw_offsets, strict=True):
        assert offset < 0 or raw[offset] == letter or (letter == " " and raw[offset].isspace())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oost-\nen West", "Oost- en West"),
        ("groei- \n  dan wel krimp", "groei- dan wel krimp"),
        ("en/\nof", "en/of"),
        ("uitvoe\u00ad\nring", "uitvoering"),
        ("zie https://www.voorbeeld.nl/een-\ntwee", "zie https://www.voorbeeld.nl/een-twee"),
        ("de raad -\nzo zegt hij - is", "de raad - zo zegt hij - is"),
        ("spoor\u2010\nverbreding en Noord\u2011\nHolland", "spoorverbreding en Noord‑Holland"),
        ("aan¬\nsluiting", "aansluiting"),
        ("eﬃciënte ﬁnanciën", "efficiënte financiën"),
        ("regel een\x0bregel twee\x0cdrie\x85vier", "regel een regel twee drie vier"),
    ],
)
def test_line_ends_are_joined_the_dutch_way(tmp_path: Path, text: str, expected: str) -> None:
    assert texts(read(tmp_path, text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De vergadering is op\n12. december is koud.", ["De vergadering is op 12. december is koud."]),
        ("De stappen:\n1. een\n2. twee", ["De stappen:", "een", "twee"]),
        ("Het getal is\n1. dat is weinig.", ["Het getal is 1. dat is weinig."]),
        ("1. een\n2. twee is\n12. en meer\n3. drie", ["een", "twee is 12. en meer", "drie"]),
        ("Nodig zijn\n- geld\n- tijd", ["Nodig zijn", "geld", "tijd"]),
        ("Er zijn twee wegen:\na) de korte\nb) de lange", ["Er zijn twee wegen:", "de korte", "de lange"]),
        ("(i) een\n(ii) twee\n(iii) drie", ["een", "twee", "drie"]),
        ("De raad is het met lid\na. niet eens.", ["De raad is het met lid a. niet eens."]),
        ("De gemeente\n- zo zegt zij - wil dat.", ["De gemeente - zo zegt zij - wil dat."]),
    ],
)
def test_a_line_that_goes_on_is_no_item_though_it_begins_like_one(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert texts(read(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Soort    2024      2025\nHond     60 euro   65 euro\nKat      0         0", 3),
        ("Soort\tPrijs\nHond\t60 euro\nKat\t0 euro", 3),
        ("Hond     60\nKat       5\nMuis    105", 3),
        ("De raad is bijeen.  Het is laat.\nEr is soep.  En brood.\nDat was het.  Wel thuis.", 0),
        ("Jansen     voorzitter\nDe vergadering begint nu en duurt lang.", 0),
    ],
)
def test_lines_whose_parts_stand_under_each_other_are_rows(tmp_path: Path, text: str, rows: int) -> None:
    document = read(tmp_path, text)
    assert len(texts(document, "table_row")) == rows
    assert document.text.split() == text.split()


def test_the_name_of_an_article_heads_what_follows_and_a_reference_to_one_does_not(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Artikel 1. Doel\nDeze regels gaan over honden.\nArtikel 2 Tarief\nHet tarief volgt uit\nArtikel 1."
    )
    assert texts(document, "heading") == ["Artikel 1. Doel", "Artikel 2 Tarief"]
    assert texts(document, "paragraph") == ["Deze regels gaan over honden.", "Het tarief volgt uit Artikel 1."]


def test_orders_to_a_terminal_leave_no_rest(tmp_path: Path) -> None:
    text = "een \x9b31mrood\x9b0m \x1bP1;2qbeeld\x1b\\twee \x1b]0;titel\x07drie \x1b]0;zonder eind en meer tekst"
    assert texts(read(tmp_path, text)) == ["een rood twee drie 0;zonder eind en meer tekst"]


def test_control_characters_and_marks_of_direction_are_not_in_the_text() -> None:
    control = read_file(DATA / "tekst-besturingstekens" / "ctrl.txt")
    assert texts(control) == ["De raad besluit rood volgende regel", "alinea."]
    turned = read_file(DATA / "tekst-besturingstekens" / "rtl.txt")
    assert texts(turned)[0].startswith("De waarde is 5. Zachtafbreken en vaste spatie.")


def test_utf_8_with_one_wrong_byte_stays_utf_8_and_that_is_said() -> None:
    document = read_file(DATA / "tekst-een-byte" / "eenbyte.txt")
    assert texts(document)[0] == "De coördinator van het café in België heet François."
    assert texts(document)[-1].startswith("De financiële commissie")
    assert document.report.warnings == (("bad_bytes", {"count": 2}),)


def test_markdown_gives_plain_words_rows_and_notes() -> None:
    document = read_file(DATA / "markdown" / "tabel.md")
    assert texts(document, "heading") == ["Tarieven", "Kop onderstreept"]
    assert texts(document, "table_row") == [
        "Soort Prijs 2024 Prijs 2025", "Hond 60 euro 65 euro", "Kat 0 euro 0 euro",
    ]  # fmt: skip
    assert texts(document, "paragraph") == [
        "De hondenbelasting wordt met 5 euro verhoogd, zie de verordening.",
        "Tekst onder de kop over parkeren in de binnenstad.",
        "# commentaar is geen kop prijs = 3",
        "html & entiteit",
    ]
    assert texts(document, "quotation") == ["Geciteerde regel een regel twee"]
    assert texts(document, "list_item") == ["Eerste stap met vervolgregel", "Tweede stap", "taak Regel na lijst"]
    assert texts(document, "footnote") == ["1 Vastgesteld op 3 mei 2024."]
    assert [mark.label for block in document.blocks for mark in block.note_marks] == ["1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n---\n\nDe *raad* zegt **ja**.", ["De raad zegt ja."]),
        ("De provin-\ncie en **Noord**-\nHolland", ["De provincie en Noord-Holland"]),
        ("Zie [de brief][b] en <https://a.nl>.\n\n[b]: https://elders.nl 'x'", ["Zie de brief en https://a.nl."]),
        ("Een \\*ster\\* en snake_case_naam, 2 * 3 * 4", ["Een *ster* en snake_case_naam, 2 * 3 * 4"]),
        ("Dat geldt[^b] nu.\n\n[^b]: Zie de *wet*,\n    artikel 2.", ["Dat geldt nu.", "1 Zie de wet, artikel 2."]),
        ("~~~\n[^1]\n~~~\n\n[^1]: Noot.", ["[^1]", "1 Noot."]),
        ("![foto](a.png)\n\nTekst", ["Tekst"]),
        ("<details>\n<p>Ruwe <b>html</b></p>\n</details>\n\n<p hidden>weg</p>\n", ["Ruwe html"]),
    ],
)  # fmt: skip
def test_markdown_keeps_words_and_drops_marks(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert texts(read(tmp_path, text, "tekst.md")) == expected


def test_markdown_is_known_by_what_only_markdown_writes(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "a | b\n--|--\n1 | 2\n"), "table_row") == ["a b", "1 2"]
    assert texts(read(tmp_path, "# Kop\n\nZie [de brief](brief.pdf), *nu*.\n"), "paragraph") == ["Zie de brief, nu."]
    assert texts(read(tmp_path, "# Kop {#a .b}\n\n::: let-op\nTekst is **vet**.\n:::\n", "a.md")) == [
        "Kop",
        "Tekst is vet.",
    ]
    assert texts(read(tmp_path, "Prijs: 2 ** 3 en a_b_c [niets](los)\n")) == ["Prijs: 2 ** 3 en a_b_c [niets](los)"]

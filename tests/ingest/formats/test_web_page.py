"""Web pages are read as a browser shows them: their own text, in blocks, in the right letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import ReadError
from tests.ingest.formats.word_file import DATA
from tests.ingest.typeset import read_file, texts

SENTENCE = "De gemeente legt in het voorjaar een nieuw fietspad aan langs de rivier."


def read(folder: Path, content: str | bytes, name: str = "pagina.html") -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path)


def body(folder: Path, inner: str) -> list[str]:
    return texts(read(folder, f"<!DOCTYPE html><html><head><title>t</title></head><body>{inner}</body></html>"))


def test_blocks_in_links_and_spans_stand_apart() -> None:
    document = read_file(DATA / "html-blok-in-link" / "kaart.html")
    assert texts(document, "heading") == ["Brug dicht", "Bus gratis"]
    assert texts(document, "paragraph") == [
        "De Waalbrug is dit weekend dicht.",
        "Kinderen reizen in de herfstvakantie gratis met de bus.",
        "De markt verhuist naar het plein.",
        "Kramen moeten om acht uur staan.",
    ]


def test_head_and_foot_of_an_article_and_a_page_in_a_form_are_read() -> None:
    assert texts(read_file(DATA / "html-header-footer-form" / "kop.html")) == [
        "Bomenverordening 2024",
        "Voor het kappen van een boom dikker dan 30 centimeter is een vergunning nodig.",
        "De aanvraag kost 85 euro.",
        "Inwerkingtreding: 1 januari 2024.",
    ]
    form = read_file(DATA / "html-header-footer-form" / "form.html")
    assert texts(form) == ["Verkeersbesluit Kerkstraat", "De Kerkstraat wordt vanaf 1 juni 2025 een fietsstraat."]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("utf16.html", "De veerpont vaart elk half uur naar de overkant."),
        ("latin15.html", "Het budget van de coördinator is € 500."),
        ("fragment.html", "De speeltuin aan de Linde opent op 3 april."),
    ],
)
def test_a_page_is_known_by_its_content_and_read_in_its_own_letters(name: str, expected: str) -> None:
    document = read_file(DATA / "html-utf16-charset" / name)
    assert document.media_type == "text/html"
    assert texts(document, "paragraph") == [expected]


LETTERS = "Het café in België kost € 5 en de coördinator zegt “ja”."


@pytest.mark.parametrize(
    ("label", "codec", "start"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8", "utf-8-sig", b""),
        ("iso-8859-1", "cp1252", b""),
        ("latin1", "cp1252", b""),
        ("Windows-1252", "cp1252", b""),
        ("x-cp1252", "cp1252", b""),
        ("", "cp1252", b""),
        ("utf-8", "cp1252", b""),
        ("iso-8859-1", "utf-8", b""),
        ("utf-16", "utf-16-le", b"\xff\xfe"),
        ("", "utf-16-be", b"\xfe\xff"),
        ("", "utf-16-le", b""),
        ("", "utf-16-be", b""),
        ("nergens-bekend", "utf-8", b""),
    ],
)
@pytest.mark.parametrize("late", [0, 3000])
def test_letters_are_right_whatever_a_page_declares(
    tmp_path: Path, label: str, codec: str, start: bytes, late: int
) -> None:
    head = f"<!-- <meta charset=koi8-r> -->{' ' * late}" + (f"<meta charset='{label}'>" if label else "")
    page = f"<html><head>{head}</head><body><p>{LETTERS}</p></body></html>"
    assert texts(read(tmp_path, start + page.encode(codec))) == [LETTERS]


def test_one_wrong_byte_in_utf_8_garbles_nothing_else_and_is_said(tmp_path: Path) -> None:
    page = f"<html><body><p>{LETTERS}</p></body></html>".encode().replace("ö".encode(), b"\xf6")
    document = read(tmp_path, page)
    assert texts(document) == [LETTERS]
    assert document.report.warnings == (("bad_bytes", {"count": 1}),)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>geheim</p>",
        '<p style="color: red; display:none">geheim</p>',
        '<div style="visibility: hidden"><p>geheim</p></div>',
        "<style>.weg { display: none }</style><p class='x weg'>geheim</p>",
        "<style>/* .x */ @media screen { div .weg, b { display:none } }</style><div><p class=weg>geheim</p></div>",
        "<style>#a{display:none!important}p{display:block}</style><p id=a style='display:block'>geheim</p>",
        '<p class="visually-hidden">geheim</p>',
        "<template><p>geheim</p></template><noscript>geheim</noscript><dialog>geheim</dialog>",
        '<p style="font-size:0px">geheim</p><p style="color:red;opacity: 0.0">geheim</p>',
        '<p style="position:absolute; left:-9999px">geheim</p><h2 style="text-indent:-999em">geheim</h2>',
        '<p style="position:absolute;clip:rect(0, 0, 0, 0)">geheim</p><p style="clip-path:inset(50%)">geheim</p>',
        '<div style="height:0;overflow:hidden"><p>geheim</p></div>',
        '<p style="color:#FFF;background-color:white">geheim</p><p style="color:#000;background:#000">geheim</p>',
        "<del><p>geheim</p></del><div popover><p>geheim</p></div>",
        "<script>geheim</script><svg><text>geheim</text></svg><select><option>geheim</select>",
    ],
)
def test_what_is_not_shown_is_not_read(tmp_path: Path, hidden: str) -> None:
    assert body(tmp_path, f"{hidden}<p>{SENTENCE}</p>") == [SENTENCE]


@pytest.mark.parametrize(
    "shown",
    [
        "<details><summary>Meer</summary><p>open</p></details>",
        "<p style='opacity:0.9;font-size:0.8em'>Meer</p><p style='left:-10px;color:#fff;background:#000'>open</p>",
        "<div style='height:0'><p>Meer</p></div><p style='overflow:hidden;height:40px'>open</p>",
        "<p aria-hidden=true>Meer</p><p>open</p>",
        "<style>.a{display:none} p.a{display:block}</style><p class=a>Meer</p><p>open</p>",
        "<style>@media print{p{display:none}} @media (max-width: 9px){p{display:none}}</style><p>Meer</p><p>open</p>",
        "<style>span{display:block}</style><span>Meer</span><span>open</span>",
        "<style>p:hover, p::before{display:none}</style><p class='hidden md:block'>Meer</p><p>open</p>",
    ],
)
def test_what_is_shown_is_read(tmp_path: Path, shown: str) -> None:
    assert body(tmp_path, f"{shown}<p>{SENTENCE}</p>") == ["Meer", "open", SENTENCE]


def test_the_site_around_the_text_is_left_out_and_every_article_is_read(tmp_path: Path) -> None:
    found = body(
        tmp_path,
        "<header><p>Gemeente</p></header><nav><a>Home</a></nav><div role=search>Zoek</div>"
        "<div id=cookie-banner>Koekjes</div>"
        f"<article><h2>Een</h2><p>{SENTENCE}</p></article><article><h2>Twee</h2><p>{SENTENCE}</p></article>"
        "<form><label for=q>Zoekterm</label><input id=q></form><footer><p>Over ons</p></footer>",
    )
    assert found == ["Een", SENTENCE, "Twee", SENTENCE]


def test_a_main_part_that_is_nearly_empty_is_not_all_of_the_page(tmp_path: Path) -> None:
    assert body(tmp_path, f"<main><h1>Kop</h1></main><div><p>{SENTENCE * 3}</p></div>")[1:] == [SENTENCE * 3]


def test_the_heading_of_a_page_is_read_from_its_header(tmp_path: Path) -> None:
    page = f"<header><div>Menu</div><div><h1>Nieuw fietspad</h1></div></header><div><p>{SENTENCE}</p></div>"
    assert body(tmp_path, page) == ["Nieuw fietspad", SENTENCE]


def test_a_page_with_all_its_text_in_its_footer_is_read(tmp_path: Path) -> None:
    assert body(tmp_path, f"<footer><p>{SENTENCE}</p></footer>") == [SENTENCE]


def test_lists_are_numbered_as_a_browser_does_also_in_links_and_in_lists(tmp_path: Path) -> None:
    page = (
        "<ol start=3><li>drie</li><li><a href=x><ul><li>punt</li></ul></a></li>"
        "<li value=9>negen<ol type=a><li>a</ol></li>"
        "<li><p>tien</p><p>nog tien</p></li></ol><ul><li>los</ul><ol reversed><li>twee<li>een</ol>"
    )
    document = read(tmp_path, f"<html><body>{page}</body></html>")
    assert [(b.label, document.text[b.char_start : b.char_end]) for b in document.blocks if b.kind == "list_item"] == [
        ("3.", "drie"), ("", "punt"), ("9.", "negen"), ("a.", "a"), ("10.", "tien"), ("", "nog tien"), ("", "los"),
        ("2.", "twee"), ("1.", "een"),
    ]  # fmt: skip


def test_tables_are_read_cell_by_cell_also_in_tables(tmp_path: Path) -> None:
    page = (
        "<table><caption>Kosten</caption><tr><th colspan=3>Bedragen</th></tr>"
        "<tr><td>a</td><td>120</td><td>120</td></tr>"
        "<tr><td rowspan=2>b</td><td><table><tr><td>x</td><td>1</td></tr></table></td></tr></table>"
        f"<table><tr><td><h2>Kader</h2><p>{SENTENCE}</p></td></tr></table>"
    )
    document = read(tmp_path, f"<html><body>{page}</body></html>")
    assert texts(document, "table_row") == ["Bedragen", "a 120 120", "b x 1"]
    assert texts(document, "caption") == ["Kosten"]
    assert texts(document, "paragraph") == [SENTENCE]


def test_breaks_part_words_and_a_quotation_keeps_its_kind(tmp_path: Path) -> None:
    page = "<html><body><p>Dorpsstraat 1<br>Ons Dorp</p><blockquote><p>Water is van ons.</p></blockquote></body></html>"
    document = read(tmp_path, page)
    assert texts(document, "paragraph") == ["Dorpsstraat 1 Ons Dorp"]
    assert texts(document, "quotation") == ["Water is van ons."]


def test_two_breaks_part_paragraphs(tmp_path: Path) -> None:
    page = "De raad is bijeen.<br> <br />De burgemeester is ziek.<br>Dat is jammer.<br><br><br>Einde"
    assert body(tmp_path, page) == ["De raad is bijeen.", "De burgemeester is ziek. Dat is jammer.", "Einde"]


@pytest.mark.parametrize(
    "page",
    [
        '<p>Dat is zo.<sup><a href="#n1">1</a></sup> En dit.</p><p id=n1><a href="#r">1</a> Zie elders.</p>',
        '<p>Dat is zo.<a href="#_ftn1" name="_ftnref1">[1]</a> En dit.</p>'
        '<div><p><a href="#_ftnref1" name="_ftn1">[1]</a> Zie elders.</p></div>',
        "<p>Dat is zo.<sup>1</sup> En dit.</p><p><sup>1</sup> Zie elders.</p>",
        '<p>Dat is zo.<sup id=r1><a href="#fn1">1</a></sup> En dit.</p>'
        '<ol><li id=fn1>Zie elders. <a href="#r1">↩</a></ol>',
    ],
)
def test_footnotes_are_notes_however_a_page_makes_them(tmp_path: Path, page: str) -> None:
    document = read(tmp_path, f"<html><body>{page}</body></html>")
    assert texts(document, "paragraph") == ["Dat is zo. En dit."]
    assert [text.lstrip("[1] ") for text in texts(document, "footnote")] == ["Zie elders."]
    assert [mark.label for block in document.blocks for mark in block.note_marks] == ["1"]


def test_raised_numbers_that_are_no_notes_stay(tmp_path: Path) -> None:
    assert body(tmp_path, f"<p>Het is 5 m<sup>2</sup> groot.</p><p>{SENTENCE}</p>")[0] == "Het is 5 m2 groot."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{\\rtf1\\ansi De raad besluit.}", "other_kind"),
        (b"\xef\xbb\xbf \n{\\rtf1\\ansi De raad besluit.}", "other_kind"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "other_kind"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n\x1a\n", "other_kind"),
        (b"\1\0\2\0\3\0abc", "unknown_kind"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, content, "bestand.txt")
    assert caught.value.code == code

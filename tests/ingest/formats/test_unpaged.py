"""Documents without pages: web pages, Word files and plain text keep what they say and where it stood."""

from __future__ import annotations

from pathlib import Path

import docx

from ingest.document import Document
from ingest.records import BlockKind
from tests.ingest.typeset import read_file, texts

PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Kamerstuk 99 | Overheid</title><style>p {}</style></head><body>
<header><p>Officiële bekendmakingen</p></header><nav><ul><li>Home</li></ul></nav>
<article><h1>Modernisering van de overheid</h1>
<p>Het kabinet reageert op het advies.<a class="nootref" id="n1" href="#noot1"><sup>1</sup></a> Het
onderschrijft&nbsp;de ana&shy;lyse.</p>
<h2>Aanbeveling 1</h2><ul><li><p>eerste punt;</p></li><li>tweede punt.</li></ul>
<table><tr><th>Jaar</th><th>Bedrag</th></tr><tr><td>2031</td><td>€ 10</td></tr></table>
<p>De minister,<br>H. Terbrugge</p><div class="noot"><p><a href="#n1" id="noot1">1</a> Kamerstuk 99, nr. 3.</p></div>
</article><footer><p>Over deze website</p></footer></body></html>"""


def read(tmp_path: Path, name: str, text: str) -> Document:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_file(path)


def test_a_web_page_gives_its_article_without_what_stands_around_it(tmp_path: Path) -> None:
    document = read(tmp_path, "kst.html", PAGE)
    assert document.title == "Modernisering van de overheid"
    assert texts(document, "paragraph") == [
        "Het kabinet reageert op het advies. Het onderschrijft de analyse.",
        "De minister, H. Terbrugge",
    ]
    assert texts(document, "list_item") == ["eerste punt;", "tweede punt."]
    assert texts(document, "table_row") == ["Jaar Bedrag", "2031 € 10"]
    assert not {"Home", "Officiële", "website"} & set(document.text.split())


def test_a_footnote_of_a_web_page_is_kept_apart_and_its_mark_is_taken_out(tmp_path: Path) -> None:
    document = read(tmp_path, "kst.html", PAGE)
    assert texts(document, "footnote") == ["1 Kamerstuk 99, nr. 3."]
    marked = next(block for block in document.blocks if block.note_marks)
    assert [mark.label for mark in marked.note_marks] == ["1"]
    assert document.text[: marked.note_marks[0].char_position].endswith("op het advies.")
    assert document.report.footnotes == 1


def test_every_character_of_the_clean_text_stands_in_the_raw_text(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Een kop", 1)
    word.add_paragraph("Een alinea  met\u00a0wit.")
    word.add_paragraph("een punt", style="List Bullet")
    word.save(str(tmp_path / "brief.docx"))
    documents = [
        read(tmp_path, "kst.html", PAGE),
        read(tmp_path, "tekst.md", "# Een kop\n\nEen alinea\nover twee regels.\n\n- een punt\n"),
        read(tmp_path, "tekst.txt", "Een alinea\nover twee regels.\n\nNog een."),
        read_file(tmp_path / "brief.docx"),
    ]
    for document in documents:
        raw = document.pages[0].raw
        for letter, offset in zip(document.text, document.raw_offsets, strict=True):
            assert offset < 0 or raw[offset] == letter or (letter == " " and raw[offset].isspace())
    assert [block.kind for block in documents[3].blocks] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM,
    ]  # fmt: skip

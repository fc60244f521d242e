"""The source panel: the right page, the right words marked, and nothing where nothing can be placed."""

from __future__ import annotations

import hashlib
import html
import io
import re
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image
from starlette.testclient import TestClient

from app.web.picture import page_picture
from app.web.server import create_app
from app.web.source_panel import page_paragraphs, paragraphs, sought
from app.web.strip import strip_of
from ingest.records import Box, Page
from tests.fakes import FakeAssistant

SENTENCE = "Uitvoerders moeten vanaf het begin meedoen aan het maken van beleid."


def place(assistant: FakeAssistant, words: str) -> tuple[int, int]:
    start = assistant.documents["advies"].text.index(words)
    return start, start + len(words)


def drawn(path: Path, page_number: int, boxes: tuple[Box, ...]) -> bytes:
    return page_picture(path, hashlib.sha256(path.read_bytes()).hexdigest(), page_number, boxes, 100)


def yellow(png: bytes) -> np.ndarray:
    """Which rows of the picture hold marked paper."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return (pixels[..., 0] > 200) & (pixels[..., 1] > 180) & (pixels[..., 2] < 150)


def test_the_picture_is_marked_where_the_words_stand_and_nowhere_else(assistant: FakeAssistant) -> None:
    document = assistant.documents["advies"]
    boxes = document.boxes(*place(assistant, SENTENCE))
    png = drawn(assistant.document_path("advies"), 2, boxes)
    rows, columns = np.nonzero(yellow(png))
    height, width = yellow(png).shape
    page = document.page(2)
    assert rows.min() / height == pytest.approx(1 - max(box.top for box in boxes) / page.height, abs=0.01)
    assert rows.max() / height == pytest.approx(1 - min(box.bottom for box in boxes) / page.height, abs=0.01)
    assert columns.min() / width == pytest.approx(min(box.left for box in boxes) / page.width, abs=0.01)
    assert columns.max() / width == pytest.approx(max(box.right for box in boxes) / page.width, abs=0.01)


def test_boxes_of_another_page_mark_nothing(assistant: FakeAssistant) -> None:
    box = Box(1, 100.0, 100.0, 200.0, 200.0)
    assert not yellow(drawn(assistant.document_path("advies"), 2, (box,))).any()


def test_a_page_turned_on_its_side_is_marked_at_the_same_words(assistant: FakeAssistant, tmp_path: Path) -> None:
    import pypdfium2

    turned = tmp_path / "gedraaid.pdf"
    with pypdfium2.PdfDocument(assistant.document_path("advies")) as pdf:
        pdf[1].set_rotation(90)
        pdf.save(turned)
    boxes = assistant.documents["advies"].boxes(*place(assistant, SENTENCE))
    upright = yellow(drawn(assistant.document_path("advies"), 2, boxes))
    sideways = yellow(drawn(turned, 2, boxes))
    assert upright.sum() == pytest.approx(np.rot90(sideways).sum(), rel=0.05)
    overlap = upright & np.rot90(sideways)[: upright.shape[0], : upright.shape[1]]
    assert overlap.sum() > 0.8 * upright.sum()


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_a_larger_picture_is_larger(client: TestClient, zoom: int) -> None:
    picture = client.get(f"/bron/advies~0-20.png?zoom={zoom}")
    assert picture.headers["content-type"] == "image/png"
    width, _ = Image.open(io.BytesIO(picture.content)).size
    assert width == pytest.approx(595.3 * {100: 1.6, 150: 2.2, 200: 2.8}[zoom], abs=2)


@pytest.mark.parametrize(
    "path",
    [
        "/bron/x~0-1",
        "/bron/advies~5-2",
        "/bron/advies~0-999999999",
        "/bron/../../etc/passwd",
        "/bron/advies~0-20.png?pagina=9",
        "/bron/advies~0-20.png?zoom=900",
        "/bron/reactie~0-9.png",
        "/bron/advies~0-20.exe",
        "/antwoord/onzin",
        "/antwoord/onzin.md",
    ],
)
def test_what_does_not_exist_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_missing_file_leaves_the_text_and_no_picture(assistant: FakeAssistant, tmp_path: Path) -> None:
    elsewhere = FakeAssistant(tmp_path)
    elsewhere.document_path("advies").unlink()
    with TestClient(create_app(elsewhere), base_url="http://127.0.0.1") as client:
        assert client.get("/bron/advies~0-20.png").status_code == 404
        assert "Tekst van deze bladzijde" in client.get("/bron/advies~0-20").text


def test_a_file_whose_name_is_no_utf_8_is_shown(tmp_path: Path) -> None:
    named = FakeAssistant(tmp_path)
    document = named.documents["advies"]
    named.documents["advies"] = replace(document, source=replace(document.source, file="map/advies-\udce9.pdf"))
    with TestClient(create_app(named), base_url="http://127.0.0.1") as client:
        assert "advies-\N{REPLACEMENT CHARACTER}.pdf" in client.get("/bron/advies~0-20").text


def test_an_altered_file_leaves_the_text_and_no_picture_until_it_is_as_it_was(tmp_path: Path) -> None:
    altered = FakeAssistant(tmp_path)
    path = altered.document_path("advies")
    indexed = path.read_bytes()
    with TestClient(create_app(altered), base_url="http://127.0.0.1") as client:
        assert client.get("/bron/advies~0-20.png").status_code == 200
        path.write_bytes(typst.compile(b"Een andere eerste bladzijde."))
        assert client.get("/bron/advies~0-20.png").status_code == 404
        assert "Tekst van deze bladzijde" in client.get("/bron/advies~0-20").text
        path.write_bytes(indexed)
        assert client.get("/bron/advies~0-20.png").status_code == 200


def test_a_browser_keeps_only_a_picture_that_its_address_tells_from_every_other(tmp_path: Path) -> None:
    renewed = FakeAssistant(tmp_path)
    indexed = renewed.documents["advies"]
    addresses = []
    with TestClient(create_app(renewed), base_url="http://127.0.0.1") as client:
        for document in (indexed, replace(indexed, file_sha256="0" * 64)):
            renewed.documents["advies"] = document
            shown = client.get("/bron/advies~0-20?pagina=2&zoom=150").text
            addresses.append(html.unescape(re.findall(r'<img src="([^"]+)"', shown)[0]))
        renewed.documents["advies"] = indexed
        kept, bare = client.get(addresses[0]), client.get(addresses[0].rpartition("&")[0])
        assert (kept.status_code, kept.headers["cache-control"]) == (200, "private, max-age=86400")
        assert (bare.status_code, bare.headers["cache-control"]) == (200, "no-cache")
        assert bare.content == kept.content
        assert addresses[1] != addresses[0]
        assert client.get(addresses[1]).status_code == 404


def test_words_that_cannot_be_placed_are_not_marked_and_the_panel_says_so(tmp_path: Path) -> None:
    blind = FakeAssistant(tmp_path)
    document = blind.documents["advies"]
    pages = tuple(replace(page, boxes=np.full_like(page.boxes, np.nan)) for page in document.pages)
    blind.documents["advies"] = replace(document, pages=pages)
    with TestClient(create_app(blind), base_url="http://127.0.0.1") as client:
        start, end = place(blind, SENTENCE)
        assert "zijn de geciteerde woorden niet aan te wijzen" in client.get(f"/bron/advies~{start}-{end}").text
        assert not yellow(client.get(f"/bron/advies~{start}-{end}.png").content).any()


def test_the_text_of_a_page_is_whole_with_the_words_marked(assistant: FakeAssistant) -> None:
    document = assistant.documents["advies"]
    shown = page_paragraphs(document, 2, *place(assistant, SENTENCE))
    assert "".join(run.text for paragraph in shown for run in paragraph.runs) == document.page(2).raw
    assert [run.text for paragraph in shown for run in paragraph.runs if run.mark] == [SENTENCE]


def test_a_strip_is_the_width_of_the_text_and_a_few_lines_high(assistant: FakeAssistant, client: TestClient) -> None:
    start, end = place(assistant, SENTENCE)
    address = f"/bron/advies~{start}-{end}.png"
    whole, strip = (client.get(address, params=asked).content for asked in ({"zoom": 150}, {"strook": "1"}))
    page, cut = (Image.open(io.BytesIO(content)) for content in (whole, strip))
    assert 0.5 < cut.width / page.width < 0.9
    assert cut.height / page.height < 0.15
    assert yellow(strip).sum() == pytest.approx(yellow(whole).sum(), rel=0.02)


def test_the_edges_of_a_strip_cut_through_no_line(assistant: FakeAssistant) -> None:
    document = assistant.documents["advies"]
    for words in (SENTENCE, "De raad beveelt aan"):
        boxes = document.boxes(*place(assistant, words))
        page = document.page(boxes[0].page_number)
        strip = strip_of(page, boxes)
        assert strip is not None
        letters = page.boxes[~np.isnan(page.boxes).any(axis=1)]
        for edge in (strip.bottom, strip.top):
            assert not ((letters[:, 1] < edge) & (letters[:, 3] > edge)).any()


def test_a_strip_takes_a_tall_letter_whole_where_it_cuts_a_low_one() -> None:
    quoted = Box(1, 100.0, 100.0, 200.0, 110.0)
    edge = 110.0 + 3 * 1.45 * 10.0
    low, tall = (120.0, edge - 2, 125.0, edge + 3), (126.0, edge + 1, 130.0, edge + 8)
    letters = np.array([(100.0, 100.0, 200.0, 110.0), low, tall, (120.0, edge + 9, 130.0, edge + 20)], np.float32)
    strip = strip_of(Page(1, None, "abcd", 600.0, 800.0, letters), (quoted,))
    assert strip is not None
    assert edge + 8 <= strip.top <= edge + 9


def test_words_are_found_in_a_source_with_their_pages_whatever_their_capitals(assistant: FakeAssistant) -> None:
    found = sought(assistant.documents["advies"], "uitvoerders MOETEN")
    assert [(one.text, one.page_number) for one in found] == [("Uitvoerders moeten", 2)]
    around = f" {found[0].before}{found[0].text}{found[0].after} "
    assert around in f" {' '.join(assistant.documents['advies'].text.split())} "
    assert sought(assistant.documents["advies"], "") == ()
    assert sought(assistant.documents["advies"], "nergens te vinden") == ()


def test_a_place_that_is_no_citation_of_the_conversation_has_no_number(client: TestClient) -> None:
    assert "Citaat 4" in client.get("/bron/advies~0-20?nr=4").text
    plain = client.get("/bron/advies~0-20?pagina=2").text
    assert 'class="nummer"' not in plain
    assert "nr=" not in plain


def test_what_was_sought_stays_within_reach_at_each_place_where_it_was_found(client: TestClient) -> None:
    found = client.get("/bron/advies~0-20?zoek=uitvoerders moeten").text
    assert '<details open><summary id="gezocht">' in found
    [first] = re.findall(r'href="(bron/[^"]+\?zoek=[^"]+)"', found)
    there = client.get(f"/{first}").text
    assert '<details><summary id="gezocht">' in there
    assert re.findall(r'href="(bron/[^"]+\?zoek=[^"]+)" aria-current="true"', there) == [first]


def test_the_words_beside_a_strip_are_those_of_its_page(assistant: FakeAssistant, client: TestClient) -> None:
    document = assistant.documents["advies"]
    break_at = len(document.page(1).raw)
    halves = [client.get(f"/bron/advies~{break_at - 40}-{break_at + 40}?pagina={number}").text for number in (1, 2)]
    shown = [
        html.unescape(re.findall(r'class="strooktekst"[^>]*>.*?<strong>(.*?)</strong>', half)[0]) for half in halves
    ]
    assert "".join("".join(shown).split()) == "".join(document.text[break_at - 40 : break_at + 40].split())


def test_a_text_source_shows_whole_blocks_with_exactly_the_words_marked(assistant: FakeAssistant) -> None:
    document = assistant.documents["reactie"]
    start = document.text.index("21 miljoen")
    shown = paragraphs(document, start, start + 10)
    assert [run.text for paragraph in shown for run in paragraph.runs if run.mark] == ["21 miljoen"]
    assert "".join(run.text for run in shown[-1].runs) == "De uitvoering krijgt 21 miljoen euro, en niet minder."


def test_a_quote_over_a_page_break_is_marked_on_both_pages_and_leads_from_one_to_the_other(
    assistant: FakeAssistant, client: TestClient
) -> None:
    break_at = len(assistant.documents["advies"].page(1).raw)
    address = f"/bron/advies~{break_at - 40}-{break_at + 40}"
    assert "Het citaat staat ook op:" in client.get(address).text
    for number in (1, 2):
        assert yellow(client.get(f"{address}.png?pagina={number}").content).any()


@pytest.mark.parametrize(("kind", "start"), [("bib", "@"), ("ris", "TY  - ")])
def test_a_reference_can_be_taken_along(client: TestClient, kind: str, start: str) -> None:
    taken = client.get(f"/bron/advies~0-20.{kind}")
    assert taken.text.startswith(start)
    assert f".{kind}" in taken.headers["content-disposition"]


def test_a_place_on_no_page_is_shown_as_text_with_its_paragraph(assistant: FakeAssistant) -> None:
    start, end = place(assistant, SENTENCE)
    document = assistant.documents["advies"]
    offsets = document.raw_offsets.copy()
    offsets[start:end] = -1
    nowhere = copy(assistant)
    nowhere.documents = {**assistant.documents, "advies": replace(document, raw_offsets=offsets)}
    with TestClient(create_app(nowhere), base_url="http://127.0.0.1") as client:
        shown = html.unescape(client.get(f"/bron/advies~{start}-{end}").text)
        assert "<img" in client.get(f"/bron/advies~{start}-{end}?pagina=1").text
    assert f">{SENTENCE}</mark>" in shown
    assert "<img" not in shown
    assert f"alinea {document.paragraph_number(start)}" in shown

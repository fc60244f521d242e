"""Files that are broken, and pages whose letters cannot be read or only in part."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.errors import ReadError
from tests.ingest.typeset import ALINEA, lost_letters, read_file, read_typeset, typeset


def test_pages_without_text_are_named_only_when_they_show_a_picture(tmp_path: Path) -> None:
    Image.new("RGB", (40, 60), "grey").save(tmp_path / "scan.png")
    text = f'{ALINEA} #pagebreak() #image("scan.png", width: 100%, height: 100%) #pagebreak() #page[] '
    document = read_typeset(tmp_path, text)
    assert document.report.warnings == (("image_only_pages", {"pages": "2"}),)


@pytest.mark.parametrize(("name", "code"), [("leeg.pdf", "empty_file"), ("kapot.pdf", "damaged")])
def test_a_broken_file_is_an_error_with_a_code(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"" if code == "empty_file" else b"%PDF-1.7\nnothing more")
    with pytest.raises(ReadError) as raised:
        read_file(path)
    assert raised.value.code == code
    assert raised.value.values["name"] == name


def test_a_file_that_pypdf_cannot_open_is_read_by_pdfium_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise pypdf.errors.PdfReadError("refused")

    path = typeset(tmp_path, ALINEA)
    monkeypatch.setattr("pypdf.PdfReader", refuse)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.pages[0].extractor == "pdfium"
    assert document.report.warnings == (("repaired", {}),)


def test_a_page_whose_letters_have_no_names_is_reported_and_never_quoted(tmp_path: Path) -> None:
    nameless = pypdf.PdfWriter(clone_from=typeset(tmp_path, f"{ALINEA}\n#pagebreak()\n{ALINEA}"))
    plain = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA))
    for font in nameless.pages[0]["/Resources"]["/Font"].values():
        font.get_object().pop("/ToUnicode")
    plain.append(nameless, pages=(0, 1))
    path = tmp_path / "naamloos.pdf"
    plain.write(path)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.report.warnings == (("unreadable_letters", {"pages": "2"}),)


def test_a_page_whose_letters_have_wrong_names_is_reported_and_never_quoted(tmp_path: Path) -> None:
    wrong = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA * 2))
    for font in wrong.pages[0]["/Resources"]["/Font"].values():
        names = font.get_object()["/ToUnicode"].get_object()
        names.set_data(
            re.sub(
                rb"(<[0-9A-Fa-f]{4}>\s*<)([0-9A-Fa-f]{4})>",
                lambda match: match[1] + b"%04X>" % (int(match[2], 16) + 3 * (int(match[2], 16) > 32)),
                names.get_data(),
            )
        )
    wrong.write(tmp_path / "fout.pdf")
    with pytest.raises(ReadError) as raised:
        read_file(tmp_path / "fout.pdf")
    assert raised.value.code == "no_letters"
    path = typeset(tmp_path, ALINEA, "goed.pdf")
    whole = pypdf.PdfWriter(clone_from=path)
    whole.append(wrong)
    whole.write(path)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.report.warnings == (("unreadable_letters", {"pages": "2"}),)


def test_half_a_letter_is_a_replacement_character_at_its_place(tmp_path: Path) -> None:
    halved = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA))
    for font in halved.pages[0]["/Resources"]["/Font"].values():
        names = font.get_object()["/ToUnicode"].get_object()
        names.set_data(re.sub(rb"<004F>", b"<D835>", names.get_data()))
    halved.write(tmp_path / "half.pdf")
    page = read_file(tmp_path / "half.pdf").page(1)
    assert page.raw.encode().decode() == page.raw
    assert "Zij wijst op \N{REPLACEMENT CHARACTER}ost" in page.raw
    assert len(page.boxes) == len(page.raw)


def test_a_page_that_takes_pypdf_long_is_left_to_pdfium(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}\n#pagebreak()\n#set text(5pt)\n{ALINEA * 12}")
    assert [page.extractor for page in document.pages] == ["pypdf plain", "pdfium"]
    assert document.text.count("sociaal-economische gevolgen") == 13


def test_a_page_on_which_two_extractions_differ_in_order_is_mapped_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = typeset(tmp_path, ALINEA)
    words = ALINEA.split()
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda *_, **__: " ".join([*words[3:], *words[:3]]))
    document = read_file(path)
    assert document.pages[0].extractor == "pdfium"
    assert (document.text, lost_letters(document)) == (ALINEA.strip(), [])

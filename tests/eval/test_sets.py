"""A set is read strictly: whatever is wrong, the line and how to fix it are named."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from eval.proving import faults
from eval.sets import read_set
from tests.documents import make_document, make_source
from tests.eval.conftest import QUESTIONS, Command, question_lines

GOOD = {"id": "g", "style": "citizen", "question": "Wat?", "answerable": True,
        "gold": [{"document": "bron.txt", "page": None, "quote": "een citaat"}]}  # fmt: skip


def write(folder: Path, *lines: str | dict[str, object] | bytes) -> Path:
    """A set whose file has these lines."""
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "bron.txt").write_text("Hier staat een citaat.", "utf-8")
    texts = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    encoded = [text if isinstance(text, bytes) else text.encode() for text in texts]
    (folder / "questions.jsonl").write_bytes(b"\n".join(encoded))
    return folder


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "geen JSON"),
        ("[]", "geen JSON-object"),
        (b"\xff\xfe", "geen UTF-8"),
        ('{"id": ' + "9" * 5000 + "}", "geen JSON"),
        (GOOD, "De id 'g' staat ook op regel 1"),
        (GOOD | {"id": ""}, "'id' ontbreekt"),
        (GOOD | {"id": 7}, "'id' heeft de waarde 7"),
        (GOOD | {"id": "h", "question": None}, "'question' ontbreekt"),
        (GOOD | {"id": "h", "answerable": "nee"}, "'answerable' heeft de waarde"),
        (GOOD | {"id": "h", "answerable": False}, "answerable = false heeft geen gold"),
        (GOOD | {"id": "h", "gold": []}, "heeft gold nodig"),
        (GOOD | {"id": "h", "gold": "bron.txt"}, "gold is een lijst"),
        (GOOD | {"id": "h", "gold": [{"document": "bron.txt", "page": "1", "quote": "een"}]}, "gold is een lijst"),
        (GOOD | {"id": "h", "gold": [{"document": "bron.txt", "page": None, "quote": " "}]}, "gold is een lijst"),
        (GOOD | {"id": "h", "gold_mode": "some"}, "'gold_mode' heeft de waarde"),
        (GOOD | {"id": "h", "tags": "opsomming"}, "'tags' heeft de waarde"),
    ],
)
def test_a_broken_line_is_named_with_its_mend_and_exit_2(
    aanzet: Command, tmp_path: Path, line: str | dict[str, object] | bytes, said: str
) -> None:
    done = aanzet("eval", "run", write(tmp_path, GOOD, "", line), "--json", tmp_path / "out.jsonl")
    assert done.status == 2
    assert "questions.jsonl, regel 3: " in done.err
    assert said in done.err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_folder_without_questions_documents_or_content_exits_2(aanzet: Command, tmp_path: Path) -> None:
    assert "geen vragenset" in aanzet("eval", "run", tmp_path).err
    (tmp_path / "questions.jsonl").write_text(json.dumps(GOOD), "utf-8")
    assert "ontbreekt de map documents/" in aanzet("eval", "run", tmp_path).err
    write(tmp_path, "", "")
    assert "staan geen vragen" in aanzet("eval", "run", tmp_path).err
    write(tmp_path, GOOD)
    (tmp_path / "documents" / "bron.txt").write_bytes(b"")
    done = aanzet("eval", "run", tmp_path)
    assert (done.status, "Geen enkel document" in done.err) == (2, True)


@pytest.mark.usefixtures("model")
def test_a_gold_document_that_is_not_there_exits_2_and_lists_what_is(aanzet: Command, tmp_path: Path) -> None:
    gold = [{"document": "weg.txt", "page": None, "quote": "een citaat"}]
    done = aanzet("eval", "run", write(tmp_path, GOOD, GOOD | {"id": "h", "gold": gold}))
    assert done.status == 2
    assert "regel 2: (h) Het document 'weg.txt'" in done.err
    assert "bron.txt" in done.err


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r", json.dumps(GOOD | {"id": "h"}) + "\r")
    assert [question.id for question in read_set(tmp_path).questions] == ["g", "h"]


def test_an_accented_name_is_found_however_it_is_spelt_on_disk(tmp_path: Path) -> None:
    name = "één.txt"
    gold = [{"document": unicodedata.normalize("NFC", name), "page": None, "quote": "een citaat"}]
    write(tmp_path, GOOD | {"gold": gold})
    (tmp_path / "documents" / unicodedata.normalize("NFD", name)).write_text("Een citaat.", "utf-8")
    assert read_set(tmp_path).questions[0].gold[0].document == unicodedata.normalize("NFD", name)


@pytest.mark.usefixtures("model")
def test_check_proves_a_right_set_and_counts_it(aanzet: Command, mixed_set: Path) -> None:
    done = aanzet("eval", "check", mixed_set)
    assert (done.status, done.out) == (0, "Vragen: citizen 5, followup 1, unanswerable 1, offtopic 1.\n")


@pytest.mark.usefixtures("model")
def test_check_tells_quotes_pages_patterns_and_first_turns(aanzet: Command, mixed_set: Path, tmp_path: Path) -> None:
    changed = [dict(question) for question in QUESTIONS]
    changed[0] |= {"gold": [dict(QUESTIONS[0]["gold"][0]) | {"page": 2}]}
    changed[1] |= {"gold": [dict(QUESTIONS[1]["gold"][0]) | {"quote": "op 4 mei 2031"}]}
    changed[2] |= {"gold": [dict(QUESTIONS[2]["gold"][0]) | {"page": 1}]}
    changed[3] |= {"style": "burger"}
    changed[5] |= {"previous_question": None}
    changed[6] |= {"absent": ["Terpstra", "("]}
    (tmp_path / "documents").symlink_to(mixed_set / "documents")
    (tmp_path / "questions.jsonl").write_text(question_lines(tuple(changed)), "utf-8")
    done = aanzet("eval", "check", tmp_path)
    assert done.status == 2
    for said in (
        "regel 1: (1) Het citaat staat op bladzijde 1, niet op 2",
        "regel 2: (2) Het citaat staat niet in",
        "regel 3: (3) page is 1, maar dit document heeft geen bladzijden",
        "regel 4: (4) De stijl 'burger' is onbekend",
        "regel 6: (6) Een vervolgvraag heeft previous_question nodig",
        "regel 7: (7) Het patroon 'Terpstra' komt voor",
        "regel 7: (7) Het patroon '(' is geen reguliere expressie",
    ):
        assert said in done.err


def test_a_quote_is_compared_without_white_space_and_hyphens(tmp_path: Path) -> None:
    gold = [{"document": "bron.txt", "page": None, "quote": "een\u00a0ci-taat"}]
    document = make_document("Hier staat een citaat.", source=make_source())
    assert faults(read_set(write(tmp_path, GOOD | {"gold": gold})), {"bron.txt": document}) == []

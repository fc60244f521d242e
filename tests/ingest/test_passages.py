"""Passages: slices of whole sentences, one section each."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from ingest.passages import block_sentences, cut_passages
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document

SENTENCES = ("De raad adviseert het kabinet om door te gaan.", "Dat is nodig.", "Waarom gebeurt dat niet eerder?")


def test_a_passage_is_a_slice_and_its_sentences_are_slices_of_one_block(report: Document) -> None:
    passages = cut_passages(report, IngestSettings())
    assert passages
    for passage in passages:
        assert passage.text == report.text[passage.char_start : passage.char_end]
        for sentence in passage.sentences:
            block = report.block_at(sentence.char_start)
            assert block is not None
            assert sentence.char_end <= block.char_end
            assert block.kind is sentence.kind
            assert block.heading_path == passage.heading_path


def test_every_sentence_of_the_running_text_is_in_a_passage(report: Document) -> None:
    left_out = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.LINK, BlockKind.PULL_QUOTE, BlockKind.CAPTION}
    wanted = {s for b in report.blocks if b.kind not in left_out for s in block_sentences(report, b)}
    assert {sentence for passage in cut_passages(report, IngestSettings()) for sentence in passage.sentences} == wanted


def test_a_passage_over_a_page_break_names_both_pages(report: Document) -> None:
    passages = cut_passages(report, IngestSettings())
    assert any(len(passage.page_numbers) == 2 for passage in passages)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=40), st.integers(1, 60), st.integers(0, 2))
def test_passages_hold_the_asked_number_of_words_and_overlap(words: list[str], limit: int, overlap: int) -> None:
    document = make_document(" ".join(words))
    passages = cut_passages(document, IngestSettings(passage_words=limit, overlap_sentences=overlap))
    assert all(len(p.text.split()) <= limit or len(p.sentences) == 1 for p in passages)
    assert passages[0].char_start == 0
    assert passages[-1].char_end == len(document.text)
    for one, two in itertools.pairwise(passages):
        shared = [sentence for sentence in two.sentences if sentence in one.sentences]
        assert len(shared) <= overlap
        assert two.sentences[0].char_start > one.sentences[0].char_start
    assert len({p.id for p in passages}) == len(passages)


def test_a_passage_stays_inside_its_section() -> None:
    document = make_document(
        "Eerst dit.", (BlockKind.HEADING, "Een kop"), "Dan dat.", (BlockKind.LIST_ITEM, "En nog iets.")
    )
    passages = cut_passages(document, IngestSettings())
    assert [p.text for p in passages] == ["Eerst dit.", "Dan dat.\n\nEn nog iets."]
    assert passages[1].heading_path == ("Een kop",)


def test_questions_and_footnotes_stand_apart_and_links_and_headings_in_none() -> None:
    document = make_document(
        (BlockKind.QUESTION, "Wat doet u?"),
        "Ik doe veel.",
        (BlockKind.FOOTNOTE, "1 Zie elders."),
        (BlockKind.LINK, "Lees meer"),
        (BlockKind.PULL_QUOTE, "Ik doe veel"),
        "Meer niet.",
    )
    passages = cut_passages(document, IngestSettings())
    assert [(p.kind.value, p.text) for p in passages] == [
        ("question", "Wat doet u?"),
        ("paragraph", "Ik doe veel."),
        ("footnote", "1 Zie elders."),
        ("paragraph", "Meer niet."),
    ]


def test_ids_hang_on_text_and_heading_and_not_on_place() -> None:
    one = cut_passages(make_document((BlockKind.HEADING, "Kop"), "Dit is het."), IngestSettings())
    two = cut_passages(make_document("Iets vooraf.", (BlockKind.HEADING, "Kop"), "Dit is het."), IngestSettings())
    assert one[0].id == two[1].id
    assert one[0].id != two[0].id


def test_the_same_text_twice_has_two_ids() -> None:
    document = make_document("Ja.", (BlockKind.LINK, "x"), "Ja.")
    first, second = cut_passages(document, IngestSettings())
    assert first.id != second.id

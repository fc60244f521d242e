"""A cross-encoder puts the best passages and sentences in its own order; the one here is tiny and made on the spot."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from app.assistant import Assistant
from app.settings import Settings
from index.reranker import load_reranker
from index.settings import IndexSettings
from ingest.errors import ModelError
from tests.app.answer.test_answering import assert_verbatim
from tests.app.terminal.test_commands import run

QUESTION = "Wat vindt het kabinet van het advies?"
WORDS = ("kabinet", "advies", "raad", "beleid", "uitvoering", "samenwerking", "brief", "minister")


def save_cross_encoder(folder: Path, outputs: int = 1) -> str:
    """Save a cross-encoder with drawn weights over a few words in ``folder``; its name for the settings comes back."""
    special = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
    vocabulary = {word: number for number, word in enumerate((*special, *WORDS))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    ends = [("[CLS]", 2), ("[SEP]", 3)]
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ends)
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=128, **names).save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=128, num_labels=outputs, initializer_range=1.0,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def reranking(shipped: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    name = save_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))
    settings = replace(Settings(), index=IndexSettings(reranker=name, reranked=8))
    return Assistant(shipped.index, shipped.encoder, shipped.register, settings, shipped.home)


def test_the_best_passages_and_sentences_come_in_the_order_of_the_reranker(
    shipped: Assistant, reranking: Assistant
) -> None:
    before, after = shipped.ask(QUESTION).passages, reranking.ask(QUESTION).passages
    scores = load_reranker(reranking.settings.index.reranker).scores(QUESTION, [found.text for found in after[:8]])
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1
    assert {found.passage_id for found in after[:8]} == {found.passage_id for found in before[:8]}
    assert [found.passage_id for found in after] != [found.passage_id for found in before]
    assert [found.score for found in after] == sorted((found.score for found in after), reverse=True)


def test_an_answer_by_a_reranker_is_verbatim_and_the_same_on_one_thread_or_more(reranking: Assistant) -> None:
    threads = torch.get_num_threads()
    first = reranking.ask(QUESTION)
    try:
        torch.set_num_threads(1)
        assert reranking.ask(QUESTION).to_json() == first.to_json()
    finally:
        torch.set_num_threads(threads)
    assert first.quotes
    assert_verbatim(reranking, first)


def test_the_head_of_a_longer_list_is_the_shorter_one(shipped: Assistant, reranking: Assistant) -> None:
    long = [found.passage_id for found in reranking.find(QUESTION, 10)]
    assert [found.passage_id for found in reranking.find(QUESTION, 3)] == long[:3]
    assert reranking.find(QUESTION, 10, lexical=True) == shipped.find(QUESTION, 10, lexical=True)


def test_a_cross_encoder_with_several_outputs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load_reranker(save_cross_encoder(tmp_path / "model", outputs=3))
    assert caught.value.code == "reranker"


def test_a_hub_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, tired = threading.Event(), threading.Event()

    def hang(*_: object, **__: object) -> None:
        asked.set()
        tired.wait(60)
        raise OSError

    monkeypatch.setattr("index.hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("index.hub.HUB_PROBE_SECONDS", 0.1)
    monkeypatch.setattr("index.hub.socket.create_connection", hang)
    with pytest.raises(ModelError, match="does not answer"):
        load_reranker("niemand/bestaat-niet")
    assert asked.is_set()
    tired.set()


def test_without_the_model_the_command_line_says_so_in_dutch(shipped_home: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[index]\nreranker = "niemand/bestaat-niet"\n', "utf-8")
    (tmp_path / "index").symlink_to(shipped_home / "index")
    done = run("vraag", QUESTION, home=tmp_path)
    assert done.returncode == 1
    assert "'niemand/bestaat-niet' kan niet worden geladen" in done.stderr

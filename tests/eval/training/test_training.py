"""Training on a handful of questions and a network of a few numbers: it learns, repeats itself and goes on."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

from eval.training.__main__ import main
from eval.training.encoder import batches, mean_weights, multi_positive
from eval.training.network import HEADS, Network, hugging_name, padded, read_network
from eval.training.reader import loss_of
from eval.training.reading_matter import read_matter
from index.embedded.engine import Engine

THINGS = ("brug", "molen", "dijk", "haven", "sluis", "toren", "markt", "school")
WORDS = ("query:", "passage:", "de", "het", "kost", "staat", "in", "wat", "waar", "veel", "geld", "Zoutzee", *THINGS)
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WIDTH, LAYERS = 2 * HEADS, 12


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents with a passage for each thing, and a question for each sentence; one question has no answer."""
    folder = tmp_path_factory.mktemp("matter")
    passages, questions = [], []
    for document in ("een", "twee"):
        for number, thing in enumerate(THINGS):
            first, second = f"de {thing} kost veel geld", f"de {thing} staat in Zoutzee"
            places = [[2 * number, 0, len(first)], [2 * number + 1, len(first) + 1, len(first) + 1 + len(second)]]
            text = {"text": f"{first} {second}", "sentences": places, "kind": "paragraph"}
            passages.append({"doc": document, "title": "Zoutzee", "headings": [thing], "pages": [1], **text})
            for sentence, asked in ((2 * number, f"wat kost de {thing}"), (2 * number + 1, f"waar staat de {thing}")):
                questions.append({"doc": document, "question": asked, "kind": "wat", "answers": [sentence]})
        questions.append(
            {"doc": document, "question": "wat staat in het geld", "kind": "wat", "answers": [], "near": [0]}
        )
    with gzip.open(folder / "passages.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(passage) + "\n" for passage in passages)
    (folder / "questions.jsonl").write_text("".join(json.dumps(one) + "\n" for one in questions), "utf-8")
    return folder


def write_tiny_base(folder: Path) -> None:
    """A BERT of a few numbers and a tokenizer of words, as a sentence-transformers folder has them."""
    folder.mkdir(parents=True)
    pieces = [(name, 0.0) for name in SPECIAL] + [(f"\u2581{word}", -1.0) for word in WORDS]
    tokenizer = Tokenizer(models.Unigram([*pieces, ("\u2581", -5.0)], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    ends = [("<s>", 0), ("</s>", 2)]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(3)
    network = Network(len(pieces) + 1, WIDTH, 2 * WIDTH, LAYERS, 512)
    state = {hugging_name(name): tensor.contiguous() for name, tensor in network.state_dict().items()}
    kind = "embeddings.token_type_embeddings.weight"
    save_file({**state, kind: torch.stack([state[kind], state[kind]])}, folder / "model.safetensors")


def run(matter: Path, work: Path) -> dict[str, bytes]:
    """The files that training leaves in ``work``; of the common words, for which pieces are kept, a few will do."""
    if not work.exists():
        write_tiny_base(work / "base")
    with pytest.MonkeyPatch.context() as here:
        here.setattr("eval.training.export.WORDS", {"nl": 200, "en": 50})
        main([str(matter), str(work), "--encoder-rounds", "2", "--mined-rounds", "1", "--reader-rounds", "1"])
    return {path.name: path.read_bytes() for path in sorted((work / "weights").iterdir())}


@pytest.fixture(scope="module")
def trained(matter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training that ran to its end."""
    work = tmp_path_factory.mktemp("trained") / "work"
    run(matter, work)
    return work


def test_training_gives_weights_that_read_and_that_are_the_same_the_next_time(
    matter: Path, trained: Path, tmp_path: Path
) -> None:
    first = run(matter, tmp_path / "again")
    assert run(matter, trained) == first
    engine = Engine(trained / "weights")
    question = engine.lower([0, *engine.pieces("query: wat kost de brug"), 2])
    passage = engine.lower([0, *engine.pieces("passage: de brug kost veel geld"), 2])
    assert engine.together(question, passage).shape == (len(question) + len(passage), WIDTH)


def test_the_shipped_graphs_compute_what_was_trained(trained: Path) -> None:
    engine, network = Engine(trained / "weights"), read_network(trained / "base")
    network.load_state_dict(torch.load(trained / "network.pt"))
    text = "passage: de molen staat in Zoutzee"
    whole = Tokenizer.from_file(str(trained / "base" / "tokenizer.json"))
    with torch.inference_mode():
        expected = network(padded([whole.encode(text).ids]))[0].numpy()
    made = engine.upper(engine.lower([0, *engine.pieces(text), 2]))
    assert made.shape == expected.shape
    cosines = (made * expected).sum(1) / np.linalg.norm(made, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosines.min() > 0.995


def test_every_question_is_in_a_batch_with_others_of_its_document(matter: Path, tmp_path: Path) -> None:
    write_tiny_base(tmp_path / "base")
    read = read_matter(matter, tmp_path / "base" / "tokenizer.json")
    asked = [question for question in read.questions if question.answers]
    made = list(batches(asked, 8, random.Random(0)))
    assert sorted(question.text + question.document for batch in made for question in batch) == sorted(
        question.text + question.document for question in asked
    )
    assert all(len({question.document for question in batch}) <= 2 for batch in made)


def test_means_are_taken_over_the_spans() -> None:
    weights = mean_weights([[(0, 4), (1, 3)], [(2, 3)]], 4)
    assert weights.tolist() == [[[0.25] * 4, [0.0, 0.5, 0.5, 0.0]], [[0.0, 0.0, 1.0, 0.0], [0.0] * 4]]


def test_any_of_several_right_columns_will_do() -> None:
    scores, right = torch.tensor([[9.0, 9.0, -9.0], [0.0, 0.0, 0.0]]), torch.tensor([[True, True, False], [False] * 3])
    assert multi_positive(scores, right).item() == pytest.approx(0.0, abs=1e-6)


def test_a_question_without_answer_wants_every_score_below_none() -> None:
    nothing = [torch.tensor([False, False])]
    assert loss_of([torch.tensor([-9.0, -9.0])], nothing).item() < 0.01
    assert loss_of([torch.tensor([4.0, -9.0])], nothing).item() > 3


def test_the_second_stage_goes_part_of_the_way_and_leaves_the_lowest_layers(trained: Path) -> None:
    before, after = (torch.load(trained / name)["module"] for name in ("encoder.pt", "mined.pt"))
    mean = torch.load(trained / "network.pt")
    for name, value in mean.items():
        torch.testing.assert_close(value, before[name] + 0.75 * (after[name] - before[name]))
        stays = name.startswith(("layers.0.", "layers.1.", "words", "places"))
        assert torch.equal(value, before[name]) or not stays
    assert not torch.equal(mean["layers.11.widen.weight"], before["layers.11.widen.weight"])

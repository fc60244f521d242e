"""From questions and passages to the weights that the product ships: ``python -m eval.training MATTER WORK``.

MATTER holds ``passages.jsonl.gz`` and ``questions.jsonl`` (docs/training.md says how they look), WORK keeps what is
done: a run that was broken off goes on from there, and a stage that is done is not done again. The weights come in
``WORK/weights``; they are used once they stand in ``index/embedded/weights``.
"""

from __future__ import annotations

import argparse
import copy
import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from eval.training.base import write_base
from eval.training.encoder import EncoderPlan, lexical_negatives, mean_of, nearest_negatives, train_encoder
from eval.training.export import export
from eval.training.network import Network, read_network
from eval.training.reader import LOWER, LowerStates, Reader, ReaderPlan, train_reader
from eval.training.reading_matter import Matter, TrainingQuestion, read_matter

AT_ONCE = 1024
BEGIN_SCALE = 25.0  # of a cosine, as a logit: about what the encoder was trained with, halved
FROZEN = 2  # lowest layers that stay in the second stage
FURTHER = 0.75  # of the way that the second stage goes: all of it finds fewer passages (eval/NOTES.md)
ABOVE_NEAR = 0.05  # the cosine that is as good as none begins this far above a wrong passage's


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the encoder in two stages, then the reader over it, then write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("matter", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--encoder-rounds", type=int, default=2)
    parser.add_argument("--mined-rounds", type=int, default=2)
    parser.add_argument("--reader-rounds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(0)
    base = write_base(chosen.work / "base")
    matter = read_matter(chosen.matter, base / "tokenizer.json")
    network = _encoder(read_network(base), matter, chosen.encoder_rounds, chosen.work / "encoder.pt")
    network = _mined(network, matter, chosen.mined_rounds, chosen.work / "mined.pt")
    torch.save(network.state_dict(), chosen.work / "network.pt")
    reader = _reader(network, matter, chosen.reader_rounds, chosen.work / "reader.pt")
    texts = [passage.text for passage in matter.passages]
    export(network, reader, base / "tokenizer.json", texts, chosen.work / "weights")


def _encoder(network: Network, matter: Matter, rounds: int, kept: Path) -> Network:
    questions = [question for question in matter.questions if matter.gold(question)]
    return train_encoder(network, matter, questions, lexical_negatives(matter, questions), rounds, EncoderPlan(), kept)


def _mined(network: Network, matter: Matter, rounds: int, kept: Path) -> Network:
    """The encoder further, each question against the passages that it takes for the answer; part of the way."""
    questions = [question for question in matter.questions if matter.gold(question)]
    near, *_ = _nearest(LowerStates(network, matter, LOWER), matter, questions)
    further = train_encoder(copy.deepcopy(network), matter, questions, near, rounds, EncoderPlan(frozen=FROZEN), kept)
    return mean_of(network, further, FURTHER)


def _nearest(
    states: LowerStates, matter: Matter, questions: list[TrainingQuestion]
) -> tuple[list[list[int]], Tensor, Tensor]:
    """The wrong passages nearest to each question, and the unit vectors of all passages and of the questions."""
    rows = list(range(len(matter.passages)))
    vectors = torch.cat([states.vectors(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)])
    asked = torch.stack([vector for _, vector in states.asked(questions)])
    return nearest_negatives(matter, questions, vectors.numpy(), asked.numpy()), vectors, asked


def _reader(network: Network, matter: Matter, rounds: int, kept: Path) -> Reader:
    questions = [question for question in matter.questions if not question.answers or matter.gold(question)]
    states = LowerStates(network, matter, LOWER)
    near, vectors, asked = _nearest(states, matter, questions)
    reader = Reader(network, LOWER)
    wrong = [float(vectors[own[0]] @ vector) for own, vector in zip(near, asked, strict=True) if own]
    reader.offset.data.fill_(sum(wrong) / max(1, len(wrong)) + ABOVE_NEAR)
    reader.scale.data.fill_(math.log(BEGIN_SCALE))
    return train_reader(reader, states, matter, questions, near, rounds, ReaderPlan(), kept)


if __name__ == "__main__":
    main()

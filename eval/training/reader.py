"""Train the reader: which sentence of the best passages answers the question, or none.

The lower layers of the encoder read question and passage apart, so that a passage's states can be kept with the index;
the upper layers read both together (PreTTR: MacAvaney et al., 2020). A sentence's score is a scaled cosine of the
encoder's own vectors plus what a small head makes of its mean state after those layers; 'none of these' has the score
0. One softmax over all sentences of a question's passages and 'none' is trained (cross entropy, any of the right
sentences). With the cosine beside it, training starts from the encoder's ranking instead of from chance.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from eval.training.encoder import Mixed, in_passes, mean_weights, report
from eval.training.network import Network, bias_of, padded
from eval.training.reading_matter import Matter, TrainingQuestion

BEGIN = 0.02  # the head begins as nearly nothing
LOWER = 9
AT_ONCE = 16  # passages in one pass
ReadPassage = tuple[Tensor, list[tuple[int, int]], Tensor]
"""The states ``(tokens, width)`` of a passage, the spans of its sentences there, and their vectors."""


class Reader(nn.Module):
    """The upper layers of an encoder, over a question and a passage together, and a head for each sentence."""

    def __init__(self, network: Network, lower: int) -> None:
        super().__init__()
        width = network.kind.shape[0]
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in network.layers[lower:])
        self.side = nn.Parameter(torch.zeros(width))
        self.widen, self.narrow = nn.Linear(2 * width, width), nn.Linear(width, 1)
        nn.init.normal_(self.narrow.weight, std=BEGIN)
        nn.init.zeros_(self.narrow.bias)
        self.scale = nn.Parameter(torch.tensor(3.0))  # of the cosine, as a logarithm
        self.offset = nn.Parameter(torch.tensor(0.8))  # the cosine that is as good as none

    def forward(self, states: Tensor, present: Tensor, asked: Tensor, means: Tensor, cosines: Tensor) -> Tensor:
        """Scores of sentences ``(texts, sentences)``; above 0 is better than none.

        ``states`` ``(texts, tokens, width)`` are question and passage side by side; ``present`` and ``asked`` ``(texts,
        tokens)`` say where there is a token, and which are the question's; ``means`` ``(texts, 1 + sentences, tokens)``
        takes the mean over the question and over each sentence; ``cosines`` ``(texts, sentences)`` are the encoder's.
        """
        states = states + asked[:, :, None].to(states.dtype) * self.side
        padding = ((~present).to(states.dtype) * -10_000)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, padding)
        pooled = means.to(states.dtype) @ states
        question, sentences = pooled[:, :1], pooled[:, 1:]
        both = torch.cat([sentences, sentences * question], 2)
        read = self.narrow(functional.gelu(self.widen(both)))[:, :, 0].float()
        return read + self.scale.float().exp() * (cosines - self.offset.float())


@dataclass(frozen=True, slots=True)
class ReaderPlan:
    """How the reader is trained; chosen on two sets apart (eval/NOTES.md, 'A reader of our own')."""

    batch: int = 8
    passages: int = 5
    learning_rate: float = 8e-5
    head_rate: float = 1e-3
    warm_up: float = 0.05
    without_answer: float = 0.12  # share of answerable questions whose passages lose the answer
    first: int = 10  # the other passages are drawn from this many nearest
    seed: int = 1


class LowerStates:
    """The states of passages after the lower layers, worked out once and kept in bf16."""

    def __init__(self, network: Network, matter: Matter, lower: int) -> None:
        self._network = copy.deepcopy(network).to(torch.bfloat16)
        self._lower = lower
        self._matter = matter
        self._kept: dict[int, ReadPassage] = {}

    def passages(self, rows: Sequence[int]) -> list[ReadPassage]:
        """What the reader needs of passages."""
        todo = [row for row in dict.fromkeys(rows) if row not in self._kept]
        if todo:
            self.vectors(todo)
        return [self._kept[row] for row in rows]

    def vectors(self, rows: Sequence[int]) -> Tensor:
        """The unit vectors of passages ``(n, width)``; what the reader needs of them is kept on the way."""
        made = [self._matter.passages[row].pieces(self._matter.prefix) for row in rows]
        both = self._both([text for text, _ in made], [spans for _, spans in made])
        for row, (lower, vectors), (_, spans) in zip(rows, both, made, strict=True):
            self._kept[row] = lower, spans, vectors[1:].clone()
        return torch.stack([vectors[0] for _, vectors in both])

    def asked(self, questions: Sequence[TrainingQuestion]) -> list[tuple[Tensor, Tensor]]:
        """The states ``(tokens, width)`` and the unit vector ``(width,)`` of each question."""
        both = self._both([list(one.pieces) for one in questions], [[] for _ in questions])
        return [(lower, vectors[0]) for lower, vectors in both]

    @torch.inference_mode()
    def _both(self, texts: list[list[int]], spans: list[list[tuple[int, int]]]) -> list[tuple[Tensor, Tensor]]:
        found: list[tuple[Tensor, Tensor]] = [(torch.zeros(0), torch.zeros(0))] * len(texts)
        for numbers in in_passes(texts):
            rows = padded([texts[number] for number in numbers])
            states, bias = self._network.embed(rows), bias_of(rows, self._network.kind.dtype)
            for layer in self._network.layers[: self._lower]:
                states = layer(states, bias)
            last = states
            for layer in self._network.layers[self._lower :]:
                last = layer(last, bias)
            means = mean_weights([[(0, len(texts[number])), *spans[number]] for number in numbers], rows.shape[1])
            vectors = functional.normalize(means @ last.float(), dim=2)
            for row, number in enumerate(numbers):
                own = vectors[row, : 1 + len(spans[number])]
                found[number] = states[row, : len(texts[number])].clone(), own
        return found


def scores_of(reader: Reader, questions: list[tuple[Tensor, Tensor]], passages: list[ReadPassage]) -> list[Tensor]:
    """The scores of the sentences of each passage for the question beside it."""
    sizes = [len(question) + len(states) for (question, _), (states, *_) in zip(questions, passages, strict=True)]
    order = sorted(range(len(passages)), key=lambda at: sizes[at])
    found: list[Tensor] = [torch.zeros(0)] * len(passages)
    for start in range(0, len(order), AT_ONCE):
        numbers = order[start : start + AT_ONCE]
        tokens, most = sizes[numbers[-1]], max(len(passages[n][1]) for n in numbers)
        states = torch.zeros(len(numbers), tokens, reader.side.shape[0], dtype=reader.side.dtype)
        present, asked = (torch.zeros(len(numbers), tokens, dtype=torch.bool) for _ in range(2))
        cosines, spans = torch.zeros(len(numbers), most), []
        for row, n in enumerate(numbers):
            (question, vector), (passage, own, sentences) = questions[n], passages[n]
            length = len(question)
            states[row, :length], states[row, length : sizes[n]] = question, passage
            present[row, : sizes[n]], asked[row, :length] = True, True
            cosines[row, : len(own)] = sentences @ vector
            spans.append([(0, length), *((length + a, length + b) for a, b in own)])
        made = reader(states, present, asked, mean_weights(spans, tokens), cosines)
        for row, n in enumerate(numbers):
            found[n] = made[row, : len(passages[n][1])]
    return found


def choice(
    matter: Matter, question: TrainingQuestion, near: list[int], plan: ReaderPlan, draw: random.Random
) -> list[int]:
    """The passages that a question is trained with: one that answers, if any, and others that are near."""
    gold = matter.gold(question)
    others = [row for row in near if row not in gold]
    tempting = [
        row for sentence in sorted(question.near) for row in matter.holding.get((question.document, sentence), [])
    ]
    taken = [draw.choice(gold)] if gold and draw.random() >= plan.without_answer else []
    taken += draw.sample(tempting, min(1, len(tempting))) if draw.random() < 0.7 else []
    left = [row for row in others[: plan.first] if row not in taken]
    taken += draw.sample(left, min(plan.passages - len(taken), len(left)))
    return list(dict.fromkeys(taken))


def loss_of(scores: list[Tensor], right: list[Tensor]) -> Tensor:
    """Cross entropy of one question over all its sentences and 'none'."""
    flat, answers = torch.cat(scores), torch.cat(right)
    everything = torch.logsumexp(torch.cat([flat.new_zeros(1), flat]), 0)
    if answers.any():
        return everything - torch.logsumexp(flat[answers], 0)
    return everything


def train_reader(
    reader: Reader, states: LowerStates, matter: Matter, questions: list[TrainingQuestion], near: list[list[int]],
    rounds: int, plan: ReaderPlan, kept: Path,
) -> Reader:  # fmt: skip
    """The reader after ``rounds`` over the questions; ``near`` are the passages nearest to each, best first.

    Goes on from what an earlier run left in ``kept``.
    """
    draw = random.Random(plan.seed)
    order = [row for _ in range(rounds) for row in draw.sample(range(len(questions)), len(questions))]
    steps = len(order) // plan.batch
    heads = {name: plan.head_rate for name, _ in reader.named_parameters() if not name.startswith("layers.")}
    mixed = Mixed(reader, plan.learning_rate, steps, plan.warm_up, heads)
    mixed.resume(kept)
    losses: list[float] = []
    while mixed.done < steps:
        rows = order[mixed.done * plan.batch : (mixed.done + 1) * plan.batch]
        batch = [(questions[row], near[row]) for row in rows]
        losses.append(_learn(mixed.used, states, matter, batch, plan, random.Random(f"{plan.seed} {mixed.done}")))
        mixed.learn()
        report(mixed, steps, losses, kept)
    reader.load_state_dict(mixed.kept.state_dict())
    return reader


def _learn(
    reader: Reader, states: LowerStates, matter: Matter, batch: list[tuple[TrainingQuestion, list[int]]],
    plan: ReaderPlan, draw: random.Random,
) -> float:  # fmt: skip
    chosen = [choice(matter, question, near, plan, draw) for question, near in batch]
    asked = states.asked([question for question, _ in batch])
    flat = [(number, row) for number, rows in enumerate(chosen) for row in rows]
    passages = states.passages([row for _, row in flat])
    scores = scores_of(reader, [asked[number] for number, _ in flat], passages)
    total = torch.zeros(())
    for number, (question, _) in enumerate(batch):
        own = [at for at, (whose, _) in enumerate(flat) if whose == number]
        right = [_answering(question, matter.passages[flat[at][1]].ids[: len(passages[at][1])]) for at in own]
        total = total + loss_of([scores[at] for at in own], right) / len(batch)
    total.backward()
    return float(total.item())


def _answering(question: TrainingQuestion, sentences: Sequence[int]) -> Tensor:
    return torch.tensor([sentence in question.answers for sentence in sentences], dtype=torch.bool)

"""Fine-tune the encoder: a question near the passage and the sentence that answer it, far from all others.

Each batch holds questions of few documents, so that the passages of one question are hard negatives of the others; each
question brings negatives of its own besides: what BM25 finds, and in a second stage what the encoder itself finds. A
passage goes through the network once: its vector is the mean over all its pieces, a sentence's vector the mean over its
pieces there (late chunking; Günther et al., 2024). The loss is InfoNCE over all passages and over all sentences of the
batch (van den Oord et al., 2018).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from torch import Tensor, nn

from eval.training.network import Network, padded
from eval.training.reading_matter import Matter, TrainingPassage, TrainingQuestion
from index.lexical import LexicalIndex

AT_ONCE = 3000  # pieces in one pass
FROM_DOCUMENT = 16  # questions in a row from one document
EVERY = 50  # steps between two reports


@dataclass(frozen=True, slots=True)
class EncoderPlan:
    """How the encoder is trained; chosen on two sets apart (eval/NOTES.md, 'A reader of our own')."""

    batch: int = 32
    negatives: int = 1
    learning_rate: float = 5e-5
    warm_up: float = 0.06
    temperature: float = 0.02
    headed: float = 0.75  # share of passages that keep their headings
    hardest: int = 8  # a negative is drawn from this many nearest passages
    frozen: int = 0  # the lowest layers, which stay as they are
    seed: int = 0


class Mixed:
    """A module in bf16 to compute with beside one in float32 that keeps what is learned; the rate rises, then falls.

    ``quick`` are the names of parameters that learn at a rate of their own. What does not require a gradient stays.
    """

    def __init__(
        self, module: nn.Module, rate: float, steps: int, warm_up: float, quick: Mapping[str, float] | None = None
    ) -> None:
        self.kept = module.float()
        self.used = copy.deepcopy(module).to(torch.bfloat16)
        pairs = zip(self.kept.parameters(), self.used.parameters(), strict=True)
        self.pairs = [(kept, used) for kept, used in pairs if used.requires_grad]
        self.done = 0
        rates = quick or {}
        groups = [
            {"params": [kept], "lr": rates.get(name, rate), "weight_decay": 0.0 if name in rates else 0.01}
            for name, kept in self.kept.named_parameters()
            if kept.requires_grad
        ]
        self.optimiser = torch.optim.AdamW(groups)

        def share(step: int) -> float:
            return min(1.0, (step + 1) / (warm_up * steps + 1)) * max(0.02, (steps - step) / steps)

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, share)

    def learn(self) -> None:
        """Learn from the gradients of the module in bf16, and forget them."""
        for kept, used in self.pairs:
            kept.grad = used.grad.float() if used.grad is not None else None
            used.grad = None
        torch.nn.utils.clip_grad_norm_([kept for kept, _ in self.pairs], 1.0)
        self.optimiser.step()
        self.schedule.step()
        self._use()
        self.done += 1

    def save(self, path: Path) -> None:
        """Keep everything that going on from here needs."""
        beside = path.with_suffix(".new")
        values = {"module": self.kept.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save({**values, "schedule": self.schedule.state_dict(), "done": self.done}, beside)
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what ``save`` kept, if it is there."""
        if path.is_file():
            values = torch.load(path)
            self.kept.load_state_dict(values["module"])
            self.optimiser.load_state_dict(values["optimiser"])
            self.schedule.load_state_dict(values["schedule"])
            self.done = int(values["done"])
            self._use()

    def _use(self) -> None:
        with torch.no_grad():
            for kept, used in self.pairs:
                used.copy_(kept)


def batches(questions: list[TrainingQuestion], size: int, draw: random.Random) -> Iterator[list[TrainingQuestion]]:
    """The questions in batches; each batch takes runs of questions from few documents."""
    by_document: dict[str, list[TrainingQuestion]] = {}
    for question in questions:
        by_document.setdefault(question.document, []).append(question)
    runs = []
    for own in by_document.values():
        draw.shuffle(own)
        runs += [own[start : start + FROM_DOCUMENT] for start in range(0, len(own), FROM_DOCUMENT)]
    draw.shuffle(runs)
    flat = [question for run in runs for question in run]
    yield from (flat[start : start + size] for start in range(0, len(flat) - size // 2, size))


def lexical_negatives(matter: Matter, questions: list[TrainingQuestion]) -> list[list[int]]:
    """For each question the passages of its document that BM25 finds first, without those that answer."""
    found = {}
    for document, rows in matter.by_document.items():
        index = LexicalIndex.build((matter.passages[row].text for row in rows), 1.2, 0.75)
        for question in questions:
            if question.document == document:
                order = np.argsort(-index.scores(question.text), kind="stable")[:12]
                gold = set(matter.gold(question))
                found[id(question)] = [rows[at] for at in order.tolist() if rows[at] not in gold]
    return [found[id(question)] for question in questions]


def nearest_negatives(
    matter: Matter, questions: list[TrainingQuestion], vectors: NDArray[np.float32], asked: NDArray[np.float32]
) -> list[list[int]]:
    """For each question the passages of its document that are nearest to it, without those that answer.

    ``vectors`` ``(passages, width)`` and ``asked`` ``(questions, width)`` have unit norm.
    """
    found = []
    for question, vector in zip(questions, asked, strict=True):
        rows = matter.by_document[question.document]
        gold = set(matter.gold(question))
        order = np.argsort(-(vectors[rows] @ vector), kind="stable")[:16]
        found.append([rows[at] for at in order.tolist() if rows[at] not in gold])
    return found


def in_passes(texts: list[list[int]]) -> Iterator[list[int]]:
    """The numbers of texts in passes of nearly equal length, at most AT_ONCE pieces each."""
    own: list[int] = []
    for number in sorted(range(len(texts)), key=lambda number: len(texts[number])):
        if own and len(texts[number]) * (len(own) + 1) > AT_ONCE:
            yield own
            own = []
        own.append(number)
    if own:
        yield own


def pooled(network: Network, texts: list[list[int]], spans: list[list[tuple[int, int]]]) -> tuple[Tensor, list[Tensor]]:
    """The unit vectors of texts ``(n, width)`` and of the spans in each; means over pieces in float32."""
    whole: list[Tensor] = [torch.zeros(0)] * len(texts)
    parts: list[Tensor] = [torch.zeros(0)] * len(texts)
    for numbers in in_passes(texts):
        rows = padded([texts[number] for number in numbers])
        means = mean_weights([[(0, len(texts[number])), *spans[number]] for number in numbers], rows.shape[1])
        vectors = functional.normalize(means @ network(rows).float(), dim=2)
        for number, own in zip(numbers, vectors.unbind(0), strict=True):
            whole[number], parts[number] = own[0], own[1 : 1 + len(spans[number])]
    return torch.stack(whole), parts


def mean_weights(spans: list[list[tuple[int, int]]], tokens: int) -> Tensor:
    """What takes the mean over each span of each text: ``(texts, most spans, tokens)``, zeros where there is none."""
    weights = torch.zeros(len(spans), max(map(len, spans)), tokens)
    for text, own in enumerate(spans):
        for number, (start, end) in enumerate(own):
            weights[text, number, start:end] = 1 / max(1, end - start)
    return weights


def multi_positive(scores: Tensor, right: Tensor) -> Tensor:
    """InfoNCE where several columns may be right; rows without a right one do not count."""
    rows = right.any(1)
    everything = torch.logsumexp(scores[rows], 1)
    return (everything - torch.logsumexp(scores[rows].masked_fill(~right[rows], -1e4), 1)).mean()


def loss_of(
    network: Network, matter: Matter, asked: list[TrainingQuestion], negatives: list[list[int]], plan: EncoderPlan,
    draw: random.Random,
) -> Tensor:  # fmt: skip
    """The loss of one batch."""
    rows = list(dict.fromkeys(_rows(matter, asked, negatives, plan, draw)))
    made = [matter.passages[row].pieces(matter.prefix, headed=draw.random() < plan.headed) for row in rows]
    vectors, parts = pooled(network, [text for text, _ in made], [spans for _, spans in made])
    questions, _ = pooled(network, [list(one.pieces) for one in asked], [[] for _ in asked])
    keys = [
        (matter.passages[row].document, sentence)
        for row, (_, spans) in zip(rows, made, strict=True)
        for sentence in matter.passages[row].ids[: len(spans)]
    ]
    right = torch.tensor([[_holds(matter.passages[row], one) for row in rows] for one in asked])
    sentences = torch.tensor([[d == one.document and s in one.answers for d, s in keys] for one in asked])
    loss = multi_positive(questions @ vectors.T / plan.temperature, right)
    return loss + multi_positive(questions @ torch.cat(parts).T / plan.temperature, sentences)


def _rows(
    matter: Matter, asked: list[TrainingQuestion], negatives: list[list[int]], plan: EncoderPlan, draw: random.Random
) -> Iterator[int]:
    for question, hard in zip(asked, negatives, strict=True):
        yield draw.choice(matter.gold(question))
        own = hard[: plan.hardest]
        yield from draw.sample(own, min(plan.negatives, len(own)))


def _holds(passage: TrainingPassage, question: TrainingQuestion) -> bool:
    return passage.document == question.document and not question.answers.isdisjoint(passage.ids)


def train_encoder(
    network: Network, matter: Matter, questions: list[TrainingQuestion], negatives: list[list[int]], rounds: int,
    plan: EncoderPlan, kept: Path,
) -> Network:  # fmt: skip
    """The network after ``rounds`` over the questions; goes on from what an earlier run left in ``kept``."""
    draw = random.Random(plan.seed)
    hard = {id(question): own for question, own in zip(questions, negatives, strict=True)}
    order = [batch for _ in range(rounds) for batch in batches(list(questions), plan.batch, draw)]
    for frozen in (network.words, network.places, *network.layers[: plan.frozen]):
        frozen.requires_grad_(False)
    mixed = Mixed(network, plan.learning_rate, len(order), plan.warm_up)
    mixed.resume(kept)
    losses: list[float] = []
    while mixed.done < len(order):
        batch, own = order[mixed.done], random.Random(f"{plan.seed} {mixed.done}")
        loss = loss_of(mixed.used, matter, batch, [hard[id(question)] for question in batch], plan, own)
        loss.backward()
        mixed.learn()
        losses.append(loss.item())
        report(mixed, len(order), losses, kept)
    network.load_state_dict(mixed.kept.state_dict())
    return network


def mean_of(before: Network, after: Network, share: float) -> Network:
    """The network whose weights are ``share`` of those after training and the rest of those before.

    Source: Wortsman et al., Model soups (2022).
    """
    made, new = copy.deepcopy(before), after.state_dict()
    made.load_state_dict({name: old + share * (new[name] - old) for name, old in before.state_dict().items()})
    return made


def report(mixed: Mixed, steps: int, losses: list[float], kept: Path) -> None:
    """Print the mean of the last losses now and then, and keep what is learned."""
    if mixed.done % EVERY == 0 or mixed.done == steps:
        print(f"{mixed.done}/{steps} loss {np.mean(losses[-EVERY:]):.3f}", flush=True)
        mixed.save(kept)

"""The promise, kept up: questions without end over every set that is here, and every quote looked up again."""

from __future__ import annotations

import json
import os
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.assistant import Assistant
from app.question.kind import tidy
from app.question.parsing import parse_question
from app.records import ABSTAINED, ANSWERED, FOUND, NEAR, Answer, Citation
from app.settings import Settings
from app.workspace import open_workspace
from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.homes import working
from index.encoder import Progress, load_encoder
from index.settings import IndexSettings
from index.vectors import Vectors
from ingest.document import Document

ROOT = Path(__file__).parent.parent.parent
SETS = (ROOT / "eval" / "sets" / "proefadvies", *map(Path, filter(None, [os.environ.get("AANZET_DEV_SET")])))
KEPT = ROOT / "build" / "harden" / "homes"
QUESTIONS = 10_000
STARTS = (
    "Wat zegt de raad over", "Wie", "Wanneer", "Hoeveel", "Waarom", "Welke", "Hoe zit het met", "", "What about", "En",
    "Is het zo dat", "Wat vindt het kabinet van", "Klopt het dat",
)  # fmt: skip


class Ahead:
    """An encoder that knows the vectors of many questions, embedded together by the same weights; asks for others."""

    def __init__(self, settings: IndexSettings, texts: Sequence[str]) -> None:
        self._encoder = load_encoder(settings)
        self.name, self.revision = self._encoder.name, self._encoder.revision
        known = sorted(set(texts), key=len)
        self._known = dict(zip(known, self._encoder._encode(known, "query", "", None), strict=True))

    def encode_query(self, texts: list[str]) -> Vectors:
        if all(text in self._known for text in texts):
            return np.stack([self._known[text] for text in texts])
        return self._encoder.encode_query(texts)

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        return self._encoder.encode_document(texts, progress)


def soak(bounds: Bounds) -> Outcome:
    """Asks in turn over each set; no exception, every quote verbatim at its place, every page right, twice the same."""
    small = bounds.seconds < 30
    assistants = list(_assistants(small))
    asked = [(n, _question(assistants[n % len(assistants)], bounds.chance)) for n in range(QUESTIONS)]
    bounds.goes_on()
    tallies = [_ask_all(assistants, asked, bounds)] if small else _in_two_processes(assistants, asked, bounds)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for tally in tallies:
        faults += tally.pop("faults")
        counts.update(tally)
    documents = sum(len(assistant.documents) for assistant in assistants)
    told = (
        f"{len(assistants)} sets of {documents} documents: {counts[ANSWERED]} answered with {counts['quotes']} quotes, "
        f"{counts[ABSTAINED]} abstained"
    )
    return Outcome(counts["asked"], told, tuple(faults))


def _ask_prepared(assistants: Sequence[Assistant], asked: Sequence[tuple[int, str]], bounds: Bounds) -> str:
    """What ``_ask_all`` counts, as JSON; what is embedded of these questions is embedded first, together."""
    prepared = []
    for number, assistant in enumerate(assistants):
        speller = assistant._answerer.speller
        own = [question for n, question in asked if n % len(assistants) == number]
        parsed = [parse_question(tidy(question), (), speller) for question in own]
        texts = [text for question in parsed for text in (question.text, question.whole)]
        encoder = Ahead(assistant.settings.index, texts)
        prepared.append(Assistant(assistant.index, encoder, assistant.register, assistant.settings, assistant.home))
    return json.dumps(_ask_all(prepared, asked, bounds))


def _in_two_processes(
    assistants: Sequence[Assistant], asked: Sequence[tuple[int, str]], bounds: Bounds
) -> list[dict[str, Any]]:
    with (
        working(lambda: _ask_prepared(assistants, asked[::2], bounds)) as (_, first),
        working(lambda: _ask_prepared(assistants, asked[1::2], bounds)) as (_, second),
    ):
        ended = [wait(bounds.seconds + 120) for wait in (first, second)]
    return [json.loads(text) if kind == "done" else {"faults": [f"{kind} {text}"]} for kind, text in ended]


def _ask_all(assistants: Sequence[Assistant], asked: Sequence[tuple[int, str]], bounds: Bounds) -> dict[str, Any]:
    """Counts by name, and the faults that were found."""
    faults: list[str] = []
    counts: Counter[str] = Counter(asked=0)
    for number, question in asked:
        if not bounds.goes_on() or len(faults) >= 20:
            break
        counts["asked"] += 1
        assistant = assistants[number % len(assistants)]
        try:
            answer = assistant.ask(question)
            history = [assistant.turn(answer)]
            answers = [answer]
            if bounds.chance.random() < 0.1:
                answers.append(assistant.ask("En waarom is dat zo?", history))
            if bounds.chance.random() < 0.02 and assistant.ask(question) != answer:
                faults.append(f"{question!r}: another answer the second time")
        except Exception as error:  # noqa: BLE001 - any exception is the finding
            faults.append(f"{question!r}: {type(error).__name__}: {error}")
            continue
        for one in answers:
            counts[one.status] += 1
            counts["quotes"] += len(one.all_quotes)
            faults += [f"{question!r}: {fault}" for fault in _wrong(one, assistant.documents)]
    return {**counts, "faults": faults}


def _assistants(small: bool) -> Iterator[Assistant]:
    workspace = open_workspace(KEPT / "corpus", Settings())
    workspace.build(workspace.ingest())
    yield Assistant.open(workspace)
    for folder in () if small else SETS:
        documents = folder / "documents"
        if documents.is_dir() and any(documents.iterdir()):
            yield Assistant.for_folder(documents, KEPT / folder.name, Settings())


def _question(assistant: Assistant, chance: random.Random) -> str:
    passage = chance.choice(assistant.index.passages)
    words = passage.text.split()
    start = chance.randrange(len(words))
    taken = words[start : start + chance.randrange(1, 12)]
    if chance.random() < 0.3:
        chance.shuffle(taken)
    if chance.random() < 0.2:
        taken += chance.choice(assistant.index.passages).text.split()[:4]
    text = list(f"{chance.choice(STARTS)} {' '.join(taken)}{chance.choice(('?', '', '!', '...'))}".strip())
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        place = chance.randrange(len(text))
        text[place] = chance.choice((text[place] * 2, "", chance.choice("abcdefghijklmnopqrstuvwxyz"), "\u00ad", "é"))
    return "".join(text)


def _wrong(answer: Answer, documents: Mapping[str, Document]) -> list[str]:
    faults = [] if Answer.from_json(answer.to_json()) == answer else ["not the same after JSON"]
    if (answer.verdict in (FOUND, NEAR)) != bool(
        answer.quotes or answer.topic or any(fact.value for fact in answer.facts)
    ):
        faults.append(f"{answer.status} with {len(answer.quotes)} quotes")
    for quote in answer.all_quotes:
        faults += _misplaced(quote.text, quote.citation, documents[quote.citation.source_id])
    for found in answer.passages:
        faults += _misplaced(found.text, found.citation, documents[found.citation.source_id])
    return faults


def _misplaced(text: str, citation: Citation, document: Document) -> list[str]:
    start, end = citation.char_start, citation.char_end
    if document.text[start:end] != text:
        return [f"{citation.id}: not verbatim: {text[:80]!r}"]
    spans = document.raw_spans(start, end)
    raw = "".join(document.page(span.page_number).raw[span.raw_start : span.raw_end] for span in spans)
    if Counter(_letters(text)) - Counter(_letters(raw)):
        return [f"{citation.id}: the pages say {raw[:120]!r}, the quote {text[:120]!r}"]
    pages = tuple(dict.fromkeys(span.page_number for span in spans))
    if document.paged and pages != citation.page_numbers:
        return [f"{citation.id}: stands on pages {pages}, cited is {citation.page_numbers}"]
    return []


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())


CAMPAIGNS = (
    Campaign("soak", "generated questions over all sets: every quote verbatim at its place, every page right, the same "
             "answer twice, no exception", 500, soak),
)  # fmt: skip

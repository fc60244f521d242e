"""Two runs as one HTML page that needs nothing else: each question that changed, its old first block beside its new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2

from app.messages import messages, say
from app.records import FOUND
from eval.figures import HAVING_AN_ANSWER
from eval.records import QuestionRecord, RunRecord, by_id
from eval.run_differences import Change, changes, differences
from eval.sets import STYLES
from ingest.errors import SetError

PREFIX = "eval.side_by_side."
SURE = 0.05
FELT = ("first block", "any quote", "exact page", "role", "refused")
"""The compared measures that a person reads on a card."""
BETTER, WORSE, OTHER = "better", "worse", "other"


@dataclass(frozen=True, slots=True)
class Side:
    """What one run gave: texts as a reader sees them."""

    name: str
    verdict: str
    right: str
    confidence: str
    lead: str = ""
    text: str = ""
    tail: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question that changed; ``move`` is 'better', 'worse' or 'other' (another answer, equally good)."""

    id: str
    question: str
    previous_question: str
    kind: str
    kind_name: str
    qtype: str
    move: str
    move_name: str
    measures: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of both runs as texts; ``move`` is 'better' or 'worse' where chance hardly explains it, else ''."""

    cells: tuple[str, ...]
    move: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    set_name: str
    total: int
    before: str
    after: str
    counts: tuple[tuple[str, int], ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    moves: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    qtypes: tuple[str, ...]
    cards: tuple[Card, ...]


def side_by_side(before: RunRecord, after: RunRecord) -> Page:
    """The page of two runs over the same questions, worst first. Raises SetError when the questions differ."""
    moved = {change.question.id: change for change in changes(before, after)}
    old, new = by_id(before), by_id(after)
    cards = [
        _card(old[name], new[name], moved.get(name))
        for name in [*moved, *(name for name in new if name not in moved)]
        if name in moved or _shown(old[name]) != _shown(new[name])
    ]
    order = (WORSE, OTHER, BETTER)
    cards.sort(key=lambda card: order.index(card.move))
    counts = [(_say(move), sum(card.move == move for card in cards)) for move in (BETTER, WORSE, OTHER)]
    return Page(
        set_name=after.set_name,
        total=len(after.questions),
        before=_run(before),
        after=_run(after),
        counts=(*counts, (_say("same"), len(after.questions) - len(cards))),
        head=tuple(_say(name) for name in ("kind", "measure", "before", "after", "difference", "chance", "count")),
        rows=tuple(_rows(before, after)),
        moves=tuple((move, _say(move)) for move in (BETTER, WORSE, OTHER)),
        kinds=tuple(dict.fromkeys((card.kind, card.kind_name) for card in cards)),
        qtypes=tuple(sorted({card.qtype for card in cards if card.qtype})),
        cards=tuple(cards),
    )


def answers_changed(before: RunRecord, after: RunRecord) -> int:
    """How many questions have another verdict or other words shown; 0 for two runs of the same."""
    old, new = by_id(before), by_id(after)
    return sum(_shown(old[name]) != _shown(new[name]) for name in new.keys() & old.keys())


def write_side_by_side(page: Page, path: Path) -> None:
    """Write the page. Raises SetError when it cannot be written."""
    template = resources.files("eval").joinpath("side_by_side.html.jinja").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    words = {key.removeprefix(PREFIX): text for key, text in messages().items() if key.startswith(PREFIX)}
    text = environment.from_string(template).render(words=words, page=page)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause


def _card(old: QuestionRecord, new: QuestionRecord, change: Change | None) -> Card:
    gain = change.moved if change is not None else 0.0
    move = BETTER if gain > 0 else WORSE if gain < 0 else OTHER
    return Card(
        id=new.id,
        question=new.question,
        previous_question=new.previous_question,
        kind=new.style,
        kind_name=_kind(new.style),
        qtype=new.qtype,
        move=move,
        move_name=_say(move),
        measures=_felt(change),
        sides=(_side(_say("before"), old), _side(_say("after"), new)),
    )


def _side(name: str, question: QuestionRecord) -> Side:
    verdict = _say(f"verdict_{question.verdict}") if question.verdict else question.status
    right = _say("right" if _is_right(question) else "wrong") if question.verdict else ""
    sure = _number(question.confidence, 2)
    if not question.quotes:
        return Side(name, verdict, right, sure)
    first = question.quotes[0]
    pages = ", ".join(map(str, first.get("pages", ())))
    place = _say("place", document=first["document"], pages=pages) if pages else str(first["document"])
    lead, text, tail = (str(first.get(part, "")) for part in ("lead", "text", "tail"))
    return Side(name, verdict, right, sure, lead, text, tail, place)


def _is_right(question: QuestionRecord) -> bool:
    """Whether a reader was served well: the first block answers, or nothing was said to answer where nothing does."""
    if not question.answerable:
        return question.verdict != FOUND
    return bool(question.values.get("first block", question.values.get("first quote")))


def _shown(question: QuestionRecord) -> tuple[str, list[Mapping[str, Any]]]:
    parts = ("lead", "text", "tail", "document", "span")
    return question.verdict or question.status, [{part: quote.get(part) for part in parts} for quote in question.quotes]


def _rows(before: RunRecord, after: RunRecord) -> list[Row]:
    rows = []
    for one in differences(before, after):
        gain = one.after - one.before
        cells = (_kind(one.style), one.measure, _number(one.before), _number(one.after), _number(gain, sign="+"),
                 _number(one.p), str(one.count))  # fmt: skip
        wanted = -gain if one.measure == "refused" and one.style in HAVING_AN_ANSWER else gain
        rows.append(Row(cells, (BETTER if wanted > 0 else WORSE) if one.p < SURE else ""))
    return rows


def _kind(style: str) -> str:
    return _say(f"kind_{style}") if style in STYLES else style


def _felt(change: Change | None) -> str:
    named = [name for name in FELT if change is not None and name in change.measures]
    return ", ".join(_say(f"measure_{name.replace(' ', '_')}") for name in named)


def _number(value: float, digits: int = 3, sign: str = "") -> str:
    """As a Dutch reader writes it, with a comma."""
    return f"{value:{sign}.{digits}f}".replace(".", ",")


def _run(record: RunRecord) -> str:
    parts = (record.condition, record.made_with.get("date"), str(record.made_with.get("commit") or "")[:10])
    return ", ".join(str(part) for part in parts if part)


def _say(name: str, **values: object) -> str:
    return say(f"{PREFIX}{name}", **values)

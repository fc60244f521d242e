"""The sentences of a letter as steps of a way: what each must, may and need not be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.comparison.letter import HeadingClaims, LetterSentence, ends
from app.comparison.policy import TRACING
from app.comparison.stand import (
    goes_on,
    is_general,
    is_general_heading,
    requests,
    restates,
    said,
    takes_together,
    turns,
)
from app.comparison.tracing import NOTHING, Rows, Step
from ingest.document import Document
from ingest.records import BlockKind


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a sentence does, by its words: ``leans`` on the one before, opens a subject, or speaks of none."""

    restates: bool
    turns: bool
    requests: bool
    leans: bool
    general: bool
    weight: float
    together: bool

    @property
    def opens(self) -> bool:
        return self.restates or self.turns


def steps_of(
    letter: Document, sentences: Sequence[LetterSentence], claims: HeadingClaims, reacts: Sequence[float]
) -> list[Step]:
    """The sentences as steps of a way; ``reacts`` are the log-odds, by sentence, that it reacts to something.

    Below a heading that stands for some, and after one in its paragraph that names several, it is about those only.
    """
    heard = [_heard(letter, one) for one in sentences]
    steps = []
    opened, several = set[Rows](), NOTHING
    before: LetterSentence | None = None
    for one, words, boundary, odds in zip(sentences, heard, _boundaries(sentences, heard), reacts, strict=True):
        claimed = claims.of(one.heading_path)
        if boundary == "heading":
            opened = set()
        if before is None or before.block != one.block or (one.named and not one.named <= several):
            several = NOTHING
        if one.named:
            opened |= {one.named, *(frozenset((row,)) for row in one.named)}
            several = one.named if len(one.named) > 1 else several
        group = several or claimed
        named = _named(one, claimed) or (group if len(group) > 1 and words.together else None)
        among = frozenset({claimed, *_singles(claimed), *opened}) if claimed else frozenset()
        among = among or (frozenset({several, *_singles(several)}) if several else frozenset())
        if boundary in ("within", "decides", "undecided") and not one.named and len(group) > 1:
            boundary = "among"
        steps.append(
            Step(
                named=named,
                among=among or None,
                boundary=boundary,
                goes_on=words.leans and not words.restates,
                turns=words.turns or (words.leans and words.restates),
                general=_general(letter, one, words, claimed) + TRACING.reacts * max(TRACING.surely_reacts - odds, 0.0),
                together=TRACING.together * (boundary == "heading" and len(claimed) > 1),
            )
        )
        before = one
    return steps


def follow_request(letter: Document, sentences: Sequence[LetterSentence]) -> list[bool]:
    """For each sentence whether it says what the council asks for, or goes on after such a one in its paragraph."""
    found: list[bool] = []
    follows, block = False, -1
    for one in sentences:
        words = _heard(letter, one)
        if words.opens or one.named or one.block != block:
            follows = words.requests and not words.general
        found.append(follows)
        block = one.block
    return found


def _heard(letter: Document, one: LetterSentence) -> _Heard:
    text = letter.text[one.char_start : one.char_end]
    return _Heard(
        restates(text),
        turns(text),
        requests(text),
        goes_on(text),
        is_general(text),
        said(text).weight,
        takes_together(text),
    )


def _named(one: LetterSentence, claimed: Rows) -> Rows | None:
    """What a sentence must be about by what it names, below a heading that stands for ``claimed``."""
    if not claimed or not one.named or one.opens or one.named < claimed:
        return one.named or None
    return claimed | one.named if len(one.named) < len(claimed) + 3 else claimed


def _singles(rows: Rows) -> set[Rows]:
    return {frozenset((row,)) for row in rows}


def _boundaries(sentences: Sequence[LetterSentence], heard: Sequence[_Heard]) -> list[str]:
    """What each sentence begins, by the names of ``TracingPolicy``.

    A decision may begin another recommendation, but not when it leans on what is before it or follows on what repeats
    or opens a subject; what is repeated belongs to what is before it as long as nothing was decided there.
    """
    found: list[str] = []
    decided = opened = False
    before: LetterSentence | None = None
    for one, words in zip(sentences, heard, strict=True):
        decided = decided and before is not None and before.block == one.block
        boundary = _boundary(one, before, words)
        if boundary == "decides" and not words.opens and (opened or words.leans):
            boundary = "within"
        if boundary == "decides" and words.restates and not decided:
            boundary = "undecided"
        found.append(boundary)
        decided = decided or words.weight >= TRACING.decisive
        opened = words.opens and not words.general
        before = one
    return found


def _boundary(one: LetterSentence, before: LetterSentence | None, words: _Heard) -> str:
    if before is None or before.heading_path != one.heading_path:
        return "heading"
    if before.block != one.block:
        if {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW} & {one.kind, before.kind}:
            return "item"
        return "paragraph" if one.heading_path and not is_general_heading(one.heading_path[-1]) else "loose"
    return "decides" if words.weight >= TRACING.decisive or words.opens else "within"


def _general(letter: Document, one: LetterSentence, words: _Heard, claimed: Rows) -> float:
    """What speaks for a sentence's being about nothing in particular; less than 0 where it is surely about some."""
    if claimed:
        return 0.0
    below_general = bool(one.heading_path) and is_general_heading(one.heading_path[-1])
    asked = 0.0
    if not words.general:
        settles = words.weight >= TRACING.settling and not below_general
        asked = TRACING.requested * words.requests + TRACING.settled * settles
    if one.named:
        return -asked
    block = letter.blocks[one.block]
    if not ends(letter, one) or len(letter.text[block.char_start : block.char_end].split()) < TRACING.fewest_words:
        return TRACING.no_sentence - asked
    heading = TRACING.general_heading if below_general else -TRACING.own_heading * bool(one.heading_path)
    return heading + TRACING.general_sentence * words.general - asked

"""The verdict on an aligned quotation: which differences are typesetting, and which are alterations."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from app.policy import QUOTATION
from app.quotation.alignment import Step
from app.quotation.ends import left_end, may_begin, right_end, sentence_ends, sentence_starts
from app.quotation.records import DifferenceWord, Operation
from app.quotation.same_words import same_run
from app.quotation.segment import Item, ItemKind, Segment
from app.quotation.tokens import (
    ELLIPSIS,
    NEGATIONS,
    QUOTE,
    STOPS,
    fold,
    same_but_first_letter,
    starts_with_capital,
    tokenize,
)
from app.quotation.word_index import ASIDE, DocumentTokens
from index.values.amounts import FoundAmount, find_amounts
from index.values.dates import FoundDate, find_dates

_THEIRS = frozenset((Operation.DELETED, Operation.REPLACED, Operation.HIDDEN, Operation.REWRITTEN))


class Judgement(NamedTuple):
    """What an alignment comes to.

    ``reason`` is '' when the quotation is verbatim. ``first`` and ``last`` are the outermost document tokens that
    belong to it, ``spans`` stretches ``[start, end)`` of the document's text without what was left out.
    """

    reason: str
    similarity: float
    difference: tuple[DifferenceWord, ...]
    part: bool
    first: int
    last: int
    spans: tuple[tuple[int, int], ...]


class _Marked(NamedTuple):
    operation: Operation
    item: int
    token: int


def judge(text: DocumentTokens, segment: Segment, steps: Sequence[Step], pasted: str) -> Judgement | None:
    """The verdict on ``steps``, or None when no token of the document stands opposite one of the quotation."""
    opposite = [step.token for step in steps if step.token >= 0 and step.item >= 0]
    if not opposite:
        return None
    marked = _mark(text, segment.items, steps, pasted)
    left = left_end(text, segment, opposite[0])
    right = right_end(text, segment, opposite[-1])
    shown = [
        *(_Marked(Operation.DELETED, -1, token) for token in left.words),
        *marked,
        *(_Marked(Operation.DELETED, -1, token) for token in right.words),
    ]
    before, within, after = _outer_marks(segment, pasted)
    difference = [*before, *(_word(text, segment.items, entry, pasted) for entry in shown), *within]
    if segment.closing and segment.closing != ELLIPSIS:
        wrong = right.reason == "punctuation"
        difference.append(DifferenceWord(Operation.INSERTED if wrong else Operation.KEPT, segment.closing, False))
    taken = [step.token for step in steps if step.token >= 0 and not step.skipped]
    return Judgement(
        reason=_reason(text, segment.items, marked) or left.reason or right.reason,
        similarity=_similarity(text, segment.items, marked),
        difference=(*difference, *after),
        part=not (sentence_starts(text, opposite[0]) and sentence_ends(text, right.outermost)),
        first=opposite[0],
        last=right.outermost,
        spans=tokens_to_spans(text, sorted({*taken, right.outermost})),
    )


def _outer_marks(segment: Segment, pasted: str) -> tuple[list[DifferenceWord], ...]:
    """The quotation marks around the words that are looked for: before them, between them and the mark that closes the
    sentence, and behind that. None where no mark stands among the words, since those outside are a pair then.
    """
    if all(item.token.key != QUOTE for item in segment.items):
        return [], [], []
    first, last = segment.items[0].token.char_start, segment.items[-1].token.char_end
    parts = ((segment.char_start, first), (last, segment.closing_end), (segment.closing_end, segment.char_end))
    return tuple(
        [
            DifferenceWord(Operation.KEPT, pasted[token.char_start : token.char_end], False)
            for token in tokenize(pasted, start, end)
            if token.key == QUOTE
        ]
        for start, end in parts
    )


def _mark(text: DocumentTokens, items: Sequence[Item], steps: Sequence[Step], pasted: str) -> list[_Marked]:
    marked: list[_Marked] = []
    run: list[Step] = []
    before = -1
    for place, step in enumerate(steps):
        special = step.item >= 0 and items[step.item].kind != ItemKind.TOKEN and not step.skipped
        if not (step.same or step.skipped or special or step.rewritten):
            run.append(step)
            continue
        marked += _close(text, items, run, before, pasted)
        run = []
        if step.rewritten and not (place and steps[place - 1].rewritten):
            marked += _rewritten(list(itertools.takewhile(lambda one: one.rewritten, steps[place:])))
        before = step.token if step.token >= 0 else before
        if step.same:
            marked.append(_Marked(Operation.KEPT, step.item, step.token))
        elif special:
            marked += _special(text, items, step, steps[place + 1 :])
    return marked + _close(text, items, run, before, pasted)


def _close(text: DocumentTokens, items: Sequence[Item], run: Sequence[Step], before: int, pasted: str) -> list[_Marked]:
    """A run of unequal steps: kept when only typesetting differs, else deleted and inserted words."""
    here = [items[step.item] for step in run if step.item >= 0]
    there = [step.token for step in run if step.token >= 0]
    if same_run(text, here, there, before, pasted):
        return [_Marked(Operation.KEPT, step.item, step.token) for step in run if step.item >= 0]
    marked = []
    for step in run:
        if step.item >= 0 and step.token >= 0 and _capital_is_free(text, items, step):
            marked.append(_Marked(Operation.KEPT, step.item, step.token))
            continue
        if step.token >= 0:
            marked.append(_Marked(Operation.DELETED, step.item, step.token))
        if step.item >= 0:
            marked.append(_Marked(Operation.INSERTED, step.item, step.token))
    return marked


def _rewritten(steps: Sequence[Step]) -> list[_Marked]:
    """A date or number as it is pasted, and then as the source writes it."""
    kept = [_Marked(Operation.KEPT, item, -1) for item in dict.fromkeys(step.item for step in steps)]
    return [*kept, *(_Marked(Operation.REWRITTEN, -1, at) for at in dict.fromkeys(step.token for step in steps))]


def _special(text: DocumentTokens, items: Sequence[Item], step: Step, rest: Sequence[Step]) -> list[_Marked]:
    """An omission mark or editorial bracket with the words that it took up.

    A bracket may stand for a few words and an omission mark for many, but neither may hide a negation (for an omission:
    in the clause at the cut) and a bracket no number either: then the hidden words count as deleted. '[sic]' and '[12]'
    stand for no words at all, unless the source has that bracket itself.
    """
    item = items[step.item]
    hidden = [after.token for after in itertools.takewhile(lambda after: after.skipped, rest)]
    if item.kind == ItemKind.OMISSION:
        return [_Marked(Operation.OMISSION, step.item, -1), *_omitted(text, hidden)]
    if item.stands_for_nothing:
        own = [text.tokens[place].key for place in hidden] == [token.key for token in tokenize(item.token.key)]
        shown = [] if own else [_Marked(Operation.DELETED, -1, place) for place in hidden]
        return [*shown, _Marked(Operation.KEPT if own else Operation.EDITORIAL, step.item, -1)]
    negates = any(fold(word) in NEGATIONS for word in item.inserted_words)
    hides = any(fold(text.tokens[at].key) in NEGATIONS or text.tokens[at].key[0].isdigit() for at in hidden)
    return [
        *(_Marked(Operation.DELETED if hides else Operation.REPLACED, -1, at) for at in hidden),
        _Marked(Operation.INSERTED if negates or hides else Operation.EDITORIAL, step.item, -1),
    ]


def _omitted(text: DocumentTokens, hidden: Sequence[int]) -> list[_Marked]:
    """What must be seen of the words behind an omission mark: denials in the clauses at the cut, and every number."""
    marks = [row for row, place in enumerate(hidden) if not text.tokens[place].is_word]
    first, last = (marks[0], marks[-1]) if marks else (len(hidden), -1)
    if hidden and marks and hidden[0] > 0 and text.tokens[hidden[0] - 1].key in STOPS:
        first = 0  # the cut begins with a sentence of its own
    near = {place for row, place in enumerate(hidden) if row < first or row > last}
    denied = {place for place in near if fold(text.tokens[place].key) in NEGATIONS}
    shown = dict.fromkeys(_numbers(text, hidden), Operation.HIDDEN) | dict.fromkeys(denied, Operation.DELETED)
    return [_Marked(shown[place], -1, place) for place in sorted(shown)]


def _numbers(text: DocumentTokens, hidden: Sequence[int]) -> list[int]:
    """The tokens among ``hidden`` that make a number with its unit, or a date."""
    if not hidden:
        return []
    start, end = text.tokens[min(hidden)].char_start, text.tokens[max(hidden)].char_end
    written = text.document.text[start:end]
    dates = find_dates(written)
    found: list[FoundDate | FoundAmount] = [*dates, *find_amounts(written, dates)]
    spans = sorted((start + one.char_start, start + one.char_end) for one in found)
    return [
        place
        for place in hidden
        if any(first <= text.tokens[place].char_start and text.tokens[place].char_end <= last for first, last in spans)
    ]


def _capital_is_free(text: DocumentTokens, items: Sequence[Item], step: Step) -> bool:
    """Whether only the first letter's capital differs, where a quotation may begin in the middle of a sentence."""
    item, token = items[step.item], text.tokens[step.token]
    if not same_but_first_letter(item.token.key, token.key):
        return False
    begins = step.item == 0 or items[step.item - 1].kind == ItemKind.OMISSION
    if item.free_case:
        return True
    return begins and (not starts_with_capital(item.token.key) or may_begin(text, step.token))


def _reason(text: DocumentTokens, items: Sequence[Item], marked: Sequence[_Marked]) -> str:
    inserted = [items[entry.item].token for entry in marked if entry.operation == Operation.INSERTED]
    deleted = [text.tokens[entry.token] for entry in marked if entry.operation == Operation.DELETED]
    if not inserted and not deleted:
        return ""
    ours = sorted(token.key for token in inserted if token.is_word)
    theirs = sorted(token.key for token in deleted if token.is_word)
    if not ours and not theirs and all(len(token.key) == 1 for token in inserted):
        return "punctuation"
    if ours == theirs:
        return "order" if ours else "words"
    same = sorted(key.casefold() for key in ours) == sorted(key.casefold() for key in theirs)
    return "capitals" if same else "words"


def _similarity(text: DocumentTokens, items: Sequence[Item], marked: Sequence[_Marked]) -> float:
    """Twice the equal words over the words of both sides, 0 to 1; a word in another form counts for a part."""
    kept = ours = theirs = 0.0
    for entry in marked:
        item = items[entry.item].token if entry.item >= 0 else None
        token = text.tokens[entry.token] if entry.token >= 0 else None
        ours += item is not None and item.is_word and entry.operation in (Operation.KEPT, Operation.INSERTED)
        theirs += token is not None and token.is_word and entry.operation in (Operation.KEPT, Operation.DELETED)
        if item is None or token is None or not item.is_word:
            continue
        if entry.operation == Operation.KEPT:
            kept += 1
        elif (
            entry.operation == Operation.INSERTED
            and fold(item.key)[: QUOTATION.form_letters] == fold(token.key)[: QUOTATION.form_letters]
        ):
            kept += QUOTATION.form_share
    return 2 * kept / (ours + theirs) if ours + theirs else 0.0


def tokens_to_spans(text: DocumentTokens, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Token places, ascending, as spans of the document's characters; a span ends where words were left out."""
    spans: list[tuple[int, int]] = []
    before = -2
    for place in places:
        token = text.tokens[place]
        if spans and place == before + 1 and not _interrupted(text, before, place):
            spans[-1] = (spans[-1][0], token.char_end)
        else:
            spans.append((token.char_start, token.char_end))
        before = place
    return tuple(spans)


def _interrupted(text: DocumentTokens, before: int, place: int) -> bool:
    """Whether a footnote, pull quote or caption stands between two tokens that follow each other."""
    first, last = text.block_numbers[before], text.block_numbers[place]
    return last < first or any(text.document.blocks[number].kind in ASIDE for number in range(first + 1, last))


def _word(text: DocumentTokens, items: Sequence[Item], entry: _Marked, pasted: str) -> DifferenceWord:
    theirs = entry.operation in _THEIRS
    token = text.tokens[entry.token] if theirs else items[entry.item].token
    whole = text.document.text if theirs else pasted
    space = token.char_start > 0 and whole[token.char_start - 1].isspace()
    return DifferenceWord(entry.operation, whole[token.char_start : token.char_end], space)

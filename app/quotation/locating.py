"""Where the sentences of a pasted text stand: exactly, else where they align best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from app.policy import QUOTATION
from app.quotation.alignment import Step, align
from app.quotation.beside import says_who, set_apart
from app.quotation.pasted import piece_of, rejoined, split_at_quotes
from app.quotation.records import Operation
from app.quotation.segment import ItemKind, Segment
from app.quotation.tokens import STOPS
from app.quotation.values import align_values
from app.quotation.verdict import Judgement, judge
from app.quotation.word_index import QuotationIndex


class Match(NamedTuple):
    """A place that was found for a segment, and the verdict on it."""

    source_id: str
    judgement: Judgement


def find_all(index: QuotationIndex, wanted: Sequence[Segment], pasted: str) -> tuple[list[Segment], list[Match | None]]:
    """The segments with their matches; one that is not verbatim is tried again for the words that it quotes.

    The writer's own words around those are found only where a source has them verbatim: anything else is chance.
    """
    found: list[Segment] = []
    matches: list[Match | None] = []
    before: Match | None = None
    missed: set[tuple[str, ...]] = set()  # a sentence that was found nowhere is not looked for again
    for segment in wanted:
        keys = tuple(item.token.key for item in segment.items)
        pieces = [(segment, None)] if keys in missed else _pieces(index, segment, pasted, before)
        if pieces == [(segment, None)] and segment.word_count >= QUOTATION.fewest_words:
            missed.add(keys)
        found += [piece for piece, _ in pieces]
        matches += [match for _, match in pieces]
        before = next((match for piece, match in reversed(pieces) if not piece.beside), before)
    return found, matches


def _pieces(
    index: QuotationIndex, segment: Segment, pasted: str, before: Match | None
) -> list[tuple[Segment, Match | None]]:
    """A segment with its match, or what it is parted into: a quotation, and what stands beside or around it."""
    match = _find(index, segment, pasted, before)
    if match is not None and (_verbatim(match) or _changes_numbers_alone(match)):
        return [(segment, match)]
    apart = set_apart(segment, pasted)
    core = next((one for one in apart if not one.beside), None)
    own = _find(index, core, pasted, before) if core is not None else None
    if match is not None and core is not None and _has_number_behind(index, segment, core):
        return [(segment, match)]
    if own is not None and (match is None or _verbatim(own) or not _better(match, own)):
        return [(one, own if one is core else None) for one in apart]
    quoted = split_at_quotes(segment, pasted)
    parts = [_find(index, piece, pasted, None) for piece, _ in quoted]
    if not _only_quotes(index, match, quoted, parts):
        return [(segment, match)]
    made: list[tuple[Segment, Match | None]] = []
    for (piece, is_quoted), part in zip(quoted, parts, strict=True):
        taken = part if is_quoted or _verbatim(part) else None
        who = taken is None and not is_quoted and says_who(pasted[piece.char_start : piece.char_end])
        made.append((piece._replace(beside=who), taken))
    return made


def _better(one: Match, other: Match) -> bool:
    return one.judgement.similarity > other.judgement.similarity


def _has_number_behind(index: QuotationIndex, segment: Segment, core: Segment) -> bool:
    """Whether ``segment`` has a bracketed number behind ``core`` and a source has one there too: another, for it does
    not have the whole segment.
    """
    behind = [item for item in segment.items if item.token.char_start > core.items[-1].token.char_start][:2]
    if [item.token.key == "(" or item.token.key.isdigit() for item in behind] != [True, True]:
        return False
    opened = piece_of(segment, [*core.items, behind[0]])
    places = (
        [(index.texts[name].tokens, steps[-1].token + 1) for name, steps in _exactly(index, opened)] if opened else []
    )
    return any(at < len(tokens) and tokens[at].key.isdigit() for tokens, at in places)


def _changes_numbers_alone(match: Match) -> bool:
    """Whether a sentence of a source has other numbers and is the same for the rest: '(2018)' for its '(2017)'."""
    changed = [word for word in match.judgement.difference if word.operation in (Operation.INSERTED, Operation.DELETED)]
    return {word.operation for word in changed} == {Operation.INSERTED, Operation.DELETED} and all(
        word.text.isdigit() for word in changed
    )


def _verbatim(match: Match | None) -> bool:
    return match is not None and not match.judgement.reason


def _only_quotes(
    index: QuotationIndex, whole: Match | None, pieces: Sequence[tuple[Segment, bool]], parts: Sequence[Match | None]
) -> bool:
    """Whether what a sentence quotes stands in a source, and words around it are the writer's own.

    The writer's own are words that the source's sentence does not have around what is quoted: two or more, less than
    half of them there. Where the whole sentence stands nowhere, finding a quotation is enough.
    """
    quoted = [part for (_, is_quoted), part in zip(pieces, parts, strict=True) if is_quoted]
    if whole is None or not any(quoted):
        return any(quoted)
    for place, (piece, is_quoted) in enumerate(pieces):
        words = [item.token.key.casefold() for item in piece.items if item.token.is_word]
        if is_quoted or len(words) < QUOTATION.own_words:
            continue
        beside = [key for near in (-1, 1) for step in (-1, 1) for key in _beside(index, parts, place + near, step)]
        if 2 * sum(word in beside for word in words) < len(words):
            return True
    return False


def _beside(index: QuotationIndex, parts: Sequence[Match | None], place: int, step: int) -> list[str]:
    """The document's words in the same sentence before (``step`` -1) or after (1) the match of a piece, if any."""
    match = parts[place] if 0 <= place < len(parts) else None
    if match is None:
        return []
    text = index.texts[match.source_id]
    at = match.judgement.last if step > 0 else match.judgement.first
    block = text.block_numbers[at]
    words: list[str] = []
    if step > 0 and text.tokens[at].key in STOPS:
        return words
    at += step
    while 0 <= at < len(text.tokens) and text.block_numbers[at] == block and text.tokens[at].key not in STOPS:
        words.append(text.tokens[at].key.casefold())
        at += step
    return words


def _find(index: QuotationIndex, segment: Segment, pasted: str, before: Match | None) -> Match | None:
    """The best match for a segment, or None: verbatim first, then right after the one before, then the likest."""
    if segment.word_count > QUOTATION.most_words:
        return None
    if segment.word_count < QUOTATION.fewest_words:
        return _short(index, segment, pasted, before)
    found = _matches(index, segment, pasted)
    if not any(match.judgement.similarity >= QUOTATION.altered_from for match in found):
        found = _longest_part(index, segment, pasted)
    found = [match for match in found if match.judgement.similarity >= QUOTATION.altered_from]
    return min(found, key=lambda match: _order(index, match, before), default=None)


def _short(index: QuotationIndex, segment: Segment, pasted: str, before: Match | None) -> Match | None:
    """One or two words ('Antwoord 2') are looked for right after the match before them only."""
    for source_id, steps in _exactly(index, segment, math.inf) if before else []:
        judgement = judge(index.texts[source_id], segment, steps, pasted)
        match = Match(source_id, judgement) if judgement and not judgement.reason else None
        if before and match and joint_of(index, before, match) == "adjacent":
            return match
    return None


def _order(index: QuotationIndex, match: Match, before: Match | None) -> tuple[bool, int, float, str, int]:
    judgement = match.judgement
    joint = joint_of(index, before, match) if before else ""
    near = ("adjacent", "gap", "elsewhere", "").index(joint)
    return bool(judgement.reason), near, -round(judgement.similarity, 6), match.source_id, judgement.first


def _matches(index: QuotationIndex, segment: Segment, pasted: str) -> list[Match]:
    whole = rejoined(segment, pasted, index.whole_word)
    for reading in (segment, whole):
        if aligned := _exactly(index, reading):
            segment = reading
            break
    else:
        segment = whole
        keys = [item.token.key for item in segment.items if item.kind == ItemKind.TOKEN]
        reach = sum(item.kind == ItemKind.OMISSION for item in segment.items) * QUOTATION.omitted
        start, end = _longest(segment)
        part = [item.token.key for item in segment.items[start:end]] if end - start < len(segment.items) else []
        for window in [*index.around(part, reach + len(keys)), *index.candidates(keys, reach)]:
            aligned.append((window.source_id, align_values(index, segment.items, window, pasted)))
    judged = ((source_id, judge(index.texts[source_id], segment, steps, pasted)) for source_id, steps in aligned)
    return [Match(source_id, judgement) for source_id, judgement in judged if judgement is not None]


def _exactly(index: QuotationIndex, segment: Segment, most: float | None = None) -> list[tuple[str, Sequence[Step]]]:
    keys = [item.token.key for item in segment.items if item.kind == ItemKind.TOKEN]
    if len(keys) < len(segment.items):
        return []
    found: list[tuple[str, Sequence[Step]]] = []
    windows = index.occurrences(keys)
    for window in windows[: int(min(QUOTATION.most_places if most is None else most, len(windows)))]:
        steps = [Step(place, window.start + place, same=True) for place in range(len(keys))]
        first = index.texts[window.source_id].tokens[window.start]
        steps[0] = Step(0, window.start, same=first.key == keys[0])
        found.append((window.source_id, steps))
    return found


def _longest_part(index: QuotationIndex, segment: Segment, pasted: str) -> list[Match]:
    """Matches of the longest part between omission marks or brackets alone, the other parts counted as inserted."""
    start, end = _longest(segment)
    if end - start == len(segment.items):
        return []
    keys = [item.token.key for item in segment.items[start:end]]
    found = []
    for window in index.candidates(keys, 0) if keys else []:
        _, inner = align(index, segment.items[start:end], window)
        steps = [
            *(Step(place, -1) for place in range(start)),
            *(step._replace(item=step.item + start) if step.item >= 0 else step for step in inner),
            *(Step(place, -1) for place in range(end, len(segment.items))),
        ]
        judgement = judge(index.texts[window.source_id], segment, steps, pasted)
        alone = segment._replace(items=segment.items[start:end], closing="", open_start=True)
        part = judge(index.texts[window.source_id], alone, inner, pasted)
        if judgement is not None and part is not None:
            found.append(Match(window.source_id, judgement._replace(similarity=part.similarity)))
    return found


def joint_of(index: QuotationIndex, before: Match, after: Match) -> str:
    """How ``after`` joins ``before``: 'adjacent' (only marks in between), 'gap' (it stands later) or 'elsewhere'."""
    if before.source_id != after.source_id or after.judgement.first <= before.judgement.last:
        return "elsewhere"
    between = index.texts[before.source_id].tokens[before.judgement.last + 1 : after.judgement.first]
    return "gap" if any(token.is_word for token in between) else "adjacent"


def _longest(segment: Segment) -> tuple[int, int]:
    """The longest run of items without an omission mark or bracket in it."""
    cuts = [place for place, item in enumerate(segment.items) if item.kind != ItemKind.TOKEN]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(segment.items)]
    return max(zip(starts, ends, strict=True), key=lambda part: part[1] - part[0])

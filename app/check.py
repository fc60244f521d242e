"""Checking a quotation: verbatim, altered (and how), or not found, sentence by sentence.

Finding is generous (word votes, rapidfuzz, alignment); the verdict is not: it compares tokens one by one. Verbatim
means the same words, capitals, numbers and marks in the same order. Allowed are differences of typesetting (see
``app.check_tokens`` and ``app.check_same``) and what is customary in quoting:

- '...', '(...)' and '[...]' leave words out: the parts must stand in that order in one document, at most
  ``OMITTED_TOKENS`` words and marks apart, and the cut may not fall beside a 'niet';
- a bracket such as '[de raad]' is the editor's own and shown as such; it may stand for up to ``REPLACED_TOKENS`` words
  and marks of the source, but not for a negation or a number, and may not hold a negation; '[sic]' stands for nothing;
- a fragment may begin with a small letter and end without a mark, or with another mark than a full stop. With a capital
  and a full stop it claims to be a whole sentence: where the source's sentence goes on it is altered ('cut_off').

Of a sentence that is not verbatim but quotes three words or more ('De krant schrijft: "..."'), what stands between the
quotation marks is checked by itself, unless the words around it stand in the source too.

``ALTERED_FROM`` parts altered from not found. Measured on eleven parliamentary papers (623 sentences) with
``python benchmarks/check_quotations.py FOLDER --count 2000 --sweep``: at 0.5, 97.9% of sentences from elsewhere are not
found (the rest are formulas such as 'Antwoord van Minister ...') and 98.6% of badly mangled ones are found; at 0.4
that is 91.6% and 99.8%, at 0.6 98.7% and 63.8%. All sentences are verbatim in each of five kinds of typesetting; of
4,203 texts with one change 4,200 are altered, 3 not found and none verbatim.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.check_align import OMITTED_TOKENS, Step, align
from app.check_index import QuotationIndex
from app.check_judge import Judgement, judge, tokens_to_spans
from app.check_paste import MAX_WORDS, MIN_WORDS, ItemKind, Segment, rejoined, segments, split_at_quotes
from app.check_records import CheckedSegment, CheckResult, Place, Stretch, Verdict
from app.check_tokens import tokenize
from app.citing import make_citation
from ingest.document import Document

MAX_CHARS = 20_000
MAX_SEGMENTS = 300
MAX_OCCURRENCES = 50
ALTERED_FROM = 0.5


class _Match(NamedTuple):
    source_id: str
    judgement: Judgement


def check_quotation(documents: Mapping[str, Document], text: str, index: QuotationIndex | None = None) -> CheckResult:
    """The verdict on a pasted ``text`` against ``documents`` (by source id), sentence by sentence in its order.

    ``index`` is a QuotationIndex over the same documents, to be made once where many quotations are checked. At most
    ``MAX_CHARS`` characters are looked at; never raises for any text. The same input gives an equal result.
    """
    checked = min(len(text), MAX_CHARS)
    pasted = text[:checked]
    index = index or QuotationIndex(documents)
    reason = _refusal(documents, pasted)
    if reason:
        return CheckResult(Verdict.NOT_CHECKED, reason, checked, len(text))
    found = segments(pasted, index.furniture)[:MAX_SEGMENTS]
    if found and len(found) == MAX_SEGMENTS:
        checked = found[-1].char_end
    found, matches = _find_all(index, found, pasted)
    numbers = itertools.count(1)
    made = []
    for place, (segment, match) in enumerate(zip(found, matches, strict=True)):
        follows = _follows(index, found[place - 1 : place + 1], matches[place - 1 : place + 1]) if place else ""
        made.append(_checked(index, segment, match, pasted, follows, numbers))
    stretches = _stretches(index, made, matches, numbers)
    verdict, reason = _overall(made)
    return CheckResult(verdict, reason, checked, len(text), tuple(made), stretches)


def _refusal(documents: Mapping[str, Document], pasted: str) -> str:
    if not pasted.strip():
        return "empty"
    words = sum(token.is_word for token in tokenize(pasted))
    if words < MIN_WORDS:
        return "too_short" if words else "no_words"
    return "" if documents else "no_sources"


def _find_all(
    index: QuotationIndex, wanted: Sequence[Segment], pasted: str
) -> tuple[list[Segment], list[_Match | None]]:
    """The segments with their matches; one that is not verbatim is tried again for the words that it quotes."""
    found: list[Segment] = []
    matches: list[_Match | None] = []
    for segment in wanted:
        before = matches[-1] if matches else None
        match = _find(index, segment, pasted, before)
        pieces = [] if match and not match.judgement.reason else split_at_quotes(segment)
        parts = [_find(index, piece, pasted, None) for piece in pieces]
        if _is_only_quoted(pieces, parts) if match else any(parts):
            found += pieces
            matches += parts
        else:
            found.append(segment)
            matches.append(match)
    return found, matches


def _is_only_quoted(pieces: Sequence[Segment], parts: Sequence[_Match | None]) -> bool:
    """Whether some pieces are verbatim and the others have words enough to tell that they stand nowhere."""
    verbatim = [part is not None and not part.judgement.reason for part in parts]
    nowhere = [part is None and piece.word_count >= MIN_WORDS for piece, part in zip(pieces, parts, strict=True)]
    return any(verbatim) and all(one or other for one, other in zip(verbatim, nowhere, strict=True))


def _find(index: QuotationIndex, segment: Segment, pasted: str, before: _Match | None) -> _Match | None:
    """The best match for a segment, or None: verbatim first, then right after the one before, then the likest."""
    if not MIN_WORDS <= segment.word_count <= MAX_WORDS:
        return None
    found = _matches(index, segment, pasted)
    if not any(match.judgement.similarity >= ALTERED_FROM for match in found):
        found = _longest_part(index, segment, pasted)
    found = [match for match in found if match.judgement.similarity >= ALTERED_FROM]
    return min(found, key=lambda match: _order(index, match, before), default=None)


def _order(index: QuotationIndex, match: _Match, before: _Match | None) -> tuple[bool, int, float, str, int]:
    judgement = match.judgement
    joint = _joint(index, before, match) if before else ""
    near = ("adjacent", "gap", "elsewhere", "").index(joint)
    return bool(judgement.reason), near, -round(judgement.similarity, 6), match.source_id, judgement.first


def _matches(index: QuotationIndex, segment: Segment, pasted: str) -> list[_Match]:
    whole = rejoined(segment, pasted, index.whole_word)
    for reading in (segment, whole):
        if aligned := _exactly(index, reading):
            segment = reading
            break
    else:
        segment = whole
        keys = [item.token.key for item in segment.items if item.kind == ItemKind.TOKEN]
        reach = sum(item.kind == ItemKind.OMISSION for item in segment.items) * OMITTED_TOKENS
        start, end = _longest(segment)
        part = [item.token.key for item in segment.items[start:end]] if end - start < len(segment.items) else []
        for window in [*index.around(part, reach + len(keys)), *index.candidates(keys, reach)]:
            aligned.append((window.source_id, align(index, segment.items, window)[1]))
    judged = ((source_id, judge(index.texts[source_id], segment, steps, pasted)) for source_id, steps in aligned)
    return [_Match(source_id, judgement) for source_id, judgement in judged if judgement is not None]


def _exactly(index: QuotationIndex, segment: Segment) -> list[tuple[str, Sequence[Step]]]:
    keys = [item.token.key for item in segment.items if item.kind == ItemKind.TOKEN]
    if len(keys) < len(segment.items):
        return []
    found: list[tuple[str, Sequence[Step]]] = []
    for window in index.occurrences(keys)[:MAX_OCCURRENCES]:
        steps = [Step(place, window.start + place, same=True) for place in range(len(keys))]
        first = index.texts[window.source_id].tokens[window.start]
        steps[0] = Step(0, window.start, same=first.key == keys[0])
        found.append((window.source_id, steps))
    return found


def _longest_part(index: QuotationIndex, segment: Segment, pasted: str) -> list[_Match]:
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
            found.append(_Match(window.source_id, judgement._replace(similarity=part.similarity)))
    return found


def _joint(index: QuotationIndex, before: _Match, after: _Match) -> str:
    """How ``after`` joins ``before``: 'adjacent' (only marks in between), 'gap' (it stands later) or 'elsewhere'."""
    if before.source_id != after.source_id or after.judgement.first <= before.judgement.last:
        return "elsewhere"
    between = index.texts[before.source_id].tokens[before.judgement.last + 1 : after.judgement.first]
    return "gap" if any(token.is_word for token in between) else "adjacent"


def _follows(index: QuotationIndex, pair: Sequence[Segment], matches: Sequence[_Match | None]) -> str:
    before, after = matches
    if before is None or after is None:
        return ""
    joint = _joint(index, before, after)
    return joint if joint == "adjacent" or pair[0].paragraph == pair[1].paragraph else ""


def _checked(
    index: QuotationIndex,
    segment: Segment,
    match: _Match | None,
    pasted: str,
    follows: str,
    numbers: Iterator[int],
) -> CheckedSegment:
    text = pasted[segment.char_start : segment.char_end]
    if not MIN_WORDS <= segment.word_count <= MAX_WORDS:
        reason = "too_short" if segment.word_count < MIN_WORDS else "too_long"
        return CheckedSegment(text, segment.char_start, segment.char_end, Verdict.NOT_CHECKED, reason)
    if match is None:
        return CheckedSegment(text, segment.char_start, segment.char_end, Verdict.NOT_FOUND)
    judgement = match.judgement
    place = _place(index, match.source_id, judgement.spans, next(numbers))
    return CheckedSegment(
        text=text,
        char_start=segment.char_start,
        char_end=segment.char_end,
        verdict=Verdict.ALTERED if judgement.reason else Verdict.VERBATIM,
        reason=judgement.reason,
        similarity=round(judgement.similarity, 4) if judgement.reason else 1.0,
        place=place,
        also_at=tuple(_elsewhere(index, match, numbers)),
        difference=judgement.difference,
        part=judgement.part,
        editorial=any(item.kind == ItemKind.EDITORIAL for item in segment.items),
        follows=follows,
    )


def _longest(segment: Segment) -> tuple[int, int]:
    """The longest run of items without an omission mark or bracket in it."""
    cuts = [place for place, item in enumerate(segment.items) if item.kind != ItemKind.TOKEN]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(segment.items)]
    return max(zip(starts, ends, strict=True), key=lambda part: part[1] - part[0])


def _place(index: QuotationIndex, source_id: str, spans: Sequence[tuple[int, int]], number: int) -> Place:
    document = index.texts[source_id].document
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    texts = tuple(document.text[from_:to] for from_, to in spans)
    return Place(make_citation(document, start, end, number), tuple(spans), texts)


def _elsewhere(index: QuotationIndex, match: _Match, numbers: Iterator[int]) -> Iterator[Place]:
    """The other places where the words that were found stand exactly."""
    judgement, tokens = match.judgement, index.texts[match.source_id].tokens
    keys = [token.key for token in tokens[judgement.first : judgement.last + 1]]
    while keys and not (keys[-1][-1].isalnum()):
        keys.pop()
    for window in index.occurrences(keys)[:MAX_OCCURRENCES]:
        if (window.source_id, window.start) != (match.source_id, judgement.first):
            found = tokens_to_spans(index.texts[window.source_id], range(window.start, window.end))
            yield _place(index, window.source_id, found, next(numbers))


def _stretches(
    index: QuotationIndex,
    made: Sequence[CheckedSegment],
    matches: Sequence[_Match | None],
    numbers: Iterator[int],
) -> tuple[Stretch, ...]:
    runs: list[list[int]] = []
    for number, segment in enumerate(made):
        if segment.verdict != Verdict.VERBATIM:
            continue
        if segment.follows == "adjacent" and runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    stretches = []
    for run in runs:
        first, last = matches[run[0]], matches[run[-1]]
        if first is None or last is None or len(run) == 1:
            continue
        text = index.texts[first.source_id]
        spans = tokens_to_spans(text, range(first.judgement.first, last.judgement.last + 1))
        stretches.append(Stretch(run[0], run[-1], _place(index, first.source_id, spans, next(numbers))))
    return tuple(stretches)


def _overall(made: Sequence[CheckedSegment]) -> tuple[Verdict, str]:
    verdicts = {segment.verdict for segment in made} - {Verdict.NOT_CHECKED}
    if not verdicts:
        return Verdict.NOT_CHECKED, "too_short"
    if verdicts != {Verdict.VERBATIM}:
        return (verdicts.pop() if len(verdicts) == 1 else Verdict.MIXED), ""
    if any(segment.verdict == Verdict.NOT_CHECKED for segment in made):
        return Verdict.MIXED, "not_checked"
    apart = [segment.follows for segment in made if segment.follows in ("gap", "elsewhere")]
    return (Verdict.MIXED, apart[0]) if apart else (Verdict.VERBATIM, "")

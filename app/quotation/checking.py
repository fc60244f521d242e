"""Checking a quotation: verbatim, altered (and how), or not found, sentence by sentence.

Finding is generous (word votes, rapidfuzz, alignment); the verdict is not: it compares tokens one by one. Verbatim
means the same words, capitals, numbers and marks in the same order. Allowed are differences of typesetting (see
``app.quotation.tokens`` and ``app.quotation.same_words``) and what is customary in quoting:

- '...', '(...)' and '[...]' leave words out: the parts must stand in that order in one document, at most
  ``omitted`` words and marks apart (``app.policy.QUOTATION``); a 'niet' in the clause at the cut makes it altered, and
  a number that was left out is shown;
- a bracket such as '[de raad]' is the editor's own and shown as such; it may stand for up to ``replaced`` words and
  marks of the source, but not for a negation or a number, and may not hold a negation; '[sic]' and '[12]' stand for
  nothing;
- a date or number may be written in another way ('30-09-2024'), and the source's way is shown;
- a page reference, 'aldus de raad' or '> ' beside a quotation is no part of it;
- a fragment may begin with a small letter and end without a mark, or with another mark than a full stop. With a capital
  and a full stop it claims to be a whole sentence: where the source's sentence goes on it is altered ('cut_off'). So is
  any quotation that ends right before a condition, an exception or a denial ('..., behalve ...').

Of a sentence that is not verbatim but quotes three words or more ('De krant schrijft: "..."'), what stands between the
quotation marks is checked by itself, unless the words around it stand beside it in the source too.

How well it does, on eleven parliamentary papers (623 sentences) with
``python benchmarks/check_quotations.py FOLDER --count 2000``: all are verbatim in each of five kinds of typesetting; of
4,203 texts with one change 4,191 are altered, 12 not found or parted at their quotation marks, and none verbatim; 97.4%
of sentences from elsewhere are not found (the others are formulas such as 'Antwoord van Minister ...' and titles that
they quote).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from app.citation.place import make_citation
from app.policy import QUOTATION
from app.quotation.locating import Match, find_all, joint_of
from app.quotation.pasted import segments
from app.quotation.records import CheckedSegment, CheckResult, Operation, Place, Stretch, Verdict
from app.quotation.segment import ItemKind, Segment
from app.quotation.tokens import tokenize
from app.quotation.verdict import tokens_to_spans
from app.quotation.word_index import QuotationIndex
from ingest.document import Document


def check_quotation(documents: Mapping[str, Document], text: str, index: QuotationIndex | None = None) -> CheckResult:
    """The verdict on a pasted ``text`` against ``documents`` (by source id), sentence by sentence in its order.

    ``index`` is a QuotationIndex over the same documents, to be made once where many quotations are checked. At most
    ``QUOTATION.most_characters`` are looked at; never raises for any text. The same input gives an equal result.
    """
    checked = min(len(text), QUOTATION.most_characters)
    pasted = text[:checked]
    index = index or QuotationIndex(documents)
    reason = _refusal(documents, pasted)
    if reason:
        return CheckResult(Verdict.NOT_CHECKED, reason, checked, len(text))
    found = segments(pasted, index.furniture)[: QUOTATION.most_segments]
    if found and len(found) == QUOTATION.most_segments:
        checked = found[-1].char_end
    found, matches = find_all(index, found, pasted)
    numbers = itertools.count(1)
    made = []
    last: tuple[Segment, Match | None] | None = None
    for segment, match in zip(found, matches, strict=True):
        follows = _follows(index, last, (segment, match)) if last is not None and not segment.beside else ""
        made.append(_checked(index, segment, match, pasted, follows, numbers))
        last = last if segment.beside else (segment, match)
    stretches = _stretches(index, made, matches, numbers)
    verdict, reason = _overall(made)
    return CheckResult(verdict, reason, checked, len(text), tuple(made), stretches)


def _refusal(documents: Mapping[str, Document], pasted: str) -> str:
    if not pasted.strip():
        return "empty"
    words = sum(token.is_word for token in tokenize(pasted))
    if words < QUOTATION.fewest_words:
        return "too_short" if words else "no_words"
    return "" if documents else "no_sources"


def _follows(index: QuotationIndex, before: tuple[Segment, Match | None], after: tuple[Segment, Match | None]) -> str:
    first, second = before[1], after[1]
    if first is None or second is None:
        return ""
    joint = joint_of(index, first, second)
    return joint if joint == "adjacent" or before[0].paragraph == after[0].paragraph else ""


def _checked(
    index: QuotationIndex,
    segment: Segment,
    match: Match | None,
    pasted: str,
    follows: str,
    numbers: Iterator[int],
) -> CheckedSegment:
    text = pasted[segment.char_start : segment.char_end]
    if segment.beside:
        return CheckedSegment(text, segment.char_start, segment.char_end, Verdict.NOT_CHECKED, "beside")
    if match is None and not QUOTATION.fewest_words <= segment.word_count <= QUOTATION.most_words:
        reason = "too_short" if segment.word_count < QUOTATION.fewest_words else "too_long"
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
        rewritten=any(word.operation == Operation.REWRITTEN for word in judgement.difference),
        hides_number=any(word.operation == Operation.HIDDEN for word in judgement.difference),
        follows=follows,
    )


def _place(index: QuotationIndex, source_id: str, spans: Sequence[tuple[int, int]], number: int) -> Place:
    document = index.texts[source_id].document
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    texts = tuple(document.text[from_:to] for from_, to in spans)
    return Place(make_citation(document, start, end, number), tuple(spans), texts)


def _elsewhere(index: QuotationIndex, match: Match, numbers: Iterator[int]) -> Iterator[Place]:
    """The other places where the words that were found stand exactly."""
    judgement, tokens = match.judgement, index.texts[match.source_id].tokens
    keys = [token.key for token in tokens[judgement.first : judgement.last + 1]]
    while keys and not (keys[-1][-1].isalnum()):
        keys.pop()
    for window in index.occurrences(keys)[: QUOTATION.most_places]:
        if (window.source_id, window.start) != (match.source_id, judgement.first):
            found = tokens_to_spans(index.texts[window.source_id], range(window.start, window.end))
            yield _place(index, window.source_id, found, next(numbers))


def _stretches(
    index: QuotationIndex,
    made: Sequence[CheckedSegment],
    matches: Sequence[Match | None],
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
    made = [segment for segment in made if segment.reason != "beside"]
    verdicts = {segment.verdict for segment in made} - {Verdict.NOT_CHECKED}
    if not verdicts:
        return Verdict.NOT_CHECKED, "too_short"
    if verdicts != {Verdict.VERBATIM}:
        cut = verdicts == {Verdict.ALTERED} and all(segment.reason == "cut_off" for segment in made)
        return (verdicts.pop() if len(verdicts) == 1 else Verdict.MIXED), "cut_off" if cut else ""
    if any(segment.verdict == Verdict.NOT_CHECKED for segment in made):
        return Verdict.MIXED, "not_checked"
    apart = [segment.follows for segment in made if segment.follows in ("gap", "elsewhere")]
    return (Verdict.MIXED, apart[0]) if apart else (Verdict.VERBATIM, "")

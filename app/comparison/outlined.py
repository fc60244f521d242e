"""Recommendations that an advice marks: by a word with a number, by counting on, as headings and as lists."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from app.comparison.advice import Advice
from app.comparison.counted import COUNTED, OF_SECTIONS, Rung, by_noun, label_of, ladders, text_of
from app.comparison.labels import BODY, HEADINGS, label_before, unnumbered_end
from app.comparison.naming import split_label
from app.comparison.policy import FINDING
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import length
from app.comparison.running_text import said_in
from ingest.records import BlockKind


def with_a_noun(advice: Advice) -> Iterator[tuple[str, list[FoundRecommendation]]]:
    """Those of each word with their parts; of a label that stands twice the place with the most text."""
    for noun, rungs in by_noun(advice.document).items():
        best: dict[str, FoundRecommendation] = {}
        for one in standing(advice, rungs, len(advice.blocks)):
            if one.label not in best or length(best[one.label]) < length(one):
                best[one.label] = one._replace(noun=noun)
        yield noun, _with_parts(advice, [best[label] for label in sorted(best, key=split_label)])


def counting(advice: Advice) -> Iterator[tuple[int, list[FoundRecommendation]]]:
    """Those that count on, with their parts; and of those that count paragraphs, the ones that recommend."""
    for ladder in ladders(advice.document, range(len(advice.blocks))):
        found = standing(advice, ladder.rungs, len(advice.blocks))
        labels = OF_SECTIONS if "." in ladder.rungs[0].label else COUNTED
        yield labels, _with_parts(advice, found)
        if len(found) >= FINDING.many:
            yield labels, [one for one in found if said_in(advice, advice.place_of(one.char_start))]


def standing(advice: Advice, rungs: Sequence[Rung], stop: int) -> list[FoundRecommendation]:
    """Each rung with what stands below it, up to the next, the last up to block number ``stop``; a label alone hands
    over to the paragraph below it, unless that is its first part.
    """
    found = []
    for one, after in zip(rungs, [*(rung.place for rung in rungs), stop][1:], strict=True):
        below = advice.below(one.place, after)
        label = one.label.upper() if one.label.isalpha() else one.label
        hands_over = one.bare and below and label_of(advice.document, advice.blocks[below[0]]) not in ("a", f"{label}a")
        place, *rest = below if hands_over else [one.place, *below]
        found.append(advice.stated(place, label, rest))
    return found


def _with_parts(advice: Advice, found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Recommendations and their parts: what counts on below one ('a.' and 'b.', '3a' and '3b', '3.1' and '3.2') and
    recommends, without what only heads its parts. Where all have parts and none recommends itself, those are themes.
    """
    parted = [[one, *_parts(advice, one)] for one in found]
    wholes = [
        one._replace(explanation=tuple(span for span in one.explanation if not parts or span[0] < parts[0].char_start))
        for one, *parts in parted
    ]
    if all(len(own) > 1 for own in parted):
        bare = [advice.strength(one._replace(explanation=())) for one in wholes]
        if parted and sum(bare) < FINDING.theme * len(bare):
            return [part for _, *parts in parted for part in parts]
    return [
        one
        for whole, (_, *parts) in zip(wholes, parted, strict=True)
        for one in (*([] if parts and _only_heads(advice, whole) else [whole]), *parts)
    ]


def _only_heads(advice: Advice, one: FoundRecommendation) -> bool:
    """Whether a recommendation only heads its parts: a label alone ('Voorstel 2') or a subject ('3. Scholing')."""
    label = label_before(advice.document.text[one.char_start : one.char_end])
    if label is not None and label.apart:
        return label.end >= one.char_end - one.char_start
    return advice.strength(one._replace(explanation=())) < FINDING.at_an_end


def _parts(advice: Advice, one: FoundRecommendation) -> list[FoundRecommendation]:
    """The parts of a recommendation: below it, or with headings of their own that carry its number."""
    places = {advice.place_of(start) for start, _ in one.explanation} - {advice.place_of(one.char_start)}
    stop = max(places, default=-1) + 1
    below = [(ladder, stop) for ladder in ladders(advice.document, places)]
    for ladder, end in [*below, *((own, len(advice.blocks)) for own in advice.headed if own.form == f"{one.label}a")]:
        parts = standing(advice, ladder.rungs, end)
        advice.read_starts(parts)
        strength = sum(advice.strength(part) for part in parts)
        needed = FINDING.at_an_end if one.noun else FINDING.needed
        if ladder.form in ("a", f"{one.label}a", f"{one.label}.1") and strength >= needed * len(parts):
            return [
                part._replace(
                    label=part.label if "." in part.label else f"{one.label}{part.label[-1].lower()}", noun=one.noun
                )
                for part in parts
            ]
    return []


def unnumbered(advice: Advice) -> list[FoundRecommendation]:
    """Those below a heading 'Aanbeveling' or in a paragraph that begins with 'Aanbeveling:', numbered in order."""
    rungs = []
    for place, block in enumerate(advice.blocks):
        text = text_of(advice.document, block)
        end = unnumbered_end(text) if block.kind in (*HEADINGS, *BODY) else 0
        rungs += [Rung(place, "", end >= len(text))] if end else []
    found = standing(advice, rungs, len(advice.blocks))
    return in_order([one for one in found if advice.blocks[advice.place_of(one.char_start)].kind in BODY])


def headings(advice: Advice) -> Iterator[list[FoundRecommendation]]:
    """The headings of each level below each heading, as far as text stands below them."""
    for place, head in enumerate(advice.blocks):
        section = advice.section(place) if head.kind in HEADINGS else range(0)
        below = [at for at in section if advice.blocks[at].kind in HEADINGS]
        for level in sorted({advice.blocks[at].level for at in below}):
            texts = {at: advice.below(at, len(advice.blocks)) for at in below if advice.blocks[at].level == level}
            yield in_order([advice.stated(at, "", own) for at, own in texts.items() if own])


def lists(advice: Advice) -> Iterator[list[FoundRecommendation]]:
    """The items of each list."""
    items = [at for at, block in enumerate(advice.blocks) if block.kind is BlockKind.LIST_ITEM]
    for _, run in itertools.groupby(enumerate(items), lambda pair: pair[1] - pair[0]):
        yield in_order([advice.stated(at, "", []) for _, at in run])


def in_order(found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """The same, labelled '1', '2' and so on."""
    return [one._replace(label=str(number)) for number, one in enumerate(found, 1)]

"""The ways in which an advice may hold its recommendations, each with what it would give.

What is tried: blocks that begin with a word and a number ('Aanbeveling 3', 'Spoor B'); blocks that count on ('1.',
'2.'); 'Aanbeveling:' without a number; sentences with their number behind them; the headings of one level below a
heading; lists; and the paragraphs and items of a section in which some sentence recommends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.comparison.advice import Advice
from app.comparison.advising import says_so
from app.comparison.counted import Rung, by_noun, ladders, text_of
from app.comparison.labels import BODY, HEADINGS, unnumbered_end
from app.comparison.naming import mentions, split_label
from app.comparison.numbered_behind import numbered_behind
from app.comparison.policy import FINDING
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import length, outside, said_twice
from ingest.lexicon import listed
from ingest.records import BlockKind

RECOMMENDATION_NOUNS = frozenset(listed("recommendation_nouns"))
NO_LABELS, OF_SECTIONS, COUNTED, NAMED = range(4)


@dataclass(frozen=True, slots=True)
class Held:
    """What one way gives: recommendations in order, how much speaks for them, and what their labels are: none of their
    own, those of sections ('4.2'), numbers or letters, or a word with a number.
    """

    found: tuple[FoundRecommendation, ...]
    worth: float
    labels: int
    called_so: bool = False


def held(advice: Advice) -> list[Held]:
    """What each way gives that gives anything, the most worth first; sections are read only where no other is clear."""
    document = advice.document
    made = [
        *(_weighed(advice, own, NAMED, noun in RECOMMENDATION_NOUNS) for noun, own in _by_noun(advice)),
        *(_weighed(advice, own, labels) for labels, own in _counting(advice)),
        *(_weighed(advice, own, NO_LABELS) for own in (*_headings(advice), *_lists(advice))),
        _weighed(advice, numbered_behind(document), NAMED, called_so=True),
        _weighed(advice, _unnumbered(advice), NO_LABELS, called_so=True),
    ]
    ways = sorted((one for one in made if one is not None), key=lambda one: -one.worth)
    if ways and _is_clear(ways[0]):
        return ways
    return sorted([*ways, *_sections(advice, ways)], key=lambda one: -one.worth)


def _weighed(
    advice: Advice, found: Sequence[FoundRecommendation], labels: int, called_so: bool = False
) -> Held | None:
    """``found`` with its worth: by how much each recommends more than it must, less where all are ``called_so``. What
    stands at an end and recommends nothing is left out. None for a single one without 'Aanbeveling 1' before it, or worth nothing.
    """
    advice.read_starts(found)
    shares = [advice.strength(one) for one in found]
    if labels == NO_LABELS and found and all(advice.is_item(one) for one in found):
        shares = [(share + sum(shares) / len(shares)) / 2 for share in shares]
    first, last = 0, len(found)
    while not called_so and first < last and shares[first] < FINDING.at_an_end:
        first += 1
    while not called_so and first < last and shares[last - 1] < FINDING.at_an_end:
        last -= 1
    worth = sum(shares[first:last]) + FINDING.labelled * (last - first) * (labels > OF_SECTIONS)
    worth -= sum(_needed(advice, one, called_so) for one in found[first:last])
    fewest = 1 if called_so and labels == NAMED else 2
    return Held(tuple(found[first:last]), worth, labels, called_so) if last - first >= fewest and worth > 0 else None


def _needed(advice: Advice, one: FoundRecommendation, called_so: bool = False) -> float:
    """How much a recommendation must recommend at least: less where it is called one, or the writer says so."""
    place = advice.place_of(one.char_start)
    so = called_so or advice.called_so(place) or says_so(advice.document.text[one.char_start : one.char_end])
    return FINDING.needed - FINDING.called_so * so


def _is_clear(one: Held) -> bool:
    """Whether a way is surely right: enough of them or called so, each clear, most with more than a list says."""
    enough = (one.called_so and one.labels == NAMED) or len(one.found) >= FINDING.clear_from
    return enough and _explained(one) and one.worth >= FINDING.clear * len(one.found)


def _explained(one: Held) -> bool:
    """Whether most have an explanation: in a list that sums up they have none."""
    return 2 * sum(bool(own.explanation) for own in one.found) > len(one.found)


def _by_noun(advice: Advice) -> Iterator[tuple[str, list[FoundRecommendation]]]:
    """Those of each word with their parts; of a label that stands twice the place with the most text."""
    for noun, rungs in by_noun(advice.document).items():
        best: dict[str, FoundRecommendation] = {}
        for one in standing(advice, rungs, len(advice.blocks)):
            if one.label not in best or length(best[one.label]) < length(one):
                best[one.label] = one._replace(noun=noun)
        yield noun, _with_parts(advice, [best[label] for label in sorted(best, key=split_label)])


def _counting(advice: Advice) -> Iterator[tuple[int, list[FoundRecommendation]]]:
    """Those that count on, with their parts; and of those that count paragraphs, the ones that recommend."""
    for ladder in ladders(advice.document, range(len(advice.blocks))):
        found = standing(advice, ladder.rungs, len(advice.blocks))
        labels = OF_SECTIONS if "." in ladder.rungs[0].label else COUNTED
        yield labels, _with_parts(advice, found)
        if len(found) >= FINDING.many:
            yield labels, [one for one in found if _said_in(advice, advice.place_of(one.char_start))]


def standing(advice: Advice, rungs: Sequence[Rung], stop: int) -> list[FoundRecommendation]:
    """Each rung with what stands below it, up to the next, the last up to block number ``stop``; a label alone hands
    over to the paragraph below it.
    """
    found = []
    for one, after in zip(rungs, [*(rung.place for rung in rungs), stop][1:], strict=True):
        below = advice.below(one.place, after)
        label = one.label.upper() if one.label.isalpha() else one.label
        place, *rest = below if one.bare and below else [one.place, *below]
        found.append(advice.stated(place, label, rest))
    return found


def _with_parts(advice: Advice, found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Recommendations and their parts: what counts on below one ('a.' and 'b.', '3a' and '3b', '3.1' and '3.2') and
    recommends. Where all have parts and none recommends itself, those are headings of themes.
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
    return [one for whole, (_, *parts) in zip(wholes, parted, strict=True) for one in (whole, *parts)]


def _parts(advice: Advice, one: FoundRecommendation) -> list[FoundRecommendation]:
    places = {advice.place_of(start) for start, _ in one.explanation} - {advice.place_of(one.char_start)}
    for ladder in ladders(advice.document, places):
        parts = standing(advice, ladder.rungs, max(places) + 1)
        advice.read_starts(parts)
        strength = sum(advice.strength(part) for part in parts)
        if ladder.form in ("a", f"{one.label}a", f"{one.label}.1") and strength >= FINDING.needed * len(parts):
            return [
                part._replace(label=part.label if "." in part.label else f"{one.label}{part.label[-1].lower()}", noun=one.noun)
                for part in parts
            ]
    return []


def _unnumbered(advice: Advice) -> list[FoundRecommendation]:
    """Those below a heading 'Aanbeveling' or in a paragraph that begins with 'Aanbeveling:', numbered in order."""
    rungs = []
    for place, block in enumerate(advice.blocks):
        text = text_of(advice.document, block)
        end = unnumbered_end(text) if block.kind in (*HEADINGS, *BODY) else 0
        rungs += [Rung(place, "", end >= len(text))] if end else []
    found = standing(advice, rungs, len(advice.blocks))
    return _in_order([one for one in found if advice.blocks[advice.place_of(one.char_start)].kind in BODY])


def _headings(advice: Advice) -> Iterator[list[FoundRecommendation]]:
    """The headings of each level below each heading, as far as text stands below them."""
    for place, head in enumerate(advice.blocks):
        section = advice.section(place) if head.kind in HEADINGS else range(0)
        below = [at for at in section if advice.blocks[at].kind in HEADINGS]
        for level in sorted({advice.blocks[at].level for at in below}):
            texts = {at: advice.below(at, len(advice.blocks)) for at in below if advice.blocks[at].level == level}
            yield _in_order([advice.stated(at, "", own) for at, own in texts.items() if own])


def _lists(advice: Advice) -> Iterator[list[FoundRecommendation]]:
    """The items of each list."""
    items = [at for at, block in enumerate(advice.blocks) if block.kind is BlockKind.LIST_ITEM]
    for _, run in itertools.groupby(enumerate(items), lambda pair: pair[1] - pair[0]):
        yield _in_order([advice.stated(at, "", []) for _, at in run])


def _sections(advice: Advice, ways: Sequence[Held]) -> Iterator[Held]:
    """What recommends in the paragraphs and items of each section; each that does not speaks against it. What a list
    only sums up of the rest is left out. That of the whole advice always, for what a list may sum up.
    """
    texts = [at for at, block in enumerate(advice.blocks) if block.kind in BODY]
    advice.read(texts)
    said = {at: _said_in(advice, at) for at in texts}
    lists = [way.found for way in ways if not _explained(way)]
    sections = [advice.section(at) for at, block in enumerate(advice.blocks) if block.kind in HEADINGS]
    whole = range(len(advice.blocks))
    for body in dict.fromkeys(tuple(at for at in texts if at in section) for section in (whole, *sections)):
        found = [one for at in body for one in said[at]]
        for listed in lists:
            rest = outside(listed, found)
            if len(rest) < len(found) and len(said_twice(advice, listed, rest)) >= FINDING.same * len(listed):
                found = rest
        shares = [advice.strength(one._replace(explanation=())) - _needed(advice, one) for one in found]
        worth = sum(shares) - FINDING.silent * sum(not said[at] for at in body)
        if len(found) > 1 and (worth > 0 or len(body) == len(texts)):
            numbered = _numbered(advice, found)
            yield Held(tuple(numbered or _in_order(found)), max(worth, 0.0), NAMED if numbered else NO_LABELS)


def _said_in(advice: Advice, place: int) -> list[FoundRecommendation]:
    """What a paragraph recommends: one sentence, and each later one in which the writer says that he does; none that
    only introduces what follows.
    """
    text, sentences, shares = advice.document.text, advice.sentences(place), advice.among_items(place)
    least = FINDING.said_so if advice.called_so(place) else FINDING.said
    rows: list[int] = []
    for row, (span, share) in enumerate(zip(sentences, shares, strict=True)):
        enough = share >= max(least, FINDING.nearly * max(shares)) and not rows
        if text[span[1] - 1] != ":" and (enough or (share >= FINDING.said_so and says_so(text[slice(*span)]))):
            rows.append(row)
    found = []
    for row, after in zip(rows, [*rows, len(sentences)][1:], strict=True):
        explains = ((sentences[row + 1][0], sentences[after - 1][1]),) if after > row + 1 else ()
        found.append(FoundRecommendation("", *sentences[row], explains))
    return found


def _numbered(advice: Advice, found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Those with the number that each names itself by ('Zijn tweede aanbeveling is ...'), what names none with one that
    is left; empty unless most name one.
    """
    numbers = [str(number) for number in range(1, len(found) + 1)]
    text = advice.document.text
    named = [mentions(text[one.char_start : one.char_end], numbers) for one in found]
    labels = ["".join(own[0].labels) if len(own) == 1 and len(own[0].labels) == 1 else "" for own in named]
    own_labels = [label for label in labels if label]
    if 2 * len(own_labels) <= len(found) or len(set(own_labels)) < len(own_labels):
        return []
    left = iter(number for number in numbers if number not in own_labels)
    return [one._replace(label=label or next(left)) for one, label in zip(found, labels, strict=True)]


def _in_order(found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    return [one._replace(label=str(number)) for number, one in enumerate(found, 1)]

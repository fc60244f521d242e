"""The ways in which an advice may hold its recommendations, each with what it would give.

What is tried: blocks that begin with a word and a number ('Aanbeveling 3', 'Spoor B'); blocks that count on ('1.',
'2.'); 'Aanbeveling:' without a number; sentences with their number behind them; the headings of one level below a
heading; lists; and the paragraphs and items of a section in which some sentence recommends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.comparison.advice import Advice
from app.comparison.advising import says_so
from app.comparison.counted import COUNTED, NAMED, NO_LABELS, OF_SECTIONS
from app.comparison.labels import BODY, HEADINGS
from app.comparison.numbered_behind import numbered_behind
from app.comparison.outlined import counting, headings, in_order, lists, unnumbered, with_a_noun
from app.comparison.policy import ASKING, FINDING
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import holds, outside, said_twice
from app.comparison.running_text import numbered, once, said_in
from ingest.lexicon import listed

RECOMMENDATION_NOUNS = frozenset(listed("recommendation_nouns"))


@dataclass(frozen=True, slots=True)
class Held:
    """What one way gives: recommendations in order, how much speaks for them, what their ``labels`` are (``NO_LABELS``
    up to ``NAMED``), and whether each is called a recommendation in so many words.
    """

    found: tuple[FoundRecommendation, ...]
    worth: float
    labels: int
    called_so: bool = False


def held(advice: Advice) -> list[Held]:
    """What each way gives that gives anything, the most worth first; sections are read only where no other is clear."""
    document = advice.document
    made = [
        *(_weighed(advice, own, NAMED, noun in RECOMMENDATION_NOUNS) for noun, own in with_a_noun(advice)),
        *(_weighed(advice, own, labels) for labels, own in counting(advice)),
        *(_weighed(advice, own, NO_LABELS) for own in (*headings(advice), *lists(advice))),
        _weighed(advice, numbered_behind(document), NAMED, called_so=True),
        _weighed(advice, unnumbered(advice), NO_LABELS, called_so=True),
    ]
    ways = sorted((one for one in made if one is not None), key=lambda one: -one.worth)
    if ways and _is_clear(ways[0]):
        return ways
    return sorted([*ways, *_sections(advice, ways)], key=lambda one: -one.worth)


def _weighed(advice: Advice, found: Sequence[FoundRecommendation], labels: int, called_so: bool = False) -> Held | None:
    """``found`` with its worth: by how much each recommends more than it must, less where all are ``called_so``. What
    stands at an end and recommends nothing is left out. None where they are worth nothing, and for a single one without
    'Aanbeveling 1' before it or more than any advice has.
    """
    if len(found) > ASKING.most_number:
        return None
    advice.read_starts(found)
    shares = [advice.strength(one) for one in found]
    if labels == NO_LABELS and found and all(advice.is_item(one) for one in found):
        shares = [(share + sum(shares) / len(shares)) / 2 for share in shares]
    first, last = 0, len(found)
    kept = [called_so or (labels >= COUNTED and advice.called_so(advice.place_of(one.char_start))) for one in found]
    weak = [share < FINDING.at_an_end and not own for share, own in zip(shares, kept, strict=True)]
    while first < last and weak[first]:
        first += 1
    while first < last and weak[last - 1]:
        last -= 1
    worth = sum(shares[first:last]) + FINDING.labelled * (last - first) * (labels > OF_SECTIONS)
    worth -= sum(_needed(advice, one, called_so) for one in found[first:last])
    fewest = 1 if called_so and labels == NAMED else 2
    if last - first < fewest or worth <= 0:
        return None
    own = found[first:last] if labels > NO_LABELS else in_order(found[first:last])
    return Held(tuple(own), worth, labels, called_so)


def _needed(advice: Advice, one: FoundRecommendation, called_so: bool = False) -> float:
    """How much a recommendation must recommend at least: less where it is called one, or the writer says so."""
    place = advice.place_of(one.char_start)
    so = called_so or advice.called_so(place) or says_so(advice.document.text[one.char_start : one.char_end])
    return FINDING.needed - FINDING.called_so * so


def _said(advice: Advice, one: FoundRecommendation) -> float:
    """How much a sentence recommends among those of its list; where the writer says that he does, sooner than not."""
    place = advice.place_of(one.char_start)
    starts = [start for start, _ in advice.sentences(place)]
    share = advice.among_items(place)[starts.index(one.char_start)]
    return max(share, FINDING.said) if says_so(advice.document.text[one.char_start : one.char_end]) else share


def _is_clear(one: Held) -> bool:
    """Whether a way is surely right: enough of them or called so, each clear, most with more than a list says."""
    enough = (one.called_so and one.labels == NAMED) or len(one.found) >= FINDING.clear_from
    return enough and _explained(one) and one.worth >= FINDING.clear * len(one.found)


def _explained(one: Held) -> bool:
    """Whether most have an explanation: in a list that sums up they have none."""
    return 2 * sum(bool(own.explanation) for own in one.found) > len(one.found)


def _sections(advice: Advice, ways: Sequence[Held]) -> Iterator[Held]:
    """What recommends in the paragraphs and items of each section; each that does not speaks against it. What a list
    only sums up of the rest is left out. That of the whole advice always, for what a list may sum up.
    """
    texts = [at for at, block in enumerate(advice.blocks) if block.kind in BODY]
    advice.read(texts)
    said = {at: said_in(advice, at) for at in texts}
    summaries = [way.found for way in ways if not _explained(way)]
    sections = [advice.section(at) for at, block in enumerate(advice.blocks) if block.kind in HEADINGS]
    whole = range(len(advice.blocks))
    for body in dict.fromkeys(tuple(at for at in texts if at in section) for section in (whole, *sections)):
        found = once(advice, [one for at in body for one in said[at]])
        if len(found) > ASKING.most_number:
            continue
        for summary in summaries:
            rest = outside(summary, found)
            fewest = max(FINDING.same * len(summary), FINDING.fewest_summed_up)
            if len(rest) < len(found) and len(said_twice(advice, summary, rest)) >= fewest:
                found = rest
        shares = [_said(advice, one) - _needed(advice, one) for one in found]
        worth = sum(shares) - FINDING.silent * _silent(advice, body, said)
        worth = max(worth, 0.0) if len(found) > 1 else 0.0
        if any(_headed(found, way.found) or _mostly(found, way) for way in ways):
            worth = 0.0
        if worth or (found and len(body) == len(texts)):
            named = numbered(advice, found)
            yield Held(tuple(named or in_order(found)), worth, NAMED if named else NO_LABELS)


def _mostly(found: Sequence[FoundRecommendation], way: Held) -> bool:
    """Whether most of what recommends is what counts on: then those are the recommendations, and the rest is not."""
    return way.labels >= COUNTED and len(found) - len(outside(way.found, found)) >= FINDING.mostly * len(found)


def _headed(found: Sequence[FoundRecommendation], headed: Sequence[FoundRecommendation]) -> bool:
    """Whether what recommends stands below headings (or labels) that are recommendations too, mostly one below each."""
    hosts = [row for one in found for row, host in enumerate(headed) if host.explanation and holds(host, one)]
    return len(found) > 1 and len(set(hosts)) >= FINDING.headed * len(found)


def _silent(advice: Advice, body: Sequence[int], said: Mapping[int, Sequence[FoundRecommendation]]) -> int:
    """How many paragraphs stand below headings under which nothing recommends, of a long list only the first."""
    texts: dict[tuple[str, ...], list[int]] = {}
    for at in body:
        texts.setdefault(advice.blocks[at].heading_path, []).append(at)
    return sum(min(len(own), FINDING.most_silent) for own in texts.values() if not any(said[at] for at in own))

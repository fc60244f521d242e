"""The recommendations of an advice: of all ways in which it may hold them the one that reads most like them."""

from __future__ import annotations

from collections.abc import Sequence

from app.comparison.advice import Advice
from app.comparison.advising import says_so
from app.comparison.counted import NO_LABELS
from app.comparison.holders import Held, held
from app.comparison.outlined import in_order
from app.comparison.policy import FINDING
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import length, outside, said_twice
from index.embedded.model import EmbeddedModel
from ingest.document import Document


def find_recommendations(document: Document, model: EmbeddedModel | None = None) -> list[FoundRecommendation]:
    """The recommendations of a document in order of their label; empty when none can be recognised in the text.

    Where a list or a table repeats what chapters work out, the chapters are the place, the list gives the numbers and
    is in ``also``. What counts on below a recommendation ('a.', 'b.') are its parts.
    """
    advice = Advice(document, model or EmbeddedModel())
    ways = held(advice)
    if not ways or (ways[0].worth <= 0 and not _are_said(document, ways[0].found)):
        return []
    return _worked_out(advice, ways)


def _are_said(document: Document, found: Sequence[FoundRecommendation]) -> bool:
    """Whether the writer says of more than one that he recommends it."""
    return sum(says_so(document.text[one.char_start : one.char_end]) for one in found) > 1


def _worked_out(advice: Advice, ways: Sequence[Held]) -> list[FoundRecommendation]:
    """The best way; where another works out what it sums up, that one, with the clearest labels of the two."""
    found, labels = list(ways[0].found), ways[0].labels
    for other in ways[1:]:
        apart = outside(found, other.found)
        pairs = said_twice(advice, found, apart, counted=bool(labels and other.labels))
        sums_up = sum(length(found[row]) for row in pairs) < sum(length(apart[at]) for at in pairs.values())
        if len(pairs) < max(FINDING.same * (len(found) if sums_up else min(len(found), len(apart))), 1):
            continue
        for row, at in pairs.items():
            one, its = found[row], apart[at]
            label = its.label if other.labels > labels else one.label
            found[row] = (_also(its, one) if sums_up else _also(one, its))._replace(label=label)
        if sums_up and labels == NO_LABELS and len(apart) > len(found):
            # Points without numbers need not be all; what is worked out is.
            places = {at: row for row, at in pairs.items()}
            found = [found[places[at]] if at in places else one for at, one in enumerate(apart)]
            found = found if other.labels else in_order(found)
        labels = max(labels, other.labels)
    return found


def _also(one: FoundRecommendation, repeated: FoundRecommendation) -> FoundRecommendation:
    return one._replace(also=tuple(sorted({*one.also, *repeated.also, (repeated.char_start, repeated.char_end)})))

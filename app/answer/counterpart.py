"""Beside a proposal of the council that the cabinet does not follow its decision, beside that decision the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answer.both_speakers import Blocks, numbered
from app.answer.compared import quote_of
from app.answer.finding import Searched
from app.answer.policy import LISTS, POLICY
from app.citation.place import make_citation
from app.comparison.advice import Advice
from app.comparison.labels import HEADINGS
from app.comparison.questions import Shown
from app.comparison.records import DEELS, NIET, ONDERZOEK, Compared, Comparison, Deciding
from app.question.parsing import Question
from app.records import Citation, Quote
from ingest.document import Document
from ingest.passages import block_sentences

NOT_FOLLOWED = frozenset((NIET, DEELS, ONDERZOEK))


def with_counterpart(within: Searched, question: Question, blocks: Blocks, comparisons: Sequence[Comparison]) -> Blocks:
    """``blocks`` with a second shown one, of the other speaker, where the only one that answers a question for nobody's
    words is a proposal of the council that the cabinet refuses, takes over in part or looks into, or that decision.

    What answers stays first, whatever is newer: 'Het kabinet wijst dat af.' says nothing before what it refuses, and
    who asks what is refused gets the answer before its ground. Nothing is marked in it unless the first one is.
    """
    shown, folded = blocks
    if len(shown) != 1 or question.role or not comparisons:
        return blocks
    first, documents = shown[0], within.index.documents
    if _is_list(first, documents[first.citation.source_id]):
        return blocks
    beside = next((one for comparison in comparisons if (one := _other_words(within, first, comparison))), None)
    if beside is None:
        return blocks
    quote = quote_of(beside, 2, documents)
    quote = quote if first.confidence >= POLICY.probable else replace(quote, marks=())
    rest = [one for one in folded if not _overlap(one.citation, quote.citation)]
    placed = numbered([first, quote, *rest])
    return tuple(placed[:2]), tuple(placed[2:])


def _is_list(quote: Quote, document: Document) -> bool:
    """Whether a quote goes beyond one block, or holds as many sentences as a list has items."""
    block = document.block_at(quote.citation.char_start)
    if block is None or quote.citation.char_end > block.char_end:
        return True
    held = [one for one in block_sentences(document, block) if _overlaps(one.char_start, one.char_end, quote.citation)]
    return len(held) >= LISTS.fewest_items


def _other_words(within: Searched, first: Quote, comparison: Comparison) -> Shown | None:
    """What the other speaker says in ``comparison`` of the recommendation that ``first`` is about, if they differ."""
    advice_id, reaction_id = comparison.source_ids
    differing = [(one, one.deciding) for one in comparison.compared if one.deciding is not None]
    differing = [(one, decides) for one, decides in differing if decides.stand in NOT_FOLLOWED]
    advice = Advice(within.index.documents[advice_id], within.reader)
    if first.citation.source_id == advice_id:
        about = [(one, decides) for one, decides in differing if _states(one, first.citation)]
        if about and _recommends(advice, first.citation):
            one, decides = about[0]
            return Shown(decides.text, decides.citation, decides.marks, *one.around)
    if first.citation.source_id == reaction_id:
        for one, decides in differing:
            if _is_decision(decides, first):
                return _proposal(advice, one)
    return None


def _states(one: Compared, place: Citation) -> bool:
    """Whether a place lies in what belongs to a recommendation."""
    own = one.recommendation
    spans = (own.citation, *(part.citation for part in (*own.explanation, *own.also)))
    return any(span.char_start <= place.char_start < span.char_end for span in spans)


def _recommends(advice: Advice, place: Citation) -> bool:
    """Whether one of the sentences at a place of the advice states a proposal."""
    at = advice.place_of(place.char_start)
    shares = zip(advice.sentences(at), advice.recommends(at), strict=True)
    return any(share >= POLICY.proposal for span, share in shares if _overlaps(*span, place))


def _is_decision(decides: Deciding, first: Quote) -> bool:
    """Whether the deciding sentence is in a quote, or stands before it as what it goes on from."""
    place = decides.citation
    before = first.citation.source_id == place.source_id and first.lead_start == place.char_start
    return before or _overlap(first.citation, place)


def _proposal(advice: Advice, one: Compared) -> Shown:
    """What a recommendation says: its statement, or for a heading the sentence below it that most recommends."""
    own, document = one.recommendation, advice.document
    if advice.blocks[advice.place_of(own.citation.char_start)].kind not in HEADINGS or not own.explanation:
        return Shown(own.text, own.citation)
    at = advice.place_of(own.explanation[0].citation.char_start)
    block, shares = advice.blocks[at], advice.recommends(at)
    start, end = advice.sentences(at)[shares.index(max(shares))]
    before, after = document.text[block.char_start : start].rstrip(), document.text[end : block.char_end].lstrip()
    return Shown(document.text[start:end], make_citation(document, start, end, 1), (), before, after)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.source_id == other.source_id and _overlaps(one.char_start, one.char_end, other)


def _overlaps(start: int, end: int, place: Citation) -> bool:
    return start < place.char_end and place.char_start < end

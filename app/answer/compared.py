"""Questions about recommendations, answered from the comparison of advice and letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer.policy import LISTS
from app.answer.quotes import file_name
from app.comparison.questions import Shown, answer_from_comparison
from app.comparison.records import Comparison
from app.messages import say
from app.question.english import in_dutch
from app.question.parsing import Question
from app.records import Quote, SourceFact
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """The quotes that answer, or the reason why none does; ``sure`` is the probability that the first one answers.
    ``facts`` hold how many recommendations were counted, where that was asked.
    """

    quotes: tuple[Quote, ...]
    reason: str
    sure: float
    facts: tuple[SourceFact, ...] = ()


def from_comparisons(
    question: Question, comparisons: Sequence[Comparison], documents: Mapping[str, Document]
) -> ComparedAnswer | None:
    """What the first of ``comparisons`` that has an answer says; None when the question is for none of them."""
    refusal: ComparedAnswer | None = None
    asked = in_dutch(question.whole)
    for comparison in comparisons:
        found = answer_from_comparison(asked, comparison, question.names)
        if found is None:
            continue
        quotes = tuple(quote_of(shown, number, documents) for number, shown in enumerate(found.shown, 1))
        facts = _count(documents[comparison.advice_id], found.counted) if found.counted else ()
        answer = ComparedAnswer(quotes, found.reason, 0.0 if found.reason else LISTS.compared, facts)
        if not found.reason:
            return answer
        refusal = refusal or answer
    return refusal


def _count(advice: Document, counted: tuple[int, int]) -> tuple[SourceFact, ...]:
    count, parts = counted
    value = say("fact.recommendations_and_parts", count=count, parts=parts) if parts else str(count)
    return (SourceFact(advice.source.id, advice.title, advice.source.role, True, "recommendations", value),)


def quote_of(shown: Shown, number: int, documents: Mapping[str, Document]) -> Quote:
    """The quote, numbered ``number``, of what a comparison shows, with what stands around it in its paragraph."""
    document = documents[shown.citation.source_id]
    start = shown.citation.char_start
    block = document.block_at(start)
    return Quote(
        text=shown.text,
        citation=replace(shown.citation, number=number),
        file_name=file_name(document),
        kind=str(block.kind) if block is not None else "paragraph",
        confidence=LISTS.compared,
        marks=shown.marks,
        lead=shown.before,
        lead_start=document.text.rfind(shown.before, 0, start) if shown.before else -1,
        tail=shown.after,
        tail_start=document.text.find(shown.after, shown.citation.char_end) if shown.after else -1,
    )

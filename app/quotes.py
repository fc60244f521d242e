"""From ranked sentences to the quotes of an answer: cited, grouped by who says it, none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.citing import make_citation
from app.records import Quote
from app.sentences import ScoredSentence
from index.analysis import words
from ingest.document import Document
from ingest.records import ROLES


def compose_quotes(
    documents: Mapping[str, Document], ranked: Sequence[ScoredSentence], count: int, word_limit: int, confidence: float
) -> tuple[Quote, ...]:
    """At most ``count`` quotes of together about ``word_limit`` words, the best first, then grouped by role.

    A sentence that stands in several places is quoted once, with the other places listed.
    """
    chosen: list[ScoredSentence] = []
    twins: dict[str, list[ScoredSentence]] = {}
    used = 0
    for scored in ranked:
        key = " ".join(words(scored.text))
        if key in twins:
            twins[key].append(scored)
            continue
        length = len(scored.text.split())
        if len(chosen) < count and (not chosen or used + length <= word_limit):
            chosen.append(scored)
            twins[key] = []
            used += length
    first_role = chosen[0].passage.role if chosen else ""
    order = sorted(chosen, key=lambda s: (s.passage.role != first_role, ROLES.index(s.passage.role)))
    quotes = []
    number = 1
    for scored in order:
        also = twins[" ".join(words(scored.text))]
        document = documents[scored.passage.source_id]
        span = scored.sentence
        quotes.append(
            Quote(
                text=scored.text,
                citation=make_citation(document, span.char_start, span.char_end, number),
                file_name=file_name(document),
                kind=str(span.kind),
                confidence=confidence if scored is chosen[0] else 0.0,
                also_at=tuple(
                    make_citation(
                        documents[s.passage.source_id], s.sentence.char_start, s.sentence.char_end, number + place
                    )
                    for place, s in enumerate(also, 1)
                ),
            )
        )
        number += 1 + len(also)
    return tuple(quotes)


def file_name(document: Document) -> str:
    """The name of the document's file, without folders."""
    return document.source.file.rsplit("/", 1)[-1]

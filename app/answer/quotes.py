"""From ranked sentences to the quotes of an answer: whole, cited, grouped by who says it, none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer.evidence import marks
from app.answer.policy import POLICY, QUOTES
from app.answer.ranked_sentences import ScoredSentence
from app.answer.same_sentence import same_sentence
from app.answer.surroundings import Surroundings, surroundings
from app.citation.place import make_citation
from app.question.parsing import Question
from app.records import FOUND, NEAR, Citation, FoundPassage, Quote
from index.records import Hit
from ingest.document import Document
from ingest.records import ROLES, BlockKind, whole_letters
from ingest.sentences import after_sign


@dataclass(frozen=True, slots=True)
class Extract:
    """One or two sentences that stand side by side in one block; ``follows`` when it goes on with the extract before
    it, as the items of a list do, and so needs no lead.
    """

    sentences: tuple[ScoredSentence, ...]
    follows: bool = False

    @property
    def best(self) -> ScoredSentence:
        """The sentence that it was chosen for."""
        return max(self.sentences, key=lambda scored: scored.score)

    @property
    def char_start(self) -> int:
        """Where it begins in the document's text: after the bullet of an item, unless it is several items."""
        first, *others = self.sentences
        bare = 0 if any(after_sign(other.text) for other in others) else after_sign(first.text)
        return first.sentence.char_start + bare

    @property
    def char_end(self) -> int:
        """Where it ends in the document's text."""
        return self.sentences[-1].sentence.char_end


def choose(ranked: Sequence[ScoredSentence], count: int, word_limit: int) -> list[Extract]:
    """At most ``count`` extracts of together ``word_limit`` words (``QUOTES.about`` more at most), best first.

    No sentence stands in two. The best one is always there, however long. A sentence takes the neighbour in its block
    along that scores nearly as well, when the two are short enough. What ends in a colon, or is no more than 'Ja.',
    says too little by itself to come second; what is of another year than is asked does not come second at all.
    """
    place = {_place(scored): scored for scored in ranked}
    neighbours = _neighbours(ranked)
    taken: set[tuple[str, int]] = set()
    chosen: list[Extract] = []
    used = 0
    for scored in ranked:
        if len(chosen) == count:
            break
        if _place(scored) in taken or (chosen and used + _length(scored) > word_limit):
            continue
        if chosen and (scored.text.rstrip().endswith(":") or _length(scored) < QUOTES.fewest_words or scored.conflicts):
            continue
        extract = [scored]
        near = [place[key] for key in neighbours[_place(scored)] if key not in taken]
        near = [other for other in near if other.score >= scored.score - QUOTES.merge_margin and not other.conflicts]
        most = min(QUOTES.merge_words, word_limit + QUOTES.about - used)
        near = [other for other in near if _length(scored) + _length(other) <= most]
        if near:
            extract.append(max(near, key=lambda other: other.score))
        extract.sort(key=lambda part: part.sentence.char_start)
        taken.update(_place(part) for part in extract)
        taken.update(_place(other) for other in ranked if any(_says_the_same(part, other) for part in extract))
        chosen.append(Extract(tuple(extract)))
        used += sum(_length(part) for part in extract)
    return chosen


def compose_quotes(
    documents: Mapping[str, Document],
    chosen: Sequence[Extract],
    ranked: Sequence[ScoredSentence],
    question: Question,
    confidence: float,
) -> tuple[Quote, ...]:
    """The quotes for ``chosen``, grouped by role with the best one's role first, numbered from 1.

    The best quote alone has its neighbours around it, carries ``confidence``, and marks when the reader is not sure
    that it is uncertain: a date in another quote is the date of something else. Other places where the same sentence of
    the same role stands follow as its ``also_at``.
    """
    if not chosen:
        return ()
    first_role = chosen[0].best.passage.role
    order = sorted(chosen, key=lambda e: (e.best.passage.role != first_role, ROLES.index(e.best.passage.role)))
    quotes: list[Quote] = []
    number = 1
    for extract in order:
        grown = extract is chosen[0]
        quote = replace(
            _quote(documents, extract, number, grown=grown), also_at=_also_at(documents, extract, ranked, number)
        )
        if grown:
            marked = _marks(extract, question) if confidence >= POLICY.probable else ()
            quote = replace(quote, confidence=confidence, marks=marked)
        quotes.append(quote)
        number += 1 + len(quote.also_at)
    return tuple(quotes)


def verdict_on(quotes: Sequence[Quote]) -> str:
    """'found' when a shown quote rather answers than not, else 'near'."""
    return FOUND if any(quote.confidence >= POLICY.probable for quote in quotes) else NEAR


def _quote(documents: Mapping[str, Document], extract: Extract, number: int, *, grown: bool) -> Quote:
    best = extract.best
    document = documents[best.passage.source_id]
    text = document.text[extract.char_start : extract.char_end]
    first, last = extract.sentences[0], extract.sentences[-1]
    around = Surroundings() if extract.follows else surroundings(document, first, last, grown=grown)
    return Quote(
        text=text,
        citation=make_citation(document, extract.char_start, extract.char_end, number),
        file_name=file_name(document),
        kind=str(best.sentence.kind),
        confidence=0.0,
        lead=around.lead,
        lead_start=around.lead_start,
        tail=around.tail,
        tail_start=around.tail_start,
    )


def _marks(extract: Extract, question: Question) -> tuple[tuple[int, int], ...]:
    """What answers in the sentence that the extract was chosen for; a number beside it is of something else."""
    shift = extract.best.sentence.char_start - extract.char_start
    return tuple((start + shift, end + shift) for start, end in marks(question.kind, extract.best.text, question.text))


def _also_at(
    documents: Mapping[str, Document], extract: Extract, ranked: Sequence[ScoredSentence], number: int
) -> tuple[Citation, ...]:
    if len(extract.sentences) > 1:
        return ()
    best = extract.best
    others = [scored for scored in ranked if _place(scored) != _place(best) and _says_the_same(best, scored)]
    return tuple(
        make_citation(
            documents[scored.passage.source_id], scored.sentence.char_start, scored.sentence.char_end, number + step
        )
        for step, scored in enumerate(others, 1)
    )


def _says_the_same(first: ScoredSentence, second: ScoredSentence) -> bool:
    """Whether they are the same sentence of the same role: the council's words never stand for the cabinet's."""
    return first.passage.role == second.passage.role and same_sentence(first.text, second.text)


def _neighbours(ranked: Sequence[ScoredSentence]) -> dict[tuple[str, int], list[tuple[str, int]]]:
    """For every sentence the ones that stand next to it in the same passage and of the same kind."""
    known = {_place(scored) for scored in ranked}
    found: dict[tuple[str, int], list[tuple[str, int]]] = {key: [] for key in known}
    for scored in ranked:
        row = scored.passage.sentences
        index = row.index(scored.sentence)
        for step in (-1, 1):
            if 0 <= index + step < len(row):
                other = row[index + step]
                key = (scored.passage.source_id, other.char_start)
                gap = max(other.char_start - scored.sentence.char_end, scored.sentence.char_start - other.char_end)
                if key in known and other.kind is scored.sentence.kind is BlockKind.PARAGRAPH and gap <= 1:
                    found[_place(scored)].append(key)
    return found


def _place(scored: ScoredSentence) -> tuple[str, int]:
    return scored.passage.source_id, scored.sentence.char_start


def _length(scored: ScoredSentence) -> int:
    return len(scored.text.split())


def found_passage(documents: Mapping[str, Document], hit: Hit) -> FoundPassage:
    """A hit with its place, as a reader gets it."""
    passage = hit.passage
    document = documents[passage.source_id]
    return FoundPassage(
        passage_id=passage.id,
        text=passage.text,
        score=hit.score,
        dense=hit.dense,
        lexical=hit.lexical,
        file_name=file_name(document),
        citation=make_citation(document, passage.char_start, passage.char_end, hit.rank),
    )


def file_name(document: Document) -> str:
    """The name of the document's file, without folders; what of it is no UTF-8 is U+FFFD."""
    return whole_letters(document.source.file.rsplit("/", 1)[-1])

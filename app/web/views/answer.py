"""An answer as a card: the verdict, one block with its place, and the rest folded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from app.answer.examples import bare_heading
from app.answer.register_facts import fact_line, facts_heading
from app.answer.wording import explained, verdict_words
from app.citation.reference import dutch_date
from app.comparison.naming import NOUN
from app.messages import say
from app.records import ABSENT, FOUND, NEAR, Answer, Citation, FoundPassage, Quote
from app.web.templating import fragment
from app.web.views.citation_words import (
    Cited,
    document_line,
    kind_word,
    numbered,
    role_class,
    role_name,
    source_line,
    speakers,
)
from index.analysis import content_words

NEAREST = 3
SPEAKING = ("advies", "kabinetsreactie")
BETWEEN_BLOCKS = "\n\n"
LONG_QUESTION = 280
_RECOMMENDATION = re.compile(rf"(?:{NOUN}|\d+)$")
_QUOTATION_MARKS = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quote, ``mark`` for the words that answer."""

    text: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A quote as a card shows it: its lines (an item of a list each) of runs, between what stands around it.

    ``path`` are the headings above it, without one that is shown before the quote already (the head of a table).
    ``date`` is that of its source where blocks of more than one source are shown, else ''.
    """

    quote: Quote
    cited: Cited
    also: tuple[Cited, ...]
    lines: tuple[tuple[Run, ...], ...]
    role: str
    role_class: str
    speaker: str
    path: str
    kind: str
    date: str

    @property
    def head(self) -> tuple[str, ...]:
        """What stands above it: blocks that follow each other under the same head are shown under it together."""
        return (self.quote.citation.source_id, self.role, self.speaker, self.date, self.path)


def answer_html(
    answer: Answer, token: str, titles: Mapping[str, str], first: int = 1, follow_ups: Sequence[str] = ()
) -> Markup:
    """The whole answer as one HTML block without empty lines.

    ``token`` names its permanent page ('' for none), ``titles`` the registered sources by id. ``first`` is the number
    of its first citation; ``follow_ups`` are questions that the reader may ask next.
    """
    cited = numbered(shown_citations(answer), first)
    dated = len({quote.citation.source_id for quote in answer.quotes}) > 1
    blocks = [_block(quote, cited, dated) for quote in answer.quotes]
    folded = [_block(quote, cited, dated) for quote in answer.folded]
    return fragment(
        "card.html",
        answer=answer,
        verdict=verdict_words(answer),
        explained=(say("page.no_sources"),) if answer.reason == "empty_index" else explained(answer),
        groups=_grouped(blocks),
        folded=len(folded),
        folded_groups=_grouped(folded),
        facts=[fact_line(fact) for fact in answer.facts],
        facts_heading=facts_heading(answer.facts),
        nearest=[_passage(one, cited) for one in _nearest(answer)],
        passages=[_passage(one, cited) for one in (answer.passages if answer.topic else ())],
        sources=list(dict.fromkeys(document_line(block.quote.citation) for block in blocks)),
        missing=[titles.get(name, name) for name in _missing(answer)],
        follow_ups=follow_ups,
        token=token,
        subject=_subject(answer),
        as_typed=f"“{_QUOTATION_MARKS.sub('', answer.question)}”",
    )


def question_html(question: str) -> Markup:
    """The reader's own question, as text; a long one is folded."""
    return fragment("card_question.html", question=question, long=len(question) > LONG_QUESTION)


def notice_html(text: str) -> Markup:
    """A message of ours in the place of an answer."""
    return fragment("card_notice.html", text=text)


def shown_citations(answer: Answer) -> tuple[Citation, ...]:
    """Every citation on the card of ``answer``, in the order in which a reader meets them."""
    of_quotes = [place for quote in (*answer.quotes, *answer.folded) for place in (quote.citation, *quote.also_at)]
    passages = answer.passages if answer.topic else _nearest(answer)
    return tuple(dict.fromkeys((*of_quotes, *(found.citation for found in passages))))


def runs(text: str, marks: Sequence[tuple[int, int]]) -> tuple[tuple[Run, ...], ...]:
    """``text`` in lines of runs: a line for each block of the source, with the spans in ``marks`` marked.

    ``marks`` ascend and do not overlap; those that do not are left out.
    """
    lines, start = [], 0
    for line in text.split(BETWEEN_BLOCKS):
        end = start + len(line)
        parts, place = [], start
        for mark_start, mark_end in marks:
            low, high = max(mark_start, start), min(mark_end, end)
            if low < place or high <= low:
                continue
            parts += [Run(text[place:low]), Run(text[low:high], mark=True)]
            place = high
        parts.append(Run(text[place:end]))
        lines.append(tuple(part for part in parts if part.text))
        start = end + len(BETWEEN_BLOCKS)
    return tuple(line for line in lines if line)


def _grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    return [list(together) for _, together in groupby(blocks, key=lambda one: one.head)]


def _block(quote: Quote, cited: Mapping[str, Cited], dated: bool) -> Block:
    citation = quote.citation
    shown, lines = cited[citation.id], runs(quote.text, quote.marks)
    return Block(
        quote=quote,
        cited=shown,
        also=tuple(cited[place.id] for place in quote.also_at),
        lines=lines,
        role=role_name(citation.role),
        role_class=role_class(citation.role),
        speaker=speakers([citation]),
        path=shown.path_without(quote.lead),
        kind=kind_word(quote.kind, len(lines)),
        date=dutch_date(citation.date) if dated else "",
    )


def _passage(found: FoundPassage, cited: Mapping[str, Cited]) -> dict[str, object]:
    citation = found.citation
    return {
        "text": found.text,
        "cited": cited[citation.id],
        "role": role_name(citation.role),
        "role_class": role_class(citation.role),
        "line": source_line(citation),
    }


def _subject(answer: Answer) -> str:
    """What all passages are shown about: the words of the question that a block holds, the first block that holds one,
    without those that name who speaks or a recommendation; else the heading above the first block, or the question.
    """
    asked = answer.topic or answer.read_as or answer.question
    if answer.topic or not answer.quotes:
        return asked
    words = [word for word in dict.fromkeys(content_words(asked)) if not _RECOMMENDATION.match(word)]
    for quote in answer.all_quotes:
        named = " ".join((*(role_name(role) for role in SPEAKING), quote.citation.speaker))
        own = set(content_words(f"{quote.lead} {quote.text} {quote.tail}")).difference(content_words(named))
        if shared := [word for word in words if word in own]:
            return " ".join(shared)
    section = answer.quotes[0].citation.section
    return (bare_heading(section[-1]) if section else "") or asked


def _missing(answer: Answer) -> tuple[str, ...]:
    return answer.missing_source_ids if answer.verdict in (NEAR, ABSENT) else ()


def _nearest(answer: Answer) -> tuple[FoundPassage, ...]:
    return answer.passages[:NEAREST] if answer.verdict not in ("", FOUND) and not answer.quotes else ()

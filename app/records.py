"""What a reader gets: an answer made of quotes with citations. Everything here serialises to JSON and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

ANSWERED = "answered"
ABSTAINED = "abstained"
FOUND = "found"
NEAR = "near"
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands.

    ``id`` names the place for good: ``<source id>~<char_start>-<char_end>``; ``/bron/<id>`` shows it. ``page_numbers``
    count from 1 in the file, ``page_labels`` are the printed ones (same length, '' where there is none);
    ``paragraph_number`` is given for documents without pages. ``url`` is the official address at that place, or ''.
    """

    number: int
    id: str
    source_id: str
    title: str
    role: str
    speaker: str
    publisher: str
    date: str
    document_number: str
    page_numbers: tuple[int, ...]
    page_labels: tuple[str, ...]
    paragraph_number: int | None
    section: tuple[str, ...]
    char_start: int
    char_end: int
    url: str
    file_sha256: str
    retrieved: str
    ocr: bool = False

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Citation:
        """The citation that ``asdict`` gave, also after a round trip through text. Raises KeyError or TypeError."""
        lists = {name: tuple(values[name]) for name in ("page_numbers", "page_labels", "section")}
        return cls(**{**values, **lists})


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source: ``text`` equals the document's text at the citation's span.

    ``lead`` is what stands before it and is shown as context outside the quotation marks: a neighbour in its paragraph,
    or the introduction, caption or header of the list or table that ``text`` is an item or row of ('' for none).
    ``tail`` is the same for what comes after. ``lead_start`` and ``tail_start`` are their places in the document, -1
    for none. ``marks`` are the spans inside ``text`` that answer (a date, a number, a name).
    ``also_at`` are other places where the same sentence stands. ``kind`` is the block kind ('paragraph', 'list_item',
    'footnote', 'table_row', 'quotation', ...). ``file_name`` is the document's file name.
    """

    text: str
    citation: Citation
    file_name: str
    kind: str
    confidence: float
    lead: str = ""
    lead_start: int = -1
    marks: tuple[tuple[int, int], ...] = ()
    also_at: tuple[Citation, ...] = ()
    tail: str = ""
    tail_start: int = -1

    def stands_in(self, other: Quote) -> bool:
        """Whether its words are among those of ``other`` and what is shown around it."""
        citation, own = other.citation, self.citation
        seen = [(citation.char_start, citation.char_end)]
        around = ((other.lead_start, other.lead), (other.tail_start, other.tail))
        seen += [(start, start + len(text)) for start, text in around if text]
        same = own.source_id == citation.source_id
        return same and any(start <= own.char_start and own.char_end <= end for start, end in seen)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A retrieved passage with its place and scores; the ranked list that evaluation reads."""

    passage_id: str
    text: str
    score: float
    dense: float
    lexical: float
    file_name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SourceFact:
    """What the register says of a source: ``name`` is 'speaker', 'publisher', 'date', 'document_number', 'pages',
    'url', 'licence', 'loaded' or 'recommendations' (counted in its text, not registered); ``value`` its words ('' for
    'niet vastgesteld', 'yes' or 'no' for 'loaded').
    """

    source_id: str
    title: str
    role: str
    loaded: bool
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ChangedSource:
    """A source whose file is no longer the one that was read: ``state`` is 'changed' or 'gone'."""

    source_id: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole result of one question.

    ``verdict`` is 'found' (a shown quote rather answers than not), 'near' (what is shown comes nearest; it may not
    answer) or 'absent' (not in the sources); '' for what could not be asked. ``status`` is 'answered' when something is
    likely to answer and 'abstained' otherwise, and ``reason`` then says why: 'empty', 'too_long', 'no_words',
    'small_words', 'makes_nothing', 'not_in_sources', 'empty_index', of recommendations 'no_reaction',
    'no_such_recommendation', 'no_such_stand', or the kind of small talk that it is: 'greeting', 'thanks', 'farewell',
    'capabilities'. ``read_as`` is the question as it was completed from the conversation ('' when it was not),
    ``searched_for`` the spelling that was searched ('' when unchanged).

    ``quotes`` are the blocks that are shown: one, or two when another speaker or a second part of the question needs
    its own, or when the cabinet does not follow the proposal that answers; a list that stands spread over its document
    has a block for each item. When near, nothing is marked, and when it abstains too, it is the one block that touches
    on the question. ``more`` are the other quotes, folded, numbered after the shown ones; no sentence stands twice in
    ``quotes`` and ``more`` together. ``passages`` are the ten or more nearest passages.

    ``confidence`` is the probability (0 to 1) that the first quote answers the question. ``facts`` answer a question
    about the sources themselves, from the register. ``topic`` is set when all passages on a topic were asked for:
    ``passages`` are then all of them in document order, and there are no quotes. ``missing_source_ids`` are the
    registered sources that are not loaded, ``changed_sources`` those of this answer whose file on disk is, at the
    moment of asking, no longer what was read, ``missing_role`` is the role whose words the question asks for when no
    source of that role is loaded, ``silent_role`` the one that is asked for, is loaded and does not answer.
    ``suggestions`` are questions that the sources do answer.
    """

    question: str
    status: str
    confidence: float
    quotes: tuple[Quote, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    reason: str = ""
    read_as: str = ""
    searched_for: str = ""
    missing_source_ids: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    index_version: str = ""
    corpus_sha256: str = ""
    facts: tuple[SourceFact, ...] = ()
    topic: str = ""
    missing_role: str = ""
    verdict: str = ""
    more: tuple[Quote, ...] = ()
    silent_role: str = ""
    changed_sources: tuple[ChangedSource, ...] = ()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of everything that it shows, each once."""
        quoted = [place.source_id for quote in self.all_quotes for place in (quote.citation, *quote.also_at)]
        passages = [found.citation.source_id for found in self.passages]
        return tuple(dict.fromkeys([*quoted, *passages, *(fact.source_id for fact in self.facts)]))

    @property
    def all_quotes(self) -> tuple[Quote, ...]:
        """The shown quotes and then the folded ones, in the order of their numbers."""
        return (*self.quotes, *self.more)

    @property
    def folded(self) -> tuple[Quote, ...]:
        """The folded quotes of which nothing is in sight yet: none that stands in or around a shown quote."""
        return tuple(quote for quote in self.more if not any(quote.stands_in(shown) for shown in self.quotes))

    @property
    def repeatable(self) -> bool:
        """Whether a link may hold the question and a follow-up lean on it: not when it was empty, small talk, or too
        long and so kept without its end.
        """
        return self.reason not in ("empty", "too_long", "greeting", "thanks", "farewell", "capabilities")

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON values; ``Answer.from_json`` gives an equal answer back."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Answer:
        """The answer that ``to_json`` wrote, also after a round trip through text. Raises KeyError or TypeError."""
        return cls(
            **{
                **values,
                "quotes": tuple(_quote(quote) for quote in values["quotes"]),
                "more": tuple(_quote(quote) for quote in values["more"]),
                "passages": tuple(
                    FoundPassage(**{**found, "citation": _citation(found["citation"])}) for found in values["passages"]
                ),
                "missing_source_ids": tuple(values["missing_source_ids"]),
                "suggestions": tuple(values["suggestions"]),
                "facts": tuple(SourceFact(**fact) for fact in values["facts"]),
                "changed_sources": tuple(ChangedSource(**one) for one in values["changed_sources"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation: the question, how it was read, what was quoted (citation ids), and which
    questions were suggested beside it.
    """

    question: str
    read_as: str = ""
    quote_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()


def _citation(values: dict[str, Any]) -> Citation:
    return Citation(
        **{
            **values,
            "page_numbers": tuple(values["page_numbers"]),
            "page_labels": tuple(values["page_labels"]),
            "section": tuple(values["section"]),
        }
    )


def _quote(values: dict[str, Any]) -> Quote:
    return Quote(
        **{
            **values,
            "citation": _citation(values["citation"]),
            "marks": tuple((int(start), int(end)) for start, end in values["marks"]),
            "also_at": tuple(_citation(citation) for citation in values["also_at"]),
        }
    )

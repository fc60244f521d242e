"""A comparison as a table for a meeting: rows of plain texts with their places, and those as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.citation.reference import document_reference, in_brackets, place_in_words
from app.comparison.records import Compared, Comparison
from app.messages import say
from app.records import Citation
from app.word_file import WordTable, WordText, word_file


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a source in one line at their place ('p. 2', '' when it is not known). ``deciding`` is the span
    ``[start, end)`` in ``text`` of the sentence that says what the cabinet does, (0, 0) for none.
    """

    text: str
    place: str
    deciding: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recommendation with the first paragraph below it, if any, and the cabinet's words about it, the deciding
    sentence first where there is one.
    """

    label: str
    advice: tuple[Said, ...]
    reactions: tuple[Said, ...]
    stand: str


def table_rows(comparison: Comparison) -> list[TableRow]:
    """The rows of the table, in the order of the recommendations."""
    return [_row(one) for one in comparison.compared]


def table_references(comparison: Comparison) -> tuple[str, str]:
    """The references of the advice and of the reaction, '' for one of which the table has no words."""
    advice = [one.recommendation.citation for one in comparison.compared]
    reaction = [said.citation for one in comparison.compared for said in one.reactions]
    return _reference(advice), _reference(reaction)


def word_table(comparison: Comparison, title: str, notices: Sequence[str] = ()) -> bytes:
    """The table as a Word file (.docx), across the page; ``notices`` are lines to read before it."""
    keys = ("page.compare.column_label", "role.advies", "role.kabinetsreactie", "page.compare.column_stand")
    table = WordTable(tuple(say(key) for key in keys), tuple(_cells(row) for row in table_rows(comparison)))
    sources = [reference for reference in table_references(comparison) if reference]
    lines = [say("page.promise"), *(f"{say('page.from_source')} {one}" for one in sources), *notices]
    return word_file(title, [*map(WordText, lines), table], landscape=True)


def _reference(citations: Sequence[Citation]) -> str:
    return document_reference(citations[0]) if citations else ""


def _cells(row: TableRow) -> tuple[tuple[WordText, ...], ...]:
    words = tuple(_word_text(one) for one in row.reactions) or (WordText(say("page.compare.no_reaction")),)
    return (WordText(row.label),), tuple(_word_text(one) for one in row.advice), words, (WordText(row.stand),)


def _word_text(said: Said) -> WordText:
    text = f"{said.text} {in_brackets(said.place)}" if said.place else said.text
    return WordText(text, strong=said.deciding)


def _row(one: Compared) -> TableRow:
    recommendation, decides = one.recommendation, one.deciding
    first = [_decided(one, decides.text, decides.citation)] if decides else []
    rest = [_said(part.text, part.citation) for part in one.others]
    below = (_said(part.text, part.citation) for part in recommendation.explanation[:1])
    return TableRow(
        label=recommendation.label,
        advice=(_said(recommendation.text, recommendation.citation), *below),
        reactions=(*first, *rest),
        stand=say(f"page.compare.stand_{decides.stand}") if decides and decides.stand else "",
    )


def _decided(one: Compared, deciding: str, citation: Citation) -> Said:
    """The deciding sentence within the reaction that holds it."""
    before, decides, after = (" ".join(text.split()) for text in (one.around[0], deciding, one.around[1]))
    start = len(before) + 1 if before else 0
    text = " ".join(part for part in (before, decides, after) if part)
    return Said(text, place_in_words(one.holder.citation if one.holder else citation), (start, start + len(decides)))


def _said(text: str, citation: Citation) -> Said:
    return Said(" ".join(text.split()), place_in_words(citation))

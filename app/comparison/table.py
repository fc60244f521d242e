"""A comparison as a table for a meeting: rows of plain texts with their references, and those as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.citation.reference import dutch_citation
from app.comparison.records import Compared, Comparison
from app.messages import say
from app.records import Citation
from app.word_file import WordTable, WordText, word_file


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recommendation with its reference, and the cabinet's words with theirs, the deciding sentence first if any."""

    label: str
    advice: str
    advice_place: str
    reactions: tuple[tuple[str, str], ...]
    decided: bool
    stand: str


def table_rows(comparison: Comparison) -> list[TableRow]:
    """The rows of the table, in the order of the recommendations."""
    return [_row(one) for one in comparison.compared]


def word_table(comparison: Comparison, title: str, notices: Sequence[str] = ()) -> bytes:
    """The table as a Word file (.docx), across the page; ``notices`` are lines to read before it."""
    keys = ("page.compare.column_label", "role.advies", "role.kabinetsreactie", "page.compare.column_stand")
    table = WordTable(tuple(say(key) for key in keys), tuple(_cells(row) for row in table_rows(comparison)))
    return word_file(title, [WordText(say("page.promise")), *map(WordText, notices), table], landscape=True)


def _cells(row: TableRow) -> tuple[tuple[WordText, ...], ...]:
    words = tuple(
        WordText(f"{text} ({place})", bold=row.decided and number == 0)
        for number, (text, place) in enumerate(row.reactions)
    )
    return (
        (WordText(row.label),),
        (WordText(f"{row.advice} ({row.advice_place})"),),
        words or (WordText(say("page.compare.no_reaction")),),
        (WordText(row.stand),),
    )


def _row(one: Compared) -> TableRow:
    recommendation, decides = one.recommendation, one.deciding
    first = [(decides.text, _place(decides.citation))] if decides else []
    rest = [(part.text, _place(part.citation)) for part in one.reactions if not decides or part.text != decides.text]
    return TableRow(
        label=recommendation.label,
        advice=" ".join(recommendation.text.split()),
        advice_place=_place(recommendation.citation),
        reactions=tuple((" ".join(text.split()), place) for text, place in (*first, *rest)),
        decided=decides is not None,
        stand=say(f"page.compare.stand_{decides.stand}") if decides and decides.stand else "",
    )


def _place(citation: Citation) -> str:
    return dutch_citation(citation, "")

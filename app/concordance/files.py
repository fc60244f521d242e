"""A concordance to take along: Word, CSV and Markdown, every place with its reference."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from app.citation.reference import dutch_citation, place_in_words
from app.concordance.policy import CONCORDANCE
from app.concordance.records import Concordance, Line, TermCount
from app.markdown import at_the_start, literal, stretch
from app.messages import say
from app.word_file import WordTable, WordText, word_file

EXPORTED = 5000  # places in a file: a Word table of more takes minutes to open
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def count_line(counted: TermCount, titles: Mapping[str, str]) -> str:
    """A term with how often it occurs in each source: 'wateradvies: 6x in ‘Advies’, 2x in ‘Brief’'.

    Of many sources the ``most_named`` that have it most often are named, and the others summed up.
    """
    named = dict(counted.counts)
    if len(named) > CONCORDANCE.most_named:
        most = sorted(named, key=lambda source: (-named[source], source))[: CONCORDANCE.most_named]
        named = {source: count for source, count in named.items() if source in most}
    each = [say("concordance.count", count=count, source=titles.get(source, source)) for source, count in named.items()]
    if len(named) < len(counted.counts):
        rest, others = counted.total - sum(named.values()), len(counted.counts) - len(named)
        each.append(say("concordance.rest_one" if others == 1 else "concordance.rest", count=rest, sources=others))
    return f"{counted.term.name}: {', '.join(each)}"


def concordance_csv(found: Concordance, titles: Mapping[str, str]) -> str:
    """The places as CSV with heads, then an empty line and how often each term occurs in each source, with heads of its
    own. Cells are parted by semicolons, as a Dutch spreadsheet wants them; lines end by CR LF; a cell never begins as a
    formula does. Where not all places are there, a line after them says so.
    """
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(say(f"concordance.column_{name}") for name in _COLUMNS)
    for line in found.lines:
        table.writerow(_safe(cell) for cell in _cells(line))
    if len(found.lines) < found.total:
        table.writerow([_total(found)])
    table.writerow(())
    table.writerow(say(f"concordance.column_{name}") for name in ("term", "source", "count"))
    for one in found.terms:
        if one.used:
            table.writerows(
                (_safe(one.term.name), _safe(titles.get(source, source)), count) for source, count in one.counts.items()
            )
    return written.getvalue()


def concordance_markdown(found: Concordance, titles: Mapping[str, str], notices: Sequence[str] = ()) -> str:
    """The counts and the places as Markdown, with every mark in a text escaped; ``notices`` are lines before them."""
    parts = [f"# {literal(say('concordance.title', subject=found.subject))}", literal(_total(found))]
    parts += map(literal, notices)
    parts.append("\n".join(f"- {literal(count_line(one, titles))}" for one in found.terms if one.used))
    for line in found.lines:
        sentence = at_the_start(f"{stretch(line.before).lstrip()}**{stretch(line.word)}**{stretch(line.after)}")
        parts.append(f"> {line.citation.number}. {sentence}\n>\n> {literal(dutch_citation(line.citation, ''))}")
    return "\n\n".join(part for part in parts if part) + "\n"


def concordance_word(found: Concordance, titles: Mapping[str, str], notices: Sequence[str] = ()) -> bytes:
    """The counts, and the places in a table, as a Word file (.docx) across the page, after the lines of ``notices``."""
    heads = tuple(say(f"concordance.column_{name}") for name in ("number", "sentence", "reference"))
    rows = tuple(
        (
            (WordText(str(line.citation.number)),),
            (WordText(f"{line.before}{line.word}{line.after}"),),
            (WordText(dutch_citation(line.citation, "")),),
        )
        for line in found.lines
    )
    counts = [WordText(count_line(one, titles)) for one in found.terms if one.used]
    title = say("concordance.title", subject=found.subject)
    return word_file(
        title, [WordText(_total(found)), *map(WordText, notices), *counts, WordTable(heads, rows)], landscape=True
    )


_COLUMNS = ("number", "source", "date", "place", "section", "before", "word", "after", "reference")


def _cells(line: Line) -> tuple[str, ...]:
    citation = line.citation
    return (
        str(citation.number),
        citation.title,
        citation.date,
        place_in_words(citation),
        " > ".join(citation.section),
        line.before,
        line.word,
        line.after,
        dutch_citation(citation, ""),
    )


def _total(found: Concordance) -> str:
    shown = len(found.lines)
    said = say("concordance.total", count=found.total)
    return said if shown == found.total else f"{said} {say('concordance.shown', count=shown)}"


def _safe(cell: str) -> str:
    """A cell on one line that a spreadsheet takes for text."""
    text = " ".join(cell.split(" ")).replace("\r", " ").replace("\n", " ")
    return f"'{text}" if text.startswith(_FORMULA) else text

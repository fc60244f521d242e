"""The places of a subject as paragraphs: each once, with every place in it marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.concordance.records import Concordance, Line
from app.concordance.terms import subject_words
from app.messages import say
from app.web.views.answer import Run


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as runs, ``mark`` for the words that were looked for, and its places, at least one, in order."""

    lines: tuple[Line, ...]
    runs: tuple[Run, ...]


def why_nothing(found: Concordance) -> str:
    """Why there are no places: nothing to look for, small words alone, all switched off, words that are not there or
    that no paragraph holds together; '' where there are places.
    """
    if found.total:
        return ""
    if found.small or not subject_words(found.subject):
        return say("concordance.small" if found.small else "concordance.no_words")
    if found.terms and not any(one.used for one in found.terms):
        return say("concordance.all_off")
    return say("concordance.none" if found.missing or not found.terms else "concordance.apart")


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs that hold ``lines``, which are in document order; each paragraph once."""
    groups: list[list[Line]] = []
    for line in lines:
        same = groups and _paragraph(groups[-1][0]) == _paragraph(line)
        if same:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group), _runs(group)) for group in groups]


def _paragraph(line: Line) -> tuple[str, int]:
    return line.citation.source_id, line.paragraph_start


def _runs(lines: Sequence[Line]) -> tuple[Run, ...]:
    text, start = lines[0].paragraph, lines[0].paragraph_start
    runs, place = [], 0
    for line in lines:
        at = line.citation.char_start + len(line.before) - start
        runs += [Run(text[place:at]), Run(line.word, mark=True)]
        place = at + len(line.word)
    return tuple(run for run in (*runs, Run(text[place:])) if run.text)

"""Advice beside reaction as plain text, for a terminal."""

from __future__ import annotations

from app.citation.reference import dutch_citation
from app.comparison.matching import Compared, Comparison
from app.messages import say
from app.records import Citation


def compare_text(comparison: Comparison) -> str:
    """Every recommendation with the reactions to it, each verbatim and with its place, or that none was found."""
    if not comparison.compared:
        return say("page.compare.none")
    return "\n\n".join([_count(comparison), *(_compared(one) for one in comparison.compared)])


def _count(comparison: Comparison) -> str:
    answered = sum(bool(one.reactions) for one in comparison.compared)
    return say("compare.count", all=len(comparison.compared), answered=answered)


def _compared(one: Compared) -> str:
    recommendation = one.recommendation
    title = say("page.compare.recommendation", number=recommendation.number)
    lines = [f"{title} – {_quote(recommendation.text, recommendation.citation)}"]
    if not one.reactions:
        lines.append(say("page.compare.no_reaction"))
    for reaction in one.reactions:
        lines += [_quote(reaction.text, reaction.citation), f"  {say(f'page.compare.{reaction.ground}')}"]
    return "\n  ".join(lines)


def _quote(text: str, citation: Citation) -> str:
    return f"‘{' '.join(text.split())}’ ({dutch_citation(citation, '')})"

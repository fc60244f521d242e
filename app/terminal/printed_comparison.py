"""Advice beside reaction as plain text, for a terminal."""

from __future__ import annotations

from app.citation.reference import dutch_citation, in_brackets, quoted
from app.comparison.records import Compared, Comparison
from app.messages import say
from app.records import Citation


def compare_text(comparison: Comparison) -> str:
    """Every recommendation with what the cabinet decides and its other words, each verbatim and with its place."""
    if not comparison.compared:
        return say("page.compare.none")
    return "\n\n".join([_count(comparison), *(_compared(one) for one in comparison.compared)])


def _count(comparison: Comparison) -> str:
    answered = sum(bool(one.reactions) for one in comparison.compared)
    return say("compare.count", all=len(comparison.compared), answered=answered)


def _compared(one: Compared) -> str:
    recommendation, decides = one.recommendation, one.deciding
    title = say("page.compare.recommendation", number=recommendation.label)
    lines = [f"{title} – {_quote(recommendation.text, recommendation.citation)}"]
    if decides is not None:
        stand = f"{say(f'page.compare.stand_{decides.stand}')}: " if decides.stand else ""
        before, after = one.around
        lines += [say("page.before", text=" ".join(before.split()))] if before else []
        lines.append(f"→ {stand}{_quote(decides.text, decides.citation)}")
        lines += [say("page.after", text=" ".join(after.split()))] if after else []
    if not one.reactions:
        lines.append(say("page.compare.no_reaction"))
    for reaction in one.others:
        lines += [_quote(reaction.text, reaction.citation), f"  {say(f'page.compare.{reaction.ground}')}"]
    return "\n  ".join(lines)


def _quote(text: str, citation: Citation) -> str:
    return f"{quoted(text)} {in_brackets(dutch_citation(citation, ''))}"

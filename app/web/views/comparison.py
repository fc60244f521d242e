"""Advice beside reaction: the council's recommendations at the left, the cabinet's words at the right."""

from __future__ import annotations

from markupsafe import Markup

from app.answer.wording import changed_lines
from app.citation.reference import dutch_date
from app.comparison.records import Compared, Comparison
from app.messages import say
from app.source_state import changed_sources
from app.web.contract import PageAssistant
from app.web.templating import fragment
from app.web.views.answer import runs
from app.web.views.citation_words import Cited, role_name

ADVICE, REACTION = "advies", "kabinetsreactie"
UNFOLDED = 2  # passages of the cabinet beside a recommendation; the others are one click away


def compare_html(assistant: PageAssistant) -> Markup:
    """The comparisons of the loaded documents, newest reaction first, or which documents they wait for."""
    comparisons = assistant.comparisons
    missing = [
        s for s in assistant.register.sources if s.role in (ADVICE, REACTION) and s.id not in assistant.documents
    ]
    return fragment(
        "comparison.html",
        comparisons=[_shown(one, assistant) for one in comparisons],
        missing=[(role_name(source.role), source.title, source.url) for source in missing],
        cited=lambda citation: Cited(citation, citation.number),
        runs=runs,
        roles={role: role_name(role) for role in (ADVICE, REACTION)},
    )


def changed_html(assistant: PageAssistant) -> Markup:
    """What to know before reading them: which compared file is no longer the one that was read."""
    names = [name for one in assistant.comparisons for name in one.source_ids]
    return fragment("changed.html", lines=changed_lines(changed_sources(assistant, names)))


def stand_name(stand: str) -> str:
    """A stand in a word; '' for none."""
    return say(f"page.compare.stand_{stand}") if stand else ""


def _shown(one: Comparison, assistant: PageAssistant) -> dict[str, object]:
    reaction = assistant.documents[one.reaction_id]
    return {
        "id": one.reaction_id,
        "title": reaction.title,
        "date": dutch_date(reaction.source.date),
        "rows": [_row(row) for row in one.compared],
        "answered": sum(bool(row.reactions) for row in one.compared),
    }


def _row(row: Compared) -> dict[str, object]:
    """A recommendation beside the cabinet's words: the deciding sentence in its paragraph, then what else is said."""
    name = say("page.compare.recommendation", number=row.recommendation.label)
    unfolded = UNFOLDED - (row.deciding is not None)
    return {
        "label": row.recommendation.label,
        "name": name,
        "named": row.recommendation.text.startswith(name),
        "own": row.recommendation,
        "deciding": row.deciding,
        "stand": stand_name(row.deciding.stand) if row.deciding else "",
        "around": row.around,
        "answered": bool(row.reactions),
        "shown": row.others[:unfolded],
        "folded": row.others[unfolded:],
    }

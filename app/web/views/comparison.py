"""Advice beside reaction as HTML: the council's recommendations at the left, the cabinet's words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.comparison.matching import Compared, Comparison, compare
from app.messages import say
from app.records import Citation
from app.web.contract import PageAssistant
from app.web.views.answer import citation_link, plain, role_name, source_line
from ingest.document import Document

ADVICE, REACTION = "advies", "kabinetsreactie"


def comparison(assistant: PageAssistant) -> Comparison | None:
    """The loaded advice beside the loaded reaction; None when one of the two is not loaded."""
    advice, reaction = (_loaded(assistant, role) for role in (ADVICE, REACTION))
    if advice is None or reaction is None:
        return None

    @cache
    def vectors(texts: tuple[str, ...]) -> NDArray[np.float32]:
        return assistant.encoder.encode_document(list(texts))

    def rank(question: str, texts: Sequence[str]) -> list[float]:
        likeness = vectors(tuple(texts)) @ assistant.encoder.encode_query([question])[0]
        return [float(value) for value in likeness]

    return compare(advice, reaction, rank)


def compare_html(found: Comparison | None, assistant: PageAssistant) -> str:
    """The comparison, or which documents it waits for."""
    if found is None:
        return _waiting(assistant)
    if not found.compared:
        return f"<p>{plain(say('page.compare.none'))}</p>"
    heads = f"<h3>{plain(role_name(ADVICE))}</h3><h3>{plain(role_name(REACTION))}</h3>"
    rows = "".join(_row(one) for one in found.compared)
    return f'<div class="vergelijking"><div class="koppen">{heads}</div>{rows}</div>'


def _row(compared: Compared) -> str:
    recommendation = compared.recommendation
    left = _words(recommendation.text, recommendation.citation)
    if recommendation.explanation and recommendation.explanation_citation is not None:
        left += _words(recommendation.explanation, recommendation.explanation_citation)
    right = "".join(
        _words(reaction.text, reaction.citation, say(f"page.compare.{reaction.ground}"))
        for reaction in compared.reactions
    )
    right = right or f'<p class="geen">{plain(say("page.compare.no_reaction"))}</p>'
    title = f"<h4>{plain(say('page.compare.recommendation', number=recommendation.number))}</h4>"
    return (
        f'<div class="paar">{title}<div class="kolom rol-{ADVICE}">{left}</div>'
        f'<div class="kolom rol-{REACTION}">{right}</div></div>'
    )


def _words(text: str, citation: Citation, ground: str = "") -> str:
    why = f"{plain(ground)} " if ground else ""
    return (
        f'<p class="citaat">{plain(text)} {citation_link(citation)}</p>'
        f'<p class="plaats">{why}{plain(source_line(citation))}</p>'
    )


def _waiting(assistant: PageAssistant) -> str:
    loaded = assistant.documents
    missing = [s for s in assistant.register.sources if s.role in (ADVICE, REACTION) and s.id not in loaded]
    rows = []
    for source in missing:
        address = f' <a href="{plain(source.url)}">{plain(source.url)}</a>' if source.url.startswith("https://") else ""
        rows.append(f"<li>{plain(role_name(source.role))}: {plain(source.title)}{address}</li>")
    return f"<p>{plain(say('page.compare.waiting'))}</p><ul>{''.join(rows)}</ul>"


def _loaded(assistant: PageAssistant, role: str) -> Document | None:
    return next((document for document in assistant.documents.values() if document.source.role == role), None)

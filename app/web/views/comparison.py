"""Advice beside reaction: the council's recommendations at the left, the cabinet's words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from app.comparison.matching import Compared, Comparison, compare
from app.messages import say
from app.records import Citation
from app.web.contract import PageAssistant
from app.web.templating import fragment
from app.web.views.words import Cited, role_name, source_line
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


def compare_html(found: Comparison | None, assistant: PageAssistant) -> Markup:
    """The comparison, or which documents it waits for."""
    return fragment(
        "compared.html",
        missing=_missing(assistant) if found is None else [],
        heads=(role_name(ADVICE), role_name(REACTION)),
        rows=[_row(one) for one in found.compared] if found is not None else [],
    )


def _row(compared: Compared) -> dict[str, Any]:
    recommendation = compared.recommendation
    left = [_words(recommendation.text, recommendation.citation)]
    if recommendation.explanation and recommendation.explanation_citation is not None:
        left.append(_words(recommendation.explanation, recommendation.explanation_citation))
    return {
        "title": say("page.compare.recommendation", number=recommendation.number),
        "left": left,
        "right": [
            _words(reaction.text, reaction.citation, say(f"page.compare.{reaction.ground}"))
            for reaction in compared.reactions
        ],
    }


def _words(text: str, citation: Citation, ground: str = "") -> dict[str, Any]:
    place = " ".join(part for part in (ground, source_line(citation)) if part)
    return {"text": text, "cited": Cited(citation, citation.number), "place": place}


def _missing(assistant: PageAssistant) -> list[dict[str, str]]:
    loaded = assistant.documents
    return [
        {
            "role": role_name(source.role),
            "title": source.title,
            "url": source.url if source.url.startswith("https://") else "",
        }
        for source in assistant.register.sources
        if source.role in (ADVICE, REACTION) and source.id not in loaded
    ]


def _loaded(assistant: PageAssistant, role: str) -> Document | None:
    return next((document for document in assistant.documents.values() if document.source.role == role), None)

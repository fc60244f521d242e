"""The tabs 'Bronnen' and 'Over'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from app.citation.reference import dutch_date
from app.messages import say
from app.source_state import SourceState, document_state
from app.web.contract import PageAssistant
from app.web.templating import fragment
from app.web.views.citation_words import role_class, role_name
from app.web.views.quality import MeasuredSet, nearest_in_size, shipped_quality
from ingest.document import Document
from ingest.fetch.order import is_offline
from ingest.records import Source

MOST_LISTED = 5


def sources_html(
    assistant: PageAssistant, own_documents: bool = False, add_sources: bool = False, fault: str = ""
) -> Markup:
    """Every registered source: loaded or missing, and what is known of it; where allowed, how to add one. ``fault``
    says that sources could not be indexed."""
    registered = assistant.register.sources
    loaded = sum(source.id in assistant.documents for source in registered)
    count = "all" if loaded == len(registered) else "one" if loaded == 1 else "count"
    return fragment(
        "sources.html",
        count=say(f"page.sources_{count}", loaded=loaded, all=len(registered)),
        own_documents=own_documents,
        add_sources=add_sources,
        fault=fault,
        cards=[_card(source, assistant.documents.get(source.id), _state(assistant, source)) for source in registered],
    )


def loaded_html(assistant: PageAssistant) -> Markup:
    """What is loaded, with its date, and how to get what is missing: the first thing that a reader sees."""
    rows = [
        {
            "role": role_name(source.role),
            "role_class": role_class(source.role),
            "title": source.title,
            "date": dutch_date(source.date),
            "loaded": source.id in assistant.documents,
            "state": _state(assistant, source),
        }
        for source in assistant.register.sources
    ]
    return fragment("loaded.html", rows=rows[:MOST_LISTED], others=max(0, len(rows) - MOST_LISTED),
                    missing=any(not row["loaded"] for row in rows), offline=is_offline())  # fmt: skip


def about_html(assistant: PageAssistant, keep_feedback: bool = False, earlier: bool = True) -> Markup:
    """What this is and is not, from which sources and with which model it answers, and what is kept.

    ``earlier``: the browser keeps earlier conversations.
    """
    kept = say("page.about.privacy_judged_kept" if keep_feedback else "page.about.privacy_nothing_kept")
    if earlier:
        kept = f"{kept} {say('page.about.privacy_earlier')}"
    titles = "; ".join(source.title for source in assistant.register.sources)
    parts = [
        {
            "title": say(f"page.about.{name}_title"),
            "paragraphs": say(f"page.about.{name}", kept=kept, titles=titles).split("\n\n"),
        }
        for name in ("what", "not", "check", "privacy", "licence")
    ]
    facts = [
        (say("page.index_version"), assistant.index_version),
        (say("page.corpus_hash"), assistant.corpus_sha256),
        (say("info.model"), say("info.embedded") if assistant.encoder.name == "embedded" else assistant.encoder.name),
    ]
    words = sum(len(document.text.split()) for document in assistant.documents.values())
    return fragment("about.html", parts=parts, quality=quality_html(shipped_quality(), words), facts=facts)


def quality_html(measured: Sequence[MeasuredSet], words: int = 0) -> Markup:
    """The measured shares in words, of the set that is most like ``words`` loaded words first; or that nothing was
    measured.
    """
    nearest = nearest_in_size(measured, words)
    others = [_measured(one) for one in measured if one is not nearest]
    if nearest is None:
        return fragment("quality.html", nearest=None, size="", shown=others, folded=[])
    size = say("page.about.quality_size", loaded=_rounded(words), measured=_rounded(nearest.words))
    return fragment("quality.html", nearest=_measured(nearest), size=size, shown=[], folded=others)


def _measured(one: MeasuredSet) -> dict[str, Any]:
    rows = [
        (
            say(f"page.about.figure_{figure.key}"),
            say("page.about.share", value=_of_a_hundred(figure.value), low=_of_a_hundred(figure.low),
                high=_of_a_hundred(figure.high), count=figure.count),
        )
        for figure in one.figures
    ]  # fmt: skip
    return {"heading": say("page.about.quality_set", name=one.name, count=one.questions), "rows": rows}


def _of_a_hundred(share: float) -> str:
    return f"{100 * share:.0f}"


def _rounded(words: int) -> str:
    """A count to two figures, with a point between thousands."""
    step = 10 ** max(0, len(str(words)) - 2)
    return f"{round(words / step) * step:,}".replace(",", ".")


def _state(assistant: PageAssistant, source: Source) -> str:
    """Whether a source is loaded, and whether its file is still what was loaded."""
    document = assistant.documents.get(source.id)
    return say(f"state.{document_state(assistant, document) if document is not None else SourceState.NOT_LOADED}")


def _card(source: Source, document: Document | None, state: str) -> dict[str, Any]:
    """What the card of a source shows; what the register does not know is named once, together."""
    facts = [
        (say("page.speaker"), source.speaker),
        (say("page.date"), dutch_date(source.date)),
        (say("page.number"), source.document_number),
        (say("page.pages_count"), str(len(document.pages)) if document is not None and document.paged else ""),
        (say("page.publisher"), source.publisher),
        (say("page.licence"), source.licence),
        (say("page.retrieved"), dutch_date(source.retrieved)),
        (say("page.hash"), document.file_sha256 if document is not None else source.sha256),
    ]
    applies = document is None or document.paged
    unknown = [name for name, value in facts if not value and (applies or name != say("page.pages_count"))]
    first = document.blocks[0] if document is not None and document.blocks else None
    return {
        "title": source.title,
        "role": role_name(source.role),
        "role_class": role_class(source.role),
        "loaded": document is not None,
        "state": state,
        "facts": [(name, value) for name, value in facts if value]
        + ([(say("page.unknown_facts"), ", ".join(unknown))] if unknown else []),
        "first": f"{source.id}~{first.char_start}-{first.char_end}" if first is not None else "",
        "url": source.url if source.url.startswith("https://") else "",
    }

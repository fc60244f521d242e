"""What the page tells of itself: the sources it answers from, and what it is and is not."""

from __future__ import annotations

from collections.abc import Sequence

from app.citation.reference import dutch_date
from app.messages import say
from app.web.contract import PageAssistant
from app.web.views.answer import plain, role_class, role_name
from app.web.views.quality import MeasuredSet, shipped_quality
from ingest.document import Document
from ingest.records import Source


def sources_html(assistant: PageAssistant, own_documents: bool = False) -> str:
    """Every registered source: loaded or missing, and what is known of it; where allowed, how to add one."""
    registered = assistant.register.sources
    loaded = [source for source in registered if source.id in assistant.documents]
    parts = [f"<h2>{plain(say('page.tab_sources'))}</h2>"]
    parts += [f"<p>{plain(say('page.sources_count', loaded=len(loaded), all=len(registered)))}</p>"]
    if own_documents:
        parts += [f'<p><a class="eigen" href="/eigen">{plain(say("page.own.title"))}</a></p>']
    parts += [_card(source, assistant.documents.get(source.id)) for source in registered]
    return f'<div class="bronlijst">{"".join(parts)}</div>'


def about_html(assistant: PageAssistant, keep_feedback: bool = False) -> str:
    """What this is and is not, from which sources and with which model it answers, and what is kept."""
    parts = []
    kept = say("page.about.privacy_judged_kept" if keep_feedback else "page.about.privacy_nothing_kept")
    for name in ("what", "not", "check", "privacy", "licence"):
        parts.append(f"<h2>{plain(say(f'page.about.{name}_title'))}</h2>")
        parts += [f"<p>{plain(text)}</p>" for text in say(f"page.about.{name}", kept=kept).split("\n\n")]
    parts += [f"<h2>{plain(say('page.about.quality_title'))}</h2>", quality_html(shipped_quality())]
    facts = [
        (say("page.index_version"), assistant.index_version),
        (say("page.corpus_hash"), assistant.corpus_sha256),
        (say("info.model"), assistant.encoder.name),
    ]
    parts += [f"<h2>{plain(say('page.about.version_title'))}</h2>", _facts(facts)]
    return f'<div class="over">{"".join(parts)}</div>'


def quality_html(measured: Sequence[MeasuredSet]) -> str:
    """The measured shares in words with their intervals, or that nothing was measured."""
    if not measured:
        return f"<p>{plain(say('page.about.quality_none'))}</p>"
    parts = [f"<p>{plain(say('page.about.quality'))}</p>"]
    for one in measured:
        rows = [
            (
                say(f"page.about.figure_{figure.key}"),
                say("page.about.share", value=_percent(figure.value), low=_percent(figure.low),
                    high=_percent(figure.high), count=figure.count),
            )
            for figure in one.figures
        ]  # fmt: skip
        heading = say("page.about.quality_set", name=one.name, count=one.questions)
        parts += [f"<h3>{plain(heading)}</h3>", _facts(rows)]
    return "".join(parts)


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _card(source: Source, document: Document | None) -> str:
    state = say("page.loaded") if document is not None else say("page.not_loaded")
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
    heading = f'<h3>{plain(source.title)} <span class="stand">{plain(state)}</span></h3>'
    links = []
    if document is not None and document.blocks:
        first = document.blocks[0]
        address = f"/bron/{source.id}~{first.char_start}-{first.char_end}"
        label = plain(say("page.view_source"))
        links.append(f'<a class="cite" href="{address}" title="{label} {plain(source.title)}">{label}</a>')
    if source.url.startswith("https://"):
        links.append(f'<a href="{plain(source.url)}" rel="noopener">{plain(say("page.official_link"))}</a>')
    body = f'<p class="rol">{plain(role_name(source.role))}</p>{_facts(facts)}<p class="links">{" ".join(links)}</p>'
    kind = f"bronkaart rol-{role_class(source.role)}{'' if document is not None else ' ontbreekt'}"
    return f'<div class="{kind}">{heading}{body}</div>'


def _facts(facts: list[tuple[str, str]]) -> str:
    unknown = say("page.unknown")
    rows = "".join(f"<dt>{plain(name)}</dt><dd>{plain(value or unknown)}</dd>" for name, value in facts)
    return f"<dl>{rows}</dl>"

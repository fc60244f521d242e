"""The result of checking a quotation as HTML: a verdict a sentence, the differences word by word, and the place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from app.messages import messages, say
from app.quotation.records import CheckedSegment, CheckResult, DifferenceWord, Operation
from app.quotation.wording import differs, remarks, verdict_name, whole_name
from app.web.views.answer import NO_BREAK, citation_link, plain, role_name, source_line

# Red and struck out is what the reader's text has and the source has not; green is what the source has.
TAGS = {
    Operation.INSERTED: "del",
    Operation.DELETED: "ins",
    Operation.REPLACED: "ins",
    Operation.HIDDEN: "ins",
    Operation.REWRITTEN: "ins",
}


def check_html(result: CheckResult) -> str:
    """The verdict on the whole text, then each sentence with its own."""
    if not result.segments:
        key = f"page.check.reason_{result.reason}"
        return _box("melding", f"<p>{plain(say(key if key in messages() else 'page.check.reason_empty'))}</p>")
    parts = [f"<h2>{plain(whole_name(result))}</h2>"]
    if result.checked_chars < result.total_chars:
        parts.append(f"<p>{plain(say('page.check.cut', checked=result.checked_chars, total=result.total_chars))}</p>")
    if any(differs(segment) for segment in result.segments):
        inserted, deleted = plain(say("page.check.inserted")), plain(say("page.check.deleted"))
        parts.append(f'<p class="legenda"><del>{inserted}</del> <ins>{deleted}</ins></p>')
    numbers = itertools.count(1)
    parts += [_segment(segment, next(numbers) if segment.place is not None else 0) for segment in result.segments]
    return _box("uitslag", "".join(parts))


def _segment(segment: CheckedSegment, number: int) -> str:
    verdict = segment.verdict
    parts = [f'<p class="oordeel">{plain(verdict_name(segment))}</p>']
    text = _difference(segment.difference) if differs(segment) else plain(segment.text)
    link = f"{plain(NO_BREAK)}{citation_link(segment.place.citation, number)}" if segment.place is not None else ""
    parts.append(f'<p class="citaat">{text}{link}</p>')
    parts += [f'<p class="reden">{plain(remark)}</p>' for remark in remarks(segment)]
    if segment.place is not None:
        citation = segment.place.citation
        parts.append(f'<p class="plaats">{plain(role_name(citation.role))}: {plain(source_line(citation))}</p>')
    return f'<div class="segment {verdict.value.replace("_", "-")}">{"".join(parts)}</div>'


def _difference(words: Sequence[DifferenceWord]) -> str:
    parts = []
    for word in words:
        tag = TAGS.get(word.operation)
        text = plain(word.text)
        parts.append((" " if word.space else "") + (f"<{tag}>{text}</{tag}>" if tag else text))
    return "".join(parts).strip()


def _box(kind: str, body: str) -> str:
    return f'<div class="{kind}">{body}</div>'

"""The result of checking a quotation: a verdict a sentence, the differences word by word, and the place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from app.answer.wording import changed_lines
from app.messages import messages, say
from app.quotation.records import CheckedSegment, CheckResult, Operation
from app.quotation.verdict_words import differs, remarks, verdict_name, whole_name
from app.records import ChangedSource
from app.web.templating import fragment
from app.web.views.citation_words import Cited, role_name, source_line

# Red and struck out is what the reader's text has and the source has not; green is what the source has.
TAGS = {
    Operation.INSERTED: "del",
    Operation.DELETED: "ins",
    Operation.REPLACED: "ins",
    Operation.HIDDEN: "ins",
    Operation.REWRITTEN: "ins",
}


def check_html(result: CheckResult, changed: Sequence[ChangedSource] = ()) -> Markup:
    """The verdict on the whole text, then each sentence with its own; ``changed`` are sources whose file is another
    one than was read.
    """
    key = f"page.check.reason_{result.reason}"
    cut = result.checked_chars < result.total_chars
    numbers = itertools.count(1)
    return fragment(
        "checked.html",
        segments=[_segment(one, next(numbers) if one.place is not None else 0) for one in result.segments],
        reason=say(key if key in messages() else "page.check.reason_empty"),
        changed=changed_lines(changed),
        whole=whole_name(result) if result.segments else "",
        cut=say("page.check.cut", checked=result.checked_chars, total=result.total_chars) if cut else "",
        legend=any(differs(one) for one in result.segments),
    )


def _segment(segment: CheckedSegment, number: int) -> dict[str, Any]:
    verdict = segment.verdict
    words = [{"text": segment.text, "tag": "", "space": False}]
    if differs(segment):
        words = [
            {"text": word.text, "tag": TAGS.get(word.operation, ""), "space": word.space} for word in segment.difference
        ]
    citation = segment.place.citation if segment.place is not None else None
    return {
        "style": verdict.value.replace("_", "-"),
        "verdict": verdict_name(segment),
        "words": words,
        "cited": Cited(citation, number) if citation is not None else None,
        "reasons": remarks(segment),
        "place": f"{role_name(citation.role)}: {source_line(citation)}" if citation is not None else "",
    }

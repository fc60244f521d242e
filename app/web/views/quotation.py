"""The result of checking a quotation: a verdict a sentence, the differences word by word, and the place."""

from __future__ import annotations

import itertools
from typing import Any

from markupsafe import Markup

from app.messages import messages, say
from app.quotation.records import CheckedSegment, CheckResult, Operation, Verdict
from app.web.templating import fragment
from app.web.views.words import Cited, role_name, source_line

TAGS = {Operation.INSERTED: "ins", Operation.DELETED: "del", Operation.REPLACED: "del"}


def check_html(result: CheckResult) -> Markup:
    """The verdict on the whole text, then each sentence with its own."""
    key = f"page.check.reason_{result.reason}"
    altered = [one for one in result.segments if one.verdict == Verdict.ALTERED]
    cut = result.checked_chars < result.total_chars
    numbers = itertools.count(1)
    return fragment(
        "checked.html",
        segments=[_segment(one, next(numbers) if one.place is not None else 0) for one in result.segments],
        reason=say(key if key in messages() else "page.check.reason_empty"),
        whole=say(f"page.check.whole_{result.verdict}") if result.segments else "",
        cut=say("page.check.cut", checked=result.checked_chars, total=result.total_chars) if cut else "",
        legend=any(one.difference for one in altered),
    )


def _segment(segment: CheckedSegment, number: int) -> dict[str, Any]:
    verdict = segment.verdict
    words = [{"text": segment.text, "tag": "", "space": False}]
    if verdict == Verdict.ALTERED:
        words = [
            {"text": word.text, "tag": TAGS.get(word.operation, ""), "space": word.space} for word in segment.difference
        ]
    reasons = [f"page.check.why_{segment.reason}"] if segment.reason else []
    reasons += [f"page.check.{segment.follows}"] if segment.follows in ("gap", "elsewhere") else []
    citation = segment.place.citation if segment.place is not None else None
    return {
        "style": verdict.value.replace("_", "-"),
        "verdict": say(f"page.check.{verdict}"),
        "words": words,
        "cited": Cited(citation, number) if citation is not None else None,
        "reasons": [say(key) for key in reasons if key in messages()],
        "place": f"{role_name(citation.role)}: {source_line(citation)}" if citation is not None else "",
    }

"""The verdicts on a quotation in Dutch, for the page and the command line alike."""

from __future__ import annotations

from app.messages import messages, say
from app.quotation.records import CheckedSegment, CheckResult, Verdict

_REMARKS = ("part", "editorial", "rewritten", "hides_number")


def whole_name(result: CheckResult) -> str:
    """The verdict on the whole text."""
    return say(f"page.check.whole_{'partial' if result.reason == 'cut_off' else result.verdict}")


def verdict_name(segment: CheckedSegment) -> str:
    """The verdict on a sentence; one that the source's sentence goes on after is a part of a sentence."""
    return say(f"page.check.{'partial' if segment.reason == 'cut_off' else segment.verdict}")


def differs(segment: CheckedSegment) -> bool:
    """Whether a reader must see the words of the source beside those of the sentence."""
    return segment.verdict == Verdict.ALTERED or segment.rewritten or segment.hides_number


def remarks(segment: CheckedSegment) -> list[str]:
    """Why a sentence is not verbatim, and what must be known of one that is."""
    keys = [f"page.check.why_{segment.reason}"] if segment.reason else []
    if segment.verdict == Verdict.VERBATIM:
        keys += [f"check.{name}" for name in _REMARKS if getattr(segment, name)]
    keys += [f"page.check.{segment.follows}"] if segment.follows in ("gap", "elsewhere") else []
    return [say(key) for key in keys if key in messages()]

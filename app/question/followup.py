"""Follow-up questions: recognised by what they leave out, and completed from the turn before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer.sentences import ScoredSentence
from app.records import Turn
from index.analysis import content_words, words
from index.records import Hit

SHORT_WORDS = 12
FULL_CONTENT = 4
SAME_DOCUMENT = 0.02
JUST_AFTER = 0.01
CLOSE_AFTER = 400
SHOWN_BEFORE = 0.02
_OPENS = re.compile(r"^(?:en|maar|of|dus|and|but|waarom (?:dan|niet|wel)|hoezo|nog meer|meer)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:daar(?:van|voor|na|over|mee|op|aan|bij|in|door|om|toe|tegen)?|hier(?:van|voor|over|in|mee|op|aan|bij|door)"
    r"|er(?:van|voor|over|mee|bij|in|aan|op)|hij|zij|ze|hem|hen|dan|zoiets|zulke|dezelfde|hetzelfde|anderen|it|they|them"
    r"|(?:dat|dit|die|deze|that|this|those)(?=[?,.!]|$| (?:is|zijn|was|waren|wordt|worden|werd|heeft|hebben|kan|kunnen"
    r"|moet|moeten|gaat|gaan|dan|er|niet|wel|ook|nu|nog|al|voor|in|op|aan|te|van|met|over|uit|af|precies|zo|does|is|are"
    r"|was)\b| \w+en\W*$)"
    r"|het(?=\W*$| (?:op|af|uit|aan|in|mee|zijn|worden|kosten|nu|dan)\W*$))\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:dat|dit|die|deze|er|that|this|those)\b", re.IGNORECASE)
_JOINS = re.compile(r"^(?:en|maar|of|dus|and|but)\s+", re.IGNORECASE)
_MORE = re.compile(r"^(?:geef|noem|toon)?\s*(?:er\s+)?(?:nog\s+)?meer\b|^nog\s+(?:meer|iets)\b", re.IGNORECASE)


def is_followup(question: str, history: Sequence[Turn]) -> bool:
    """Whether ``question`` leans on the turn before: it opens as a continuation, or is short and points back."""
    if not history:
        return False
    if _OPENS.match(question):
        return True
    count = len(words(question))
    content = len(content_words(question))
    if count <= SHORT_WORDS and content <= FULL_CONTENT and _POINTS_BACK.search(question):
        return True
    return asks_for_more(question) or (content <= 1 and count <= 3)


def asks_for_more(question: str) -> bool:
    """Whether ``question`` only asks for more of the same ('Geef er meer')."""
    return bool(_MORE.match(question)) and len(content_words(question)) <= 1


def stands_alone(question: str) -> bool:
    """Whether a follow-up names what it asks about, and points back at nothing ('En wat is de koers van bitcoin?')."""
    own = without_opening(question)
    return len(content_words(own)) > 1 and not _POINTS_BACK.search(own) and not _POINTS_AT.search(own)


def without_opening(question: str) -> str:
    """``question`` without the 'En' or 'Maar' that it opens with."""
    return _JOINS.sub("", question)


def completed(question: str, history: Sequence[Turn]) -> str:
    """``question`` after the questions that it leans on, as it is searched and shown ('Gelezen als').

    Those are the one that opened the topic and the one right before; a follow-up that found nothing is passed over.
    """
    told = [turn for turn in history if turn.quote_ids or not turn.read_as] or list(history[-1:])
    opening = next((turn for turn in reversed(told) if not turn.read_as), told[0])
    leaned_on = dict.fromkeys(turn.question for turn in (opening, told[-1]) if not asks_for_more(turn.question))
    return " ".join((*leaned_on, *(() if asks_for_more(question) else (question,)))) or question


def stay_near(
    hits: Sequence[Hit], ranked: Sequence[ScoredSentence], shown: Sequence[str]
) -> tuple[tuple[Hit, ...], tuple[ScoredSentence, ...]]:
    """``hits`` and ``ranked`` in a new order: a follow-up stays with the document that the turn before quoted.

    ``shown`` are the citation ids of that turn, its first quote first. What stands close after that quote gains a
    little more; what was shown before is set back.
    """
    places = [_place(citation_id) for citation_id in shown]
    if not places:
        return tuple(hits), tuple(ranked)
    moved = [
        replace(hit, score=round(hit.score + SAME_DOCUMENT * (hit.passage.source_id == places[0][0]), 6))
        for hit in hits
    ]
    moved.sort(key=lambda hit: (-hit.score, hit.passage.id))
    again = [replace(scored, score=round(scored.score + _gain(scored, places), 6)) for scored in ranked]
    again.sort(key=lambda scored: (-scored.score, scored.passage.source_id, scored.sentence.char_start))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(moved, 1)), tuple(again)


def not_shown(ranked: Sequence[ScoredSentence], shown: Sequence[str]) -> tuple[ScoredSentence, ...]:
    """``ranked`` without what stands at the citation ids in ``shown``; all of it when nothing would be left."""
    places = [_place(citation_id) for citation_id in shown]
    return tuple(scored for scored in ranked if not _was_shown(scored, places)) or tuple(ranked)


def _was_shown(scored: ScoredSentence, places: Sequence[tuple[str, int, int]]) -> bool:
    source_id, start, end = scored.passage.source_id, scored.sentence.char_start, scored.sentence.char_end
    return any(source_id == source and start < last and first < end for source, first, last in places)


def _gain(scored: ScoredSentence, places: Sequence[tuple[str, int, int]]) -> float:
    source_id, start = scored.passage.source_id, scored.sentence.char_start
    first_source, _, first_end = places[0]
    gain = SAME_DOCUMENT if source_id == first_source else 0.0
    if source_id == first_source and 0 <= start - first_end < CLOSE_AFTER:
        gain += JUST_AFTER
    if _was_shown(scored, places):
        gain -= SHOWN_BEFORE
    return gain


def _place(citation_id: str) -> tuple[str, int, int]:
    source, _, span = citation_id.partition("~")
    first, _, last = span.partition("-")
    return source, int(first), int(last)

"""Follow-up questions: recognised by what they leave out, and completed from the turn before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.policy import QUESTION
from app.records import Turn
from index.analysis import content_words, words

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
    short = count <= QUESTION.followup_words and content <= QUESTION.followup_content_words
    if short and _POINTS_BACK.search(question):
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
    answered = [turn for turn in history if turn.quote_ids or not turn.read_as] or list(history[-1:])
    opening = next((turn for turn in reversed(answered) if not turn.read_as), answered[0])
    leaned_on = dict.fromkeys(turn.question for turn in (opening, answered[-1]) if not asks_for_more(turn.question))
    return " ".join((*leaned_on, *(() if asks_for_more(question) else (question,)))) or question

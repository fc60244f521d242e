"""How a question is read before it is searched: completed from the conversation, spelling mended, or as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.question.followup import completed, is_followup
from app.question.kind import is_english, role_asked
from app.question.spelling import Speller
from app.records import Turn

_LITERAL = re.compile(r"[\"“”„«»](?P<question>[^\"“”„«»]+)[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is searched.

    ``own`` is the reader's own question with its spelling mended, ``whole`` that question after the one before when it
    is a follow-up. ``read_as`` and ``searched_for`` are what the reader is told of that, '' when nothing changed.
    """

    own: str
    whole: str
    read_as: str = ""
    searched_for: str = ""

    @property
    def role(self) -> str:
        """Whose words are asked for ('' for no one's in particular); a follow-up asks as the question before, unless
        it names another.
        """
        return role_asked(self.own) or role_asked(self.whole)


def read_question(question: str, history: Sequence[Turn], speller: Speller) -> Reading:
    """The reading of a tidied ``question``; between quotation marks it is taken as it stands."""
    literal = _LITERAL.fullmatch(question)
    if literal is not None:
        own = literal["question"].strip()
        return Reading(own, own)
    own = question if is_english(question) else speller.mended(question)
    searched_for = own if own != question else ""
    if not is_followup(own, history):
        return Reading(own, own, searched_for=searched_for)
    whole = completed(own, history)
    whole = whole if is_english(whole) else speller.mended(whole)
    return Reading(own, whole, read_as=whole, searched_for=searched_for)

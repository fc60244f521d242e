"""A question, parsed once: completed from the conversation, its spelling corrected, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.question.followup import completed, is_followup
from app.question.kind import is_english, question_type, role_asked, topic_asked
from app.question.speakers import NO_NAMES, AdviserNames
from app.question.spelling import Speller
from app.records import Turn
from index.analysis import terms

_LITERAL = re.compile(r"[\"“”„«»](?P<question>[^\"“”„«»]+)[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched; whoever needs to know something of it reads it here.

    ``text`` is the reader's own question, its spelling corrected; ``terms`` are the stems of its words in their order.
    ``kind`` is its type (``app.question.kind.question_type``), ``language`` 'nl' or 'en'. ``role`` is whose words it
    asks for, '' for no one's in particular; a follow-up asks as the question before, unless it names another. ``topic``
    is the topic of which it asks for every passage, '' for none. ``read_as`` is a follow-up after the question before,
    ``searched_for`` the corrected text; readers see both, '' when nothing changed. ``names`` are those of the adviser
    by which it was parsed.
    """

    text: str
    kind: str
    language: str
    role: str
    topic: str
    terms: tuple[str, ...]
    read_as: str = ""
    searched_for: str = ""
    names: AdviserNames = NO_NAMES

    @property
    def whole(self) -> str:
        """What is embedded: ``text``, after the question before when it is a follow-up."""
        return self.read_as or self.text


def as_it_stands(text: str, read_as: str = "", searched_for: str = "", names: AdviserNames = NO_NAMES) -> Question:
    """The question that ``text`` is, nothing corrected; ``names`` are read as the council's."""
    whole = read_as or text
    return Question(
        text=text,
        kind=question_type(text),
        language="en" if is_english(whole) else "nl",
        role=role_asked(text, names) or role_asked(whole, names),
        topic=topic_asked(text),
        terms=tuple(terms(text)),
        read_as=read_as,
        searched_for=searched_for,
        names=names,
    )


def parse_question(text: str, history: Sequence[Turn], speller: Speller, names: AdviserNames = NO_NAMES) -> Question:
    """A tidied ``text``, asked after ``history``; between quotation marks it is taken as it stands."""
    literal = _LITERAL.fullmatch(text)
    if literal is not None:
        return as_it_stands(literal["question"].strip(), names=names)
    own = text if is_english(text) else speller.corrected(text)
    searched_for = own if own != text else ""
    if not is_followup(own, history):
        return as_it_stands(own, searched_for=searched_for, names=names)
    whole = completed(own, history)
    return as_it_stands(own, whole if is_english(whole) else speller.corrected(whole), searched_for, names)

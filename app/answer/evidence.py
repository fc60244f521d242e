"""What a sentence holds that a kind of question asks for: a date, a number, a name, a reason."""

from __future__ import annotations

import functools
import re

from app.answer.asked_value import AskedAmount, amounts_told, asked_amount, beside_what_is_asked, dates_told
from app.answer.policy import POLICY
from index.values.writing import levelled

# A time that is no date of the calendar: a season, a stretch of days, 'volgend jaar'.
TIME = re.compile(
    r"\b(?:(?:voor|na|deze|volgend|eerste|tweede|derde|vierde) (?:de )?(?:zomer|winter|jaar|kwartaal)"
    r"|(?:voor|na)jaar|zomer|winter|\d+ (?:dagen|weken|maanden|jaar))\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?<![.!?:] )(?<!^)\b[A-ZÀ-Ý][\w’'-]+"
    r"(?: (?:van|de|der|den|voor|en|het) [A-ZÀ-Ý][\w’'-]*| [A-ZÀ-Ý][\w’'-]+)*"
)
_ROLE = re.compile(
    r"\b(?:de (?:staats)?(?:minister|secretaris|raad|kamer|regering|provincies?|gemeenten?)|het (?:kabinet|rijk)"
    r"|ministerie|provincies|gemeenten)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:omdat|doordat|vanwege|wegens|daarom|daardoor|aangezien|redenen?|oorzaken?|gevolg|zodat|immers|namelijk"
    r"|hierdoor|waardoor)\b",
    re.IGNORECASE,
)
_NAMES = {"wie": (NAME, _ROLE), "waar": (NAME,), "waarom": (REASON,)}
_NAMED = re.compile(r"(?<!^)(?<![.!?:] )\b(?:[A-ZÀ-Ý][a-zà-ÿ]{3,}|\d{2,})")


def answering_spans(question_type: str, sentence: str, question: str) -> list[tuple[int, int]]:
    """The spans in ``sentence`` that hold the kind of thing that a question of this type asks for, in order, none
    overlapping; empty for other types.

    What ``question`` says itself does not count, and an amount must be of the kind that it asks for.
    """
    if question_type == "hoeveel":
        return list(amounts_told(sentence, question))
    found = (
        [(one.char_start, one.char_end) for one in dates_told(sentence, question)] if question_type == "wanneer" else []
    )
    asked = _plain(question)
    patterns = (TIME,) if question_type == "wanneer" else _NAMES.get(question_type, ())
    for match in (match for pattern in patterns for match in pattern.finditer(sentence)):
        if _plain(match.group()) not in asked or not asked:
            found.append(match.span())
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def marks(question_type: str, sentence: str, question: str) -> tuple[tuple[int, int], ...]:
    """The span in ``sentence`` that answers, in a tuple; empty where more than one may.

    It is of the asked kind, the question does not say it, and it stands nearest to a word of the question. A count of
    anything ('hoeveel woningen') is marked only beside such a word: another number counts something else.
    """
    if question_type == "waarom":
        return ()
    anything = question_type == "hoeveel" and asked_amount(question) == AskedAmount()
    spans = answering_spans(question_type, sentence, question)
    return beside_what_is_asked(sentence, question, spans, alone=not anything)


def unknown_names(question: str, text: str) -> tuple[str, ...]:
    """The names and numbers in ``question`` that ``text`` does not hold in any way of writing, in order.

    A name is a word with a capital inside the sentence, initialisms left out; it is there when a word of ``text``
    begins as it does ('Jemenitische' for 'Jemen').
    """
    named = [match.group() for match in _NAMED.finditer(levelled(question))]
    if not named:
        return ()
    folded = _levelled(text) if any(name[0].isdigit() for name in named) else text.casefold()
    return tuple(name for name in named if not re.search(rf"\b{re.escape(_stem(name.casefold()))}", folded))


@functools.lru_cache(maxsize=64)
def _levelled(text: str) -> str:
    """A document in lower case with its numbers and dates written one way, kept for the next question."""
    return levelled(text).casefold()


def _stem(word: str) -> str:
    return word if word.isdigit() else word[: POLICY.name_letters]


def _plain(text: str) -> str:
    return text.casefold().replace("–", "-")

"""Measures of what is shown: those that a reader feels."""

from __future__ import annotations

import numpy as np

from app.records import ABSTAINED, ANSWERED, FOUND, Answer
from eval.judging import any_quote_correct, exact_page, first_quote_correct
from eval.run import Asked
from eval.sets import SetQuestion, normalised

GIVES_UP = 300
"""Words after which a reader stops looking: a page of a report."""


def first_quote(question: SetQuestion, answer: Answer) -> float | None:
    """Whether the first quote answers, an abstention being wrong."""
    return float(first_quote_correct(question, answer)) if question.answerable else None


def any_quote(question: SetQuestion, answer: Answer) -> float | None:
    """Whether one of the first three quotes answers."""
    return float(any_quote_correct(question, answer)) if question.answerable else None


def right_page(question: SetQuestion, answer: Answer) -> float | None:
    """Whether a right first quote names the page of the gold."""
    if not first_quote_correct(question, answer):
        return None
    return float(exact_page(question, answer.quotes[0]))


def role(question: SetQuestion, answer: Answer) -> float | None:
    """Whether the first quote is of a document that answers, for questions that ask for a speaker."""
    if "rol" not in question.tags or not question.answerable:
        return None
    documents = {gold.document for gold in question.gold}
    return float(answer.status == ANSWERED and bool(answer.quotes) and answer.quotes[0].file_name in documents)


def list_completeness(question: SetQuestion, answer: Answer) -> float | None:
    """The share of the parts of an answer that are shown."""
    if question.gold_mode != "all":
        return None
    quotes = answer.quotes if answer.status == ANSWERED else ()
    shown = [(quote.file_name, normalised(quote.text)) for quote in quotes]
    found = [
        any(name == gold.document and normalised(gold.quote) in text for name, text in shown) for gold in question.gold
    ]
    return sum(found) / len(found)


def first_block(asked: Asked) -> float | None:
    """Whether the first block, with what is shown around its quote, answers; an abstention is wrong."""
    if not asked.question.answerable:
        return None
    return float(_answered(asked) and any(one.answers for one in asked.shown.sentences if one.block == 0))


def precision(asked: Asked) -> float | None:
    """The share of shown sentences that answer or stand in the answer's own paragraph, list or row."""
    if not asked.question.answerable or not _answered(asked) or not asked.shown.sentences:
        return None
    return float(np.mean([one.belongs for one in asked.shown.sentences]))


def words_until_answer(asked: Asked) -> float | None:
    """How many words are read up to and with the first sentence that answers, 1 to 300; 300 when none does."""
    if not asked.question.answerable:
        return None
    read = 0
    for one in asked.shown.sentences:
        read += one.words
        if one.answers:
            return float(min(read, GIVES_UP))
    return float(GIVES_UP)


def repeated(asked: Asked) -> float | None:
    """The share of shown sentences that the same answer showed before."""
    if not asked.shown.sentences:
        return None
    return float(np.mean([one.repeated for one in asked.shown.sentences]))


def speaker(asked: Asked) -> float | None:
    """Whether the first block is of a speaker whose words answer, in a set of more than one speaker."""
    if not _answered(asked) or asked.shown.speaker_right is None:
        return None
    return float(asked.shown.speaker_right)


def refused(asked: Asked) -> float | None:
    """Whether no answer was given."""
    return float(asked.answer.status == ABSTAINED)


def said_to_be_found(asked: Asked) -> float | None:
    """Whether the verdict is 'found'."""
    return float(asked.answer.verdict == FOUND)


def right_where_found(asked: Asked) -> float | None:
    """Whether the first block answers, where the verdict is 'found'."""
    return first_block(asked) if asked.answer.verdict == FOUND else None


def unrefused_quote(asked: Asked) -> float | None:
    """Whether the first quote answers, threshold aside."""
    return first_quote(asked.question, asked.unrefused)


def intact(asked: Asked) -> float | None:
    """Whether every quote equals its document's text at its span, on the pages that it cites."""
    return float(asked.intact) if asked.answer.quotes else None


def confidence(asked: Asked) -> float | None:
    """How sure the answer is."""
    return asked.answer.confidence


def first_cosine(asked: Asked) -> float | None:
    """How near the first passage and its best sentence lie: moves as soon as the model, its prefix or its text does."""
    return asked.answer.passages[0].dense if asked.answer.passages else None


def first_lexical(asked: Asked) -> float | None:
    """What shared words add to the first passage: 0 as soon as the lexical part is off."""
    return asked.answer.passages[0].lexical if asked.answer.passages else None


def _answered(asked: Asked) -> bool:
    return asked.answer.status == ANSWERED

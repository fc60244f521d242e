"""Proving a set: every quote on its page, unanswerable questions free of their patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.messages import say
from eval.places import Letters
from eval.sets import QUESTIONS, STYLES, Gold, QuestionSet, SetQuestion
from ingest.document import Document

Documents = Mapping[str, Document]


def faults(questions: QuestionSet, documents: Documents) -> list[str]:
    """What is wrong with a set, a line each with the line number and how to fix it; empty when it is right.

    ``documents`` are the set's documents by file name.
    """
    found = document_faults(questions, documents) + quote_faults(questions, documents)
    for question in questions.questions:
        found += [_explained(question, fault) for fault in _absence_faults(question, documents)]
        if question.style == "followup" and not question.previous_question:
            found.append(_explained(question, say("eval.fault.no_previous")))
        if question.style not in STYLES:
            found.append(_explained(question, say("eval.fault.style", style=question.style, known=", ".join(STYLES))))
    return found


def document_faults(questions: QuestionSet, documents: Documents) -> list[str]:
    """The questions whose gold names a document that is not there or could not be read."""
    known = ", ".join(sorted(documents))
    return [
        _explained(question, say("eval.fault.no_document", document=gold.document, known=known))
        for question in questions.questions
        for gold in question.gold
        if gold.document not in documents
    ]


def quote_faults(questions: QuestionSet, documents: Documents) -> list[str]:
    """The gold quotes that do not stand where the set says."""
    letters = {name: Letters(document) for name, document in documents.items()}
    return [
        _explained(question, fault)
        for question in questions.questions
        for gold in question.gold
        if gold.document in documents
        for fault in _gold_faults(gold, letters[gold.document])
    ]


def _explained(question: SetQuestion, what: str) -> str:
    return say("error.set_line", where=QUESTIONS, line=question.line, what=f"({question.id}) {what}")


def _gold_faults(gold: Gold, letters: Letters) -> list[str]:
    spans = list(letters.spans(gold.quote))
    if not letters.document.paged:
        if not spans:
            return [say("eval.fault.no_quote", document=gold.document)]
        return [] if gold.page is None else [say("eval.fault.no_pages", page=gold.page)]
    pages = sorted({page for span in spans for page in letters.document.span_page_numbers(*span)})
    if gold.page in pages:
        return []
    if pages:
        return [say("eval.fault.other_page", pages=", ".join(map(str, pages)), page=gold.page)]
    return [say("eval.fault.no_quote", document=gold.document)]


def _absence_faults(question: SetQuestion, documents: Documents) -> list[str]:
    found = []
    for pattern in question.absent:
        try:
            compiled = re.compile(pattern)
        except re.error as cause:
            found.append(say("eval.fault.pattern", pattern=pattern, cause=cause))
            continue
        nearest = [documents[question.near_document]] if question.near_document in documents else documents.values()
        for document in nearest:
            match = compiled.search(document.text)
            if match:
                found.append(
                    say("eval.fault.present", pattern=pattern, document=document.source.file, found=match.group())
                )
    return found

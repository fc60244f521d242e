"""Proving a set: every quote on its page, unanswerable questions free of their patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eval.sets import Gold, QuestionSet, SetQuestion, normalised
from ingest.document import Document


def faults(questions: QuestionSet, documents: Mapping[str, Document]) -> list[str]:
    """What is wrong with a set, a line each with the line number and the mend; empty when it is right.

    ``documents`` are the set's documents by file name.
    """
    found: list[str] = []
    for question in questions.questions:
        where = f"questions.jsonl, line {question.line} ({question.id})"
        found += [f"{where}: {fault}" for gold in question.gold for fault in _gold_faults(gold, documents)]
        found += [f"{where}: {fault}" for fault in _absence_faults(question, documents)]
        if question.style == "followup" and not question.previous_question:
            found.append(f"{where}: a followup needs previous_question; add the first turn")
    return found


def _gold_faults(gold: Gold, documents: Mapping[str, Document]) -> list[str]:
    document = documents.get(gold.document)
    if document is None:
        known = ", ".join(sorted(documents))
        return [f"document '{gold.document}' is not there; use one of: {known}"]
    if not document.paged:
        page = None if gold.page is None else "null, since this document has no pages"
        if page:
            return [f"page {gold.page} should be {page}"]
        return [] if normalised(gold.quote) in normalised(document.text) else ["quote not found; copy it verbatim"]
    pages = _pages_with(gold.quote, document)
    if gold.page in pages:
        return []
    if pages:
        return [f"quote stands on page {', '.join(map(str, pages))}, not on {gold.page}; correct the page"]
    return [f"quote not found on page {gold.page}; copy it verbatim, without a line-end hyphen"]


def _pages_with(quote: str, document: Document) -> list[int]:
    text, places = [], []
    for place, letter in enumerate(document.text):
        if normalised(letter):
            text.append(letter)
            places.append(place)
    whole, wanted = "".join(text), normalised(quote)
    pages: set[int] = set()
    start = whole.find(wanted)
    while start >= 0 and wanted:
        pages.update(document.span_page_numbers(places[start], places[start + len(wanted) - 1] + 1))
        start = whole.find(wanted, start + 1)
    return sorted(pages)


def _absence_faults(question: SetQuestion, documents: Mapping[str, Document]) -> list[str]:
    found = []
    for pattern in question.absent:
        try:
            compiled = re.compile(pattern)
        except re.error as cause:
            found.append(f"pattern '{pattern}' is not a regular expression ({cause}); mend it")
            continue
        nearest = [documents[question.near_document]] if question.near_document in documents else documents.values()
        for document in nearest:
            match = compiled.search(document.text)
            if match:
                place = f"{document.source.file} ('{match.group()}')"
                found.append(f"pattern '{pattern}' occurs in {place}; answer it or change the pattern")
    return found

"""Whether what was shown is right: passages, quotes and pages against the gold of a question."""

from __future__ import annotations

from app.records import ANSWERED, Answer, FoundPassage, Quote
from eval.sets import SetQuestion, normalised


def passage_hits(question: SetQuestion, document: str, text: str) -> bool:
    """Whether a passage of ``document`` holds a gold quote of the same document."""
    return any(gold.document == document and normalised(gold.quote) in normalised(text) for gold in question.gold)


def first_hit_rank(question: SetQuestion, passages: tuple[FoundPassage, ...]) -> int | None:
    """The rank (from 1) of the first passage that holds a gold quote, None when none does."""
    for rank, found in enumerate(passages, 1):
        if passage_hits(question, found.file_name, found.text):
            return rank
    return None


def quote_correct(question: SetQuestion, quote: Quote) -> bool:
    """Whether a quote holds a gold quote, or holds or lies in a whole answer sentence, of the same document."""
    if passage_hits(question, quote.file_name, quote.text):
        return True
    if quote.file_name not in {gold.document for gold in question.gold}:
        return False
    text = normalised(quote.text)
    sentences = [normalised(sentence) for sentence in question.answer_sentences]
    return any(sentence in text or text in sentence for sentence in sentences if sentence)


def first_quote_correct(question: SetQuestion, answer: Answer) -> bool:
    """Whether the answer's first quote is right; False for an abstention."""
    return answer.status == ANSWERED and bool(answer.quotes) and quote_correct(question, answer.quotes[0])


def any_quote_correct(question: SetQuestion, answer: Answer) -> bool:
    """Whether one of the first three quotes, shown or folded, is right; False for an abstention."""
    return answer.status == ANSWERED and any(quote_correct(question, quote) for quote in answer.all_quotes[:3])


def exact_page(question: SetQuestion, quote: Quote) -> bool:
    """Whether the pages of a quote's citation include the page of a gold quote that it holds or lies in."""
    pages = {gold.page for gold in question.gold if gold.document == quote.file_name}
    return bool(pages & set(quote.citation.page_numbers)) or pages == {None}

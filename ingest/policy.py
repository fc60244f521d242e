"""How a number that steers is written down, and the numbers that decide what is read, refused or taken for a source.

A reason is an experiment (the command or the row of ``eval/NOTES.md`` that chose the number) or what a reader would see
go wrong beyond it; ``python -m benchmarks.mutation`` shows which numbers the tests hold. Distances on a PDF's page are
no policy: they stand as constants, in points or in line heights, beside the code of ``ingest.pdf`` that measures them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

Number = TypeVar("Number", int, float)


def steers(value: Number, unit: str, reason: str) -> Number:
    """A dataclass field that is ``value``, with what it counts and why it is not another."""
    return field(default=value, metadata={"unit": unit, "reason": reason})


@dataclass(frozen=True, slots=True)
class ReadingPolicy:
    """Which words and pages can be quoted, and which part of a web page is its text."""

    nameless_share: float = steers(0.05, "of a page's letters", "from here on the report names the page")
    unreadable_share: float = steers(0.5, "of a page's letters", "a page of mostly unknown letters quotes nothing")
    few_letters: int = steers(25, "letters", "fewer beside a large picture are a page number or a stamp: a scan")
    large_picture: float = steers(0.3, "of a page", "a logo or photograph takes less, a scan the whole page")
    fewest_words: int = steers(30, "long words", "of fewer, names alone can leave every language out")
    most_words: int = steers(300, "long words", "more only make telling a language slower")
    known_share: float = steers(0.03, "of long words", "letters with wrong names make hardly a word of any language")
    fewest_signs: int = steers(300, "signs", "a formula or a list of numbers is shorter")
    written_share: float = steers(0.65, "of signs", "running text is over nine tenths letters and digits")
    main_share: float = steers(0.2, "of a page's words", "a <main> with less is an empty frame around the real text")
    article_share: float = steers(0.5, "of a page's words", "articles with less are teasers beside the text")
    form_share: float = steers(0.5, "of a page's words", "a form around most of the words is the page itself")
    certain: int = steers(10, "right letters a wrong byte", "a single wrong byte leaves UTF-8 what it is")
    well_known: float = steers(3.0, "Zipf frequency", "once in a million words: both halves are words of their own")
    a_word: float = steers(1.5, "Zipf frequency", "about thirty in a billion words: the word exists")


@dataclass(frozen=True, slots=True)
class IdentityPolicy:
    """Whether what was fetched is the document that the register means; wide, for it tells kinds apart."""

    first_pages: int = steers(5, "pages", "a report has its title on its cover, after it or above its preface")
    first_words: int = steers(250, "words", "a letter greets the chairman below its address and reference lines")
    letter_words: int = steers(900, "words", "a letter names the advice in its first page or two")
    named_words: float = steers(0.5, "of a title's words", "a link with fewer of them leads to another document")


@dataclass(frozen=True, slots=True)
class OnPagesPolicy:
    """When a paragraph of an XML stands on a page of the PDF beside it."""

    least_share: float = steers(0.6, "of the XML's letters", "another paper of the same series shares its heads alone")
    few_letters: int = steers(40, "letters", "a heading of fewer can stand in a sentence or a list of contents too")
    few_words: int = steers(6, "words", "of fewer, a word or two alike places nothing")
    most_words: int = steers(
        3000, "words of the PDF", "more lie between two placed paragraphs only in another document"
    )
    same_words: float = steers(
        0.8, "of a paragraph's words", "a list's mark or a glued note number costs a word or two"
    )
    marks_between: int = steers(40, "characters", "farther apart are two columns or pages, not a mark between letters")


READING = ReadingPolicy()
IDENTITY = IdentityPolicy()
ON_PAGES = OnPagesPolicy()

"""Every number that steers how a question is read and a quotation is checked, each with its unit and its reason.

A reason is an experiment (the command or the row of ``eval/NOTES.md`` that chose the number) or what a reader would see
go wrong beyond it; ``python -m benchmarks.mutation`` shows which numbers the tests hold. Settings that a maintainer may
change stand in ``app.settings``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.policy import steers


@dataclass(frozen=True, slots=True)
class QuestionPolicy:
    """What is still a question, which questions lean on the one before, and which words are misspelled."""

    most_characters: int = steers(2000, "characters", "a page of text: whoever pastes more wants to check a quotation")
    followup_words: int = steers(12, "words", "NOTES, Follow-ups: a longer question says what it points back at")
    followup_content_words: int = steers(4, "words with a topic", "NOTES, Follow-ups: with more a question is complete")
    shortest_misspelled: int = steers(5, "letters", "a change in four letters is mostly another word ('raad', 'raak')")
    long_word: int = steers(8, "letters", "from here two changes still leave most of the word as it was")
    common: float = steers(3.0, "Zipf frequency", "once in a million words: a word of Dutch, whatever the sources hold")
    more_common: float = steers(
        1.5, "Zipf frequency", "thirty times as frequent: the right word outnumbers its misspelling"
    )


@dataclass(frozen=True, slots=True)
class QuotationPolicy:
    """How far the check of a quotation looks, and from where altered is not found."""

    most_characters: int = steers(200_000, "characters", "a hundred pages: a whole report is checked at once")
    most_segments: int = steers(3000, "sentences", "about as many as a hundred pages hold")
    fewest_words: int = steers(3, "words", "two words stand in every text by chance")
    most_words: int = steers(400, "words a sentence", "a page without a stop: its alignment alone would take seconds")
    most_places: int = steers(50, "places", "more places of one sentence than anybody looks through")
    altered_from: float = steers(
        0.5,
        "similarity, 0 to 1",
        "`benchmarks/check_quotations.py FOLDER --count 2000 --sweep`: at .5, 97.9% of sentences from elsewhere are "
        "not found and 98.6% of badly mangled ones are; at .4 91.6% and 99.8%, at .6 98.7% and 63.8%",
    )
    own_words: int = steers(2, "words", "one word beside a quotation is a mark set too late, not a writer's own words")
    omitted: int = steers(400, "words and marks", "a cut of more than a page makes two quotations of one")
    replaced: int = steers(4, "words and marks", "'[de raad]' stands for a name or a pronoun, not for a clause")
    capital_cost: float = steers(0.2, "of an inserted word", "the same word: nearer than any other")
    form_cost: float = steers(0.6, "of an inserted word", "another form of a word is nearer than another")
    word_cost: float = steers(0.9, "of an inserted word", "less than one word in and one out")
    mark_cost: float = steers(0.3, "of an inserted word", "a mark weighs a third of a word: it never moves a quotation")
    insert_cost: float = steers(1.0, "of an inserted word", "the measure of the other costs")
    delete_cost: float = steers(0.8, "of an inserted word", "a word left out costs less than another opposite it")
    skip_cost: float = steers(
        0.001, "of an inserted word", "the shortest of equal omissions; 400 cost less than a word"
    )
    form_letters: int = steers(5, "letters", "words that begin alike are forms of one ('gemeente', 'gemeenten')")
    form_share: float = steers(0.5, "of an equal word", "another form of a word is half of it")
    common_word: int = steers(400, "places", "a word that stands in more places tells none of them apart")
    word_by_word: int = steers(80, "words", "longer ones are compared by their words: by letter takes its square")
    candidates: int = steers(12, "windows", "places that get the most votes, compared by letter")
    windows: int = steers(3, "windows", "the likest of those, aligned word by word")


QUESTION = QuestionPolicy()
QUOTATION = QuotationPolicy()

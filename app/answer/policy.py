"""Every number that steers reading, choosing and refusing, with its reason. The experiments stand in eval/NOTES.md."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.policy import steers


@dataclass(frozen=True, slots=True)
class AnswerPolicy:
    """Scores are logits of the reader: 0 is as good as 'none of these'; 1 more is e times as likely."""

    read_passages: int = steers(
        5,
        "passages",
        "how many of the nearest passages are read; eight and twelve were no better ('A reader of our own')",
    )
    passage_logit: float = steers(
        45.0,
        "logits a unit of its score",
        "what a passage's fused score counts beside the reader's logit: 30 to 60 find as much ('The reader over it')",
    )
    nearness_logit: float = steers(
        12.0,
        "logits a unit of cosine",
        "what nearness does not count for whether anything answers at all: 8 to 15 refuse as well (the same)",
    )
    conflict_logit: float = steers(
        2.0,
        "logits",
        "the same figure of another year scores about as well as that of the asked one, which must come first",
    )
    role_logit: float = steers(
        5.0,
        "logits",
        "what speaks for the words of whoever a question names: they are not the only ones that may tell of them",
    )
    same_document: float = steers(
        0.6, "logits", "a follow-up stays with the document that was quoted before ('Follow-ups')"
    )
    just_after: float = steers(0.3, "logits", "and rather with what follows there than with what stands elsewhere")
    shown_before: float = steers(0.6, "logits", "what was shown in the turn before is no news")
    astray: float = steers(
        0.12,
        "probability",
        "a follow-up with words of its own is refused when, asked alone, it is less sure than this ('Follow-ups')",
    )
    astray_alone: float = steers(
        0.2,
        "probability",
        "the same for one that points back at nothing: it must be answered as well as any other question",
    )
    other_speaker_read: float = steers(
        1.5,
        "logits",
        "the least logit of the other speaker's best sentence that stands beside the first one though the question "
        "names neither: of 221 such questions of proefadvies seven get a second block, of which one answers",
    )
    other_speaker_margin: float = steers(
        5.0, "logits", "and how far its score may lie behind the first one's (the same)"
    )
    proposal: float = steers(
        0.2,
        "probability",
        "from here a sentence of the council is a proposal that the cabinet can refuse, and no fact beside it ('None "
        "named, and the cabinet decided otherwise')",
    )
    each_speaker: float = steers(
        0.25,
        "probability",
        "of two speakers asked for, the one whose first sentence is less probable says nothing of it: of 57 questions "
        "of proefadvies put to each alone, 28 of 33 right sentences stay, and 11 of 57 of the one without an answer; a "
        "sentence that names the subject stays too",
    )
    probable: float = steers(
        0.5,
        "probability",
        "an answer is 'found' when its first quote is rather right than wrong, else 'near'; a found one is marked, and "
        "only such questions are examples or suggestions ('Found, near')",
    )
    most_lead: float = steers(8.0, "logits", "farther ahead of all other passages is as sure")
    few_terms: int = steers(2, "words", "words of its own with which a follow-up can be judged alone")
    told_by_others: float = steers(
        0.4, "probability", "the greatest confidence where a third tells of a speaker whose own words are not loaded"
    )
    close_after: int = steers(400, "characters", "a paragraph or two: what goes on from the quote before")
    name_letters: int = steers(4, "letters", "by which a name is known in another form: 'Jemenitische' for 'Jemen'")
    value_within: int = steers(6, "words", "a value farther from what is asked is the value of something else")
    most_credited: int = steers(20, "words", "a name with an office below a quotation; a longer one says something")


POLICY = AnswerPolicy()


@dataclass(frozen=True, slots=True)
class ListPolicy:
    """Which lists answer, and how much of one is shown."""

    most_items: int = steers(15, "items", "a longer list is a table of contents or an annex, and no answer to read")
    fewest_items: int = steers(3, "items", "two things in a row are a sentence")
    near_best: int = steers(5, "sentences", "a list below these answers another question")
    apart: int = steers(
        3000, "characters", "'ten tweede' stands within a page of 'ten eerste', or belongs to another list"
    )
    passages: int = steers(500, "passages", "of a topic: more than anybody scrolls through")
    near_in_meaning: int = steers(30, "passages", "of a topic that no word names: more are only less near")
    compared: float = steers(0.9, "confidence", "a recommendation is found by its number or title, not by nearness")


@dataclass(frozen=True, slots=True)
class QuotePolicy:
    """What is shown together, and how much of it."""

    merge_margin: float = steers(
        2.0, "logits", "a neighbour that scores a seventh of the best one answers something else"
    )
    merge_words: int = steers(60, "words", "two sentences that are read at a glance")
    about: int = steers(10, "words", "a sentence is not left out for a few words past the limit")
    fewest_words: int = steers(3, "words", "'Ja.' says too little by itself to come second")
    neighbour_words: int = steers(45, "words", "a neighbour longer than this is more than its quote")
    opening: int = steers(2, "sentences", "a part of a document that is asked for as a whole shows how it begins")
    part: float = steers(0.9, "confidence", "a part is found by its number, as a recommendation is")
    folded: int = steers(3, "quotes", "of both speakers together, one click away; more are no longer an answer")


@dataclass(frozen=True, slots=True)
class ExamplePolicy:
    """Which questions are shown as examples, and how many are tried for them."""

    shown: int = steers(3, "questions", "examples in sight on the first screen of a telephone too")
    pool: int = steers(8, "questions", "from which a reader can ask for others; more are not read")
    enough: int = steers(4, "questions", "below which names make up what headings do not give")
    tried: int = steers(16, "questions", "each costs an answer when the page starts over an index")
    longest_question: int = steers(22, "words", "a document's own question that is longer holds its answer, or two")
    longest_heading: int = steers(9, "words", "a longer heading is a sentence, which asks after nothing")
    fewest_words: int = steers(2, "content words", "one alone, as in 'Inleiding', does not say what stands below it")
    longer_name: int = steers(2, "letters", "a name has more: two are a short form, as 'EU', which says little")


@dataclass(frozen=True, slots=True)
class SuggestionPolicy:
    """Which words of a question are its subject, and what is suggested about them."""

    common_word: float = steers(
        4.4, "Zipf", "words as common as 'wijken' and 'uitvoering' say too little of what a question is about"
    )
    most_blocks: float = steers(
        0.1, "share of all blocks", "a word that stands everywhere is what the sources are about, not the question"
    )
    shown: int = steers(2, "questions", "as many as a refusal can offer without becoming a list")
    headings: int = steers(2, "headings", "that are asked before the sources are held to say nothing under one")
    looked_at: int = steers(20, "places", "of a word, by which it is seen how it is used; a noun shows it in the first")
    around: int = steers(40, "characters", "room for the word and one on each side of it")


LISTS = ListPolicy()
QUOTES = QuotePolicy()
EXAMPLES = ExamplePolicy()
SUGGESTING = SuggestionPolicy()

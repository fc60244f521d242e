"""Every number that steers how a letter is laid beside an advice, with its unit and its reason.

'Pairs' are the fictional ones whose truth is known: ``python -m eval.side_by_side eval/sets/...``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.policy import steers

LIKE = "of a pair that clearly stands out"
WEIGHT = "of a phrase's weight"
SHARE = "probability"
ODDS = "log-odds"


@dataclass(frozen=True, slots=True)
class LikenessPolicy:
    """How much a sentence and a recommendation are about the same; 1 is a pair that clearly stands out."""

    meaning: float = steers(
        0.6,
        LIKE,
        "sentences in their paragraph, as texts and as questions, find the right recommendation in .82 of the pairs' "
        "sentences, alone .62 (eval/NOTES.md, 'Advice beside letter')",
    )
    reading: float = steers(0.15, LIKE, "and what the reader takes for an answer to 'Wat vindt het kabinet hiervan'")
    words: float = steers(1.0, LIKE, "a letter often repeats the words of what it reacts to")
    words_unit: float = steers(0.1, "of shared words", "as much more than the other pairs share as stands out")
    statement_texts: int = steers(2, "texts", "what a recommendation says stands in its title and first sentence")
    least: float = steers(-0.9, "of twice the spread", "what is unlike says less than what is like")
    most: float = steers(1.5, "of the unit", "one pair that stands out more does not outweigh the way")
    paragraph: float = steers(0.1, "of a likeness", "a sentence is mostly about what its paragraph is about")
    heading: float = steers(0.12, "of a likeness", "a heading is about all below it, often with other words")
    contest: float = steers(0.35, "of a likeness", "a sentence is rather about what no other sentence fits better")
    contest_from: float = steers(
        1.5, LIKE, "what fits nothing as well as this may have no reaction: it does not contest"
    )
    texts: int = steers(8, "texts", "of one recommendation: a long explanation is like everything")
    piece: int = steers(5, "letters", "a shorter piece is in unrelated words, a longer one misses compounds")
    beginning: int = steers(4, "letters", "'boete' and 'boetes' share it, 'boer' and 'boek' do not")
    beginning_weight: float = steers(0.5, "of a word", "the same beginning says less than the same word")
    pair: float = steers(0.1, "of shared words", "a list sums up all recommendations: rather paired than left alone")


@dataclass(frozen=True, slots=True)
class TracingPolicy:
    """What steers the way through a letter, in the unit of a likeness; prices are of going on to another one."""

    nothing: float = steers(0.43, LIKE, "what a sentence gives that is about no recommendation")
    within: float = steers(1.5, LIKE, "a letter seldom jumps within a paragraph")
    decides: float = steers(0.27, LIKE, "a sentence that decides, repeats or turns more often begins another one")
    among: float = steers(0.35, LIKE, "where the letter names several it goes from one to the next")
    paragraph: float = steers(0.27, LIKE, "a new paragraph may be about another one")
    loose: float = steers(
        0.8,
        LIKE,
        "a paragraph without a heading opens a reaction only when much speaks for it: .21 invented instead of .31",
    )
    leaves: float = steers(0.5, LIKE, "and a paragraph without a heading leaves it for none when nothing speaks for it")
    item: float = steers(0.06, LIKE, "items of a list mostly go from one to the next")
    heading: float = steers(0.1, LIKE, "below a new heading nearly anything may come")
    leaning: float = steers(0.2, LIKE, "and has few words of its own, so that they fit its subject less says less")
    turned: float = steers(1.0, LIKE, "'Wat boetes betreft' goes on about the same only when all speaks for it")
    own_heading: float = steers(0.33, LIKE, "below a heading of its own most is about some recommendation")
    section: float = steers(0.8, "of the sentences", "a section that is mostly about one recommendation is so wholly")
    fewest_left_over: int = steers(2, "sentences", "one between two reactions may be an aside")
    left_over: float = steers(
        -0.25, LIKE, "what a section of reactions says beside them is about one that has none, unless it is unlike it"
    )
    several: float = steers(0.05, LIKE, "a sentence about more than one must fit all of them")
    same_heading: float = steers(85.0, "of 100 by letters", "a letter copies a title but for a word")
    opening: int = steers(60, "characters", "a sentence that opens with a number is about that one alone")
    fewest_words: int = steers(4, "words", "a shorter paragraph is a name, a date or a signature")
    requested: float = steers(1.0, LIKE, "'U vraagt mij om ...' repeats some recommendation, whatever its words")
    settled: float = steers(0.65, LIKE, "what is taken over or refused is mostly some recommendation")
    settling: float = steers(3.8, WEIGHT, "from here words take over or refuse")
    member: float = steers(0.1, LIKE, "after several were named, the letter goes into them one by one")
    most_ahead: int = steers(3, "recommendations", "that 'Deze onderwerpen' may take together before any is named")
    together: float = steers(0.3, LIKE, "what opens a section about several is about all of them")
    decisive: float = steers(3.0, WEIGHT, "from here words say what is done rather than what is found")
    general_sentence: float = steers(2.0, LIKE, "'Hierbij bied ik u ...' is about none, whatever it is like")
    general_heading: float = steers(1.2, LIKE, "so is most below 'Inleiding' and 'Financiën', less surely")
    reacts: float = steers(0.4, "of log-odds", "what is learned of asides: .83 > .85 of sentences in letters not seen")
    surely_reacts: float = steers(1.0, ODDS, "from here nothing is learned against a sentence")
    left_over_reacts: float = steers(1.0, ODDS, "what is left over must surely react to something")
    no_sentence: float = steers(5.0, LIKE, "a date or address is about none, surely")


@dataclass(frozen=True, slots=True)
class DecidingPolicy:
    """Which of the sentences about a recommendation is shown as what the cabinet does."""

    speaks: float = steers(1.0, WEIGHT, "the cabinet speaks of what it does, in words that nobody listed")
    rules: float = steers(0.5, WEIGHT, "a sentence says what may, must or will be")
    denies: float = steers(0.5, WEIGHT, "and 'niet', 'geen' or 'maar' sooner decides")
    learned: float = steers(
        0.3, "of log-odds", "words that nobody listed: .71 > .81 of decisions are right in letters that were not seen"
    )
    later: float = steers(0.3, "of a weight, a sentence", "a letter decides first and works out after")
    summed_up: float = steers(2.0, WEIGHT, "an item that sums up says less than the paragraph that decides")
    about_it: float = steers(0.5, WEIGHT, "of two decisions the one in the recommendation's words")
    as_a_whole: float = steers(1.5, WEIGHT, "'deze aanbeveling' decides on all of it, not on a detail")
    restates: float = steers(4.0, WEIGHT, "what the council wants is no decision")
    restates_ours: float = steers(2.5, WEIGHT, "unless the cabinet speaks in the same sentence, which may decide too")


@dataclass(frozen=True, slots=True)
class FindingPolicy:
    """Which of the ways in which an advice may hold its recommendations is taken."""

    needed: float = steers(0.5, SHARE, "what recommends less speaks against a way")
    called_so: float = steers(0.3, SHARE, "what is called a recommendation is one sooner")
    labelled: float = steers(0.1, SHARE, "and so is what is numbered")
    explained: float = steers(0.9, "of a probability", "a title in a few words is explained by the sentence below it")
    at_an_end: float = steers(0.25, SHARE, "'Uitgangspunten' and 'Tot slot' stand among the headings of a chapter")
    theme: float = steers(0.4, SHARE, "headings that recommend less say what the numbered parts below them are about")
    clear: float = steers(0.35, SHARE, "a way that is worth as much for each is clear without reading every paragraph")
    clear_from: int = steers(4, "recommendations", "fewer may be a part of them")
    headed: float = steers(0.8, "of what recommends", "as many below headings of their own are what these are about")
    mostly: float = steers(0.6, "of what recommends", "where as much is numbered, the numbers say what they are")
    most_silent: int = steers(3, "paragraphs", "a long list of sources says no more against it than a paragraph")
    fewest_summed_up: int = steers(3, "recommendations", "two of a short list may say the same by chance")
    hardly: float = steers(0.02, SHARE, "'De raad adviseert ...' recommends, unless nothing else in it does")
    said_so: float = steers(0.1, SHARE, "below a heading that names recommendations less is enough")
    said: float = steers(0.5, SHARE, "a sentence that rather recommends than not")
    silent: float = steers(0.1, SHARE, "a paragraph without any says that this is no chapter of recommendations")
    nearly: float = steers(0.7, "of the largest", "the first that nearly recommends the most; what follows explains")
    many: int = steers(10, "blocks", "as many numbers count paragraphs, of which some may recommend")
    same: float = steers(0.5, "of a way's recommendations", "a list sums up a chapter that says most of it too")


@dataclass(frozen=True, slots=True)
class RepeatingPolicy:
    """Which two passages of an advice state the same recommendation; in log-odds."""

    meaning: float = steers(9.5, "of a cosine", "fitted on 79 recommendations of the pairs that a list repeats")
    words: float = steers(20.0, "of shared words", "fitted together with that of meaning")
    same_label: float = steers(1.0, ODDS, "what has the same number is sooner the same")
    least: float = steers(6.9, ODDS, "from here one in five is the same; each is most like the other too")
    ordered: float = steers(0.6, "of the shorter", "as many in the same order are no chance, however little they share")
    fewest_ordered: int = steers(4, "recommendations", "fewer may be in the same order by chance")


@dataclass(frozen=True, slots=True)
class AskingPolicy:
    """Which questions the comparison answers."""

    most_sentences: int = steers(12, "sentences", "more is a page: then the comparison itself is shown")
    most_number: int = steers(60, "recommendations", "no advice has as many; a larger number is a year or an amount")
    title_share: float = steers(0.6, "of a title's words", "fewer may be about the subject and not the recommendation")
    named_share: float = steers(0.3, "of a title's words", "enough when the question says 'aanbeveling'")
    label_letters: int = steers(80, "characters", "a label stands at the start of a block")


ALIKE = LikenessPolicy()
TRACING = TracingPolicy()
DECIDING = DecidingPolicy()
FINDING = FindingPolicy()
REPEATING = RepeatingPolicy()
ASKING = AskingPolicy()

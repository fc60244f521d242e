"""Questions that the loaded sources answer: a few written ones, and what their questions, headings and names yield."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from app.answer.evidence import NAME
from app.answer.policy import EXAMPLES, POLICY
from app.comparison.labels import without_label
from app.comparison.questions import answer_from_comparison
from app.comparison.records import Comparison
from app.messages import say
from index.analysis import content_words, fold, terms
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.records import BlockKind

_QUESTION = rf"(?:{alternatives('question_words')}|waar\w*)"
_ASKS = re.compile(rf"{_QUESTION}\b[^?]+\?", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:u|uw|ik|mijn|wij|ons|onze|je|jouw|dit|deze|dat|hier\w*|daar\w*|hij|ze|hun|zulke|genoemde|bovenstaande)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(rf"{_QUESTION}\b", re.IGNORECASE)
_APPARATUS = re.compile(
    r"\b(?:afkortingen|begrippen(?:lijst)?|bijlagen?|bronnen(?:lijst)?|colofon|leeswijzer|literatuur(?:lijst)?"
    r"|samenstelling|verantwoording|inhoud(?:sopgave)?|(?:na|dank|voor)woord|(?:over|van|in) (?:dit|deze) \w+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_ADJECTIVE = re.compile(r"\w+(?:se|sche)")
_NUMBERING = re.compile(r"^(?:[A-Z]?\d+(?:\.\d+)*\.?|[IVX]+\.|[a-z]\))\s+")


def answerable_questions(
    documents: Sequence[Document], right: Callable[[str], float], comparisons: Sequence[Comparison] = ()
) -> tuple[str, ...]:
    """At most ``EXAMPLES.pool`` questions that the sources answer: those in the messages of which the longest word is
    in the sources, what ``comparisons`` answer, then those that ``documents`` yield, the likeliest first.

    ``right`` gives the probability that the first quote of an answer is right, 0 for a refused question; it must be
    ``POLICY.probable``. The documents take turns, so that a long one does not crowd out the others; at most
    ``EXAMPLES.tried`` of their own questions and headings are asked. What is short of ``EXAMPLES.enough`` then is made
    up with names, for all passages about a name can be shown.
    """
    held = [fold(f"{one.title} {one.source.title} {one.text}") for one in documents]
    written = [one for one in say("examples.questions").splitlines() if one and _speaks_of(held, one)]
    own = list(_in_turns([_of_document(document) for document in documents]))
    sure = {question: right(question) for question in dict.fromkeys((*written, *own[: EXAMPLES.tried]))}
    likeliest = sorted(own[: EXAMPLES.tried], key=lambda question: -round(sure[question], 6))
    probable = [question for question in (*written, *likeliest) if sure[question] >= POLICY.probable]
    told = [question for question in written if question in probable]
    found = tuple(dict.fromkeys((*told, *_compared(comparisons), *probable)))[: EXAMPLES.pool]
    return (*found, *_names(documents)[: max(0, EXAMPLES.enough - len(found))])


def _speaks_of(held: Sequence[str], question: str) -> bool:
    """Whether the longest word of a question, which says most of what it is about, is in one of the folded texts."""
    stems = terms(max(content_words(question), key=len, default=""))
    return all(any(stem in text for text in held) for stem in stems)


def _compared(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Which recommendations there are, and the reaction to one on which the cabinet says what it does."""
    for comparison in comparisons:
        decided = [one for one in comparison.compared if one.deciding is not None]
        clear = [one for one in decided if one.deciding is not None and one.deciding.stand] or decided
        asked = [say("suggest.recommendations")]
        asked += [say("suggest.reaction", number=one.recommendation.label) for one in clear[:1]]
        for question in asked:
            found = answer_from_comparison(question, comparison)
            if found is not None and not found.reason:
                yield question


def _in_turns(each: Sequence[list[str]]) -> Iterator[str]:
    for row in zip_longest(*each):
        yield from (question for question in row if question)


def _of_document(document: Document) -> list[str]:
    """The document's own questions that stand by themselves, then a question for each telling heading but its title."""
    questions = dict.fromkeys(_first_question(block.question) for block in document.blocks if block.question)
    headings = [document.text[b.char_start : b.char_end] for b in document.blocks if b.kind is BlockKind.HEADING]
    titles = dict.fromkeys(bare_heading(heading) for heading in headings)
    own = [question for question in questions if _stands_alone(question)]
    telling = [title for title in titles if is_telling(title) and title.casefold() not in document.title.casefold()]
    return own + [say("suggest.heading", heading=title) for title in telling]


def bare_heading(heading: str) -> str:
    """A heading in one line without its number, and without 'Aanbeveling 4:' before it."""
    return _NUMBERING.sub("", without_label(" ".join(heading.split()))).strip(" .:")


def _first_question(text: str) -> str:
    head, mark, _ = " ".join(text.split()).partition("?")
    return head + mark


def _stands_alone(question: str) -> bool:
    fits = bool(_ASKS.fullmatch(question)) and len(question.split()) <= EXAMPLES.longest_question
    return fits and not _LEANS.search(question)


def is_telling(title: str) -> bool:
    """Whether a heading says what stands below it, in so many words that it can be asked after."""
    telling = [word for word in content_words(title) if word.isalpha()]
    if len(telling) < EXAMPLES.fewest_words or len(title.split()) > EXAMPLES.longest_heading or title[-1:] == "?":
        return False
    return not _QUESTION_WORD.match(title) and not _APPARATUS.search(title)


def _texts(document: Document) -> list[str]:
    """The running text of a document, paragraph by paragraph, white space made one space."""
    blocks = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    return [" ".join(document.text[block.char_start : block.char_end].split()) for block in blocks]


def _names(documents: Sequence[Document]) -> list[str]:
    """A question for each name, first those that one document uses often and few others use."""
    each = [Counter(name for text in _texts(one) for name in NAME.findall(text)) for one in documents]
    small = {word for one in documents for word in _WORD.findall(one.text) if word.islower()}
    uses: Counter[str] = Counter(name for counts in each for name in counts)
    weights = {
        name: max(counts[name] for counts in each) / uses[name]
        for name in uses
        if len(name) > EXAMPLES.longer_name
        and not _ADJECTIVE.fullmatch(name)
        and not small.issuperset(name.lower().split())
    }
    ordered = sorted(weights, key=lambda name: (-weights[name], name))
    return [say("suggest.name", name=name) for name in ordered]

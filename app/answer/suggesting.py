"""What the sources hold about the very thing that was asked: its rare words and names, and headings that have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

import numpy as np

from app.answer.both_speakers import OTHER_SPEAKER
from app.answer.examples import bare_heading, is_telling
from app.answer.policy import POLICY, SUGGESTING
from app.concordance.occurrences import places_of
from app.messages import say
from app.records import Answer, Turn
from index.analysis import content_words, fold, stop_words
from index.opened import Index
from index.words import Places
from ingest.lexicon import listed
from ingest.records import BlockKind, Source
from ingest.word_list import dutch_frequency

_TOKEN = re.compile(r"[^\W\d_](?:[\w’']|-(?=\w))*")


def subjects(index: Index, question: str, speaking: Collection[str] = ()) -> tuple[str, ...]:
    """The nouns and names of ``question`` that stand in the sources and few others of its kind do, the rarest in Dutch
    first. ``speaking`` are the folded words that name who speaks; they say nothing of the subject.
    """
    found = []
    for token in dict.fromkeys(match for match in _TOKEN.finditer(question)):
        word, name = token[0], token[0][0].isupper() and token.start() > 0
        own = content_words(word)
        if not own or set(own) & set(speaking) or (not name and dutch_frequency(fold(word)) >= SUGGESTING.common_word):
            continue
        places = places_of(index, word)
        shown = len(np.unique(places.blocks)) <= max(1.0, SUGGESTING.most_blocks * index.words.block_count)
        if len(places) and shown and (name or _is_noun(index, places)):
            found.append(word)
    return tuple(sorted(dict.fromkeys(found), key=lambda word: dutch_frequency(fold(word))))


def heading_questions(index: Index, words: Sequence[str], beside: Collection[str] = ()) -> Iterator[str]:
    """A question for each telling heading that has one of ``words``, in their order; not for those in ``beside``."""
    known = {bare_heading(heading) for heading in beside}
    for word in words:
        for name, start in _at(index, places_of(index, word)):
            document = index.documents[name]
            block = document.block_at(start)
            if block is None or block.kind is not BlockKind.HEADING:
                continue
            title = bare_heading(document.text[block.char_start : block.char_end])
            if title not in known and is_telling(title) and title.casefold() not in document.title.casefold():
                known.add(title)
                yield say("suggest.heading", heading=title)


def speaks_of(index: Index, words: Sequence[str], source_id: str, char_start: int, char_end: int) -> bool:
    """Whether one of ``words`` stands in the blocks of ``source_id`` that hold ``[char_start, char_end)``."""
    document = index.documents[source_id]
    first, last = document.block_at(char_start), document.block_at(char_end - 1)
    start, end = first.char_start if first else char_start, last.char_end if last else char_end
    places = ((name, place) for word in words for name, place in _at(index, places_of(index, word)))
    return any(name == source_id and start <= place < end for name, place in places)


def stands_with(index: Index, words: Sequence[str], role: str) -> bool:
    """Whether one of ``words`` stands in a source of ``role``."""
    places = ((name, place) for word in words for name, place in _at(index, places_of(index, word)))
    return any(index.documents[name].source.role == role for name, _ in places)


def heard_both(answer: Answer) -> bool:
    """Whether ``answer`` shows the words of both speakers, or says that the other one is silent."""
    heard = {quote.citation.role for quote in answer.quotes} | {answer.silent_role}
    return heard.issuperset(OTHER_SPEAKER)


def speaking_words(sources: Sequence[Source]) -> frozenset[str]:
    """The folded words by which a question names who speaks, or the piece in which they do."""
    named = [source.speaker for source in sources] + [f"{source.role} {role_words(source.role)}" for source in sources]
    return frozenset(content_words(" ".join(named)))


def role_words(role: str) -> str:
    """What the speaker of a role is called, '' for a role that speaks for no one."""
    return f"{say(f'role.{role}')} {say(f'suggest.speaker_{role}')}" if role in OTHER_SPEAKER else ""


def likely_headings(
    index: Index,
    words: Sequence[str],
    right: Callable[[str], float],
    beside: Collection[str] = (),
    history: Sequence[Turn] = (),
) -> tuple[str, ...]:
    """The first of ``heading_questions`` whose first quote is probably right, by ``right``, and that was neither
    asked nor suggested in ``history``; none where none is.
    """
    known = _known(history)
    fresh = (one for one in heading_questions(index, words, beside) if fold(one) not in known)
    tried = islice(fresh, SUGGESTING.headings)
    return tuple(islice((one for one in tried if right(one) >= POLICY.probable), 1))


def first_ones(questions: Sequence[str]) -> tuple[str, ...]:
    """The first ``SUGGESTING.shown`` of ``questions``, each that is '' left out."""
    return tuple(one for one in questions if one)[: SUGGESTING.shown]


def passages_question(words: Sequence[str], history: Sequence[Turn] = ()) -> str:
    """The question for every passage about the first of ``words`` for which it was neither asked nor suggested in
    ``history``, '' for none.
    """
    known = _known(history)
    questions = (say("suggest.name", name=word) for word in words)
    return next((one for one in questions if fold(one) not in known), "")


def _known(history: Sequence[Turn]) -> frozenset[str]:
    """Every question that was asked or suggested, folded."""
    return frozenset(fold(question) for turn in history for question in (turn.question, *turn.suggested))


def _is_noun(index: Index, places: Places) -> bool:
    """Whether the word at ``places`` stands alone after an article or the like somewhere: 'de inzage in', not 'de
    goedkope woning'.
    """
    before = set(listed("before_nouns"))
    for name, start in list(_at(index, places))[: SUGGESTING.looked_at]:
        text = index.documents[name].text
        ahead = _TOKEN.findall(text[max(0, start - SUGGESTING.around) : start])
        _, *behind = _words_after(text[start : start + SUGGESTING.around])
        if ahead and fold(ahead[-1]) in before and (not behind or fold(behind[0]) in stop_words()):
            return True
    return False


def _words_after(text: str) -> list[str]:
    """The word with which ``text`` begins, and the one right after it when nothing but a space stands between."""
    first = _TOKEN.match(text)
    second = _TOKEN.match(text, first.end() + 1) if first and text[first.end() :][:1] == " " else None
    return [match[0] for match in (first, second) if match] or [text]


def _at(index: Index, places: Places) -> Iterator[tuple[str, int]]:
    """The source and the place in its text of each of ``places``."""
    names = index.manifest.source_ids
    for number, start in zip(index.words.document_numbers(places.blocks).tolist(), places.starts.tolist(), strict=True):
        yield names[number], start

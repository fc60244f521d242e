"""All places of a subject, by the inverted file of the index: complete and exact, whatever its size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz, process

from app.citation.place import make_citation
from app.concordance.policy import CONCORDANCE
from app.concordance.postings import joined, places_of_form
from app.concordance.records import Concordance, Line, NearWord, Term, TermCount
from app.concordance.terms import is_known, only_small, phrase_terms, subject_words, terms_of
from app.records import FoundPassage
from index.analysis import fold
from index.opened import Index
from index.words import TOKEN, InvertedFile, Places
from ingest.document import Document
from ingest.passages import block_sentences

LINES = 100  # places on one page

Related = Callable[[], Sequence[FoundPassage]]


def find_places(
    index: Index,
    subject: str,
    off: Collection[str] = (),
    first: int = 0,
    count: int | None = LINES,
    related: Related = tuple,
) -> Concordance:
    """Every place where ``subject`` is named; ``off`` are the names of terms that are switched off.

    ``lines`` are ``count`` of them from place ``first``, all for None; the counts are always of all. ``related`` gives
    passages near in meaning, of which those without any place of a term, also one that is switched off, are kept; none
    for a word of no language.
    """
    words = index.words
    parts, whole, places = _terms(index, subject)
    counts = tuple(
        TermCount(term, _by_source(found, index), term.name not in off) for term, found in places.items() if len(found)
    )
    every = _chosen(parts, whole, places, (), words)
    chosen = _chosen(parts, whole, places, off, words) if off else every
    sought = subject_words(subject)
    small = not len(chosen) and only_small(subject)
    missing = tuple(
        word for word, part in zip(sought, parts, strict=True) if not small and not any(len(places[t]) for t in part)
    )
    known = len(chosen) or any(is_known(word, words) for word in sought)
    until = len(chosen) if count is None else first + count
    return Concordance(
        subject=subject,
        terms=counts,
        total=len(chosen),
        lines=tuple(_lines(index, chosen, range(first, min(until, len(chosen))), first)),
        first=first,
        missing=missing,
        nearest=_nearest(subject, missing, words),
        related=tuple(_apart_from(related() if known else (), every, index)[: CONCORDANCE.most_related]),
        sources=_by_source(chosen, index),
        small=small,
    )


def places_of(index: Index, subject: str) -> Places:
    """Every place where ``subject`` is named, in document order."""
    return _chosen(*_terms(index, subject), (), index.words)


def _terms(index: Index, subject: str) -> tuple[list[list[Term]], list[Term], dict[Term, Places]]:
    """The terms of each word of a subject, those of the whole, and where each stands."""
    parts = [terms_of(word, index.words) for word in subject_words(subject)]
    whole = phrase_terms(subject, index.words) if len(parts) > 1 else []
    return parts, whole, {term: _of_term(term, index.words) for part in (*parts, whole) for term in part}


def _chosen(
    parts: Sequence[Sequence[Term]],
    whole: Sequence[Term],
    places: Mapping[Term, Places],
    off: Collection[str],
    words: InvertedFile,
) -> Places:
    used = [[places[term] for term in part if term.name not in off] for part in parts if _counts(part, off)]
    return _together(used, [places[term] for term in whole if term.name not in off], words)


def _counts(part: Sequence[Term], off: Collection[str]) -> bool:
    """Whether a paragraph must hold this word of a subject: not when a reader switched off every term of it."""
    return not part or any(term.name not in off for term in part)


def _of_term(term: Term, words: InvertedFile) -> Places:
    return joined([places_of_form(form, words) for form in term.forms])


def _together(parts: Sequence[Sequence[Places]], whole: Sequence[Places], words: InvertedFile) -> Places:
    """The places of the part with the fewest of them in the blocks that hold every part, and those of the whole."""
    found = [joined(part) for part in parts]
    everywhere = np.ones(words.block_count if len(found) > 1 else 0, np.bool_)
    for places in found if len(found) > 1 else ():
        own = np.zeros(words.block_count, np.bool_)
        own[places.blocks] = True
        everywhere &= own
    if len(found) > 1:
        found = [places.only(everywhere[places.blocks]) for places in found]
    return joined([min(found, key=len, default=joined([])), *whole])


def _by_source(found: Places, index: Index) -> dict[str, int]:
    """How many places each source has, in the order of the sources; places are in document order."""
    numbers = index.words.document_numbers(found.blocks)
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    counts = np.diff(first, append=len(numbers))
    names = index.manifest.source_ids
    return {names[number]: count for number, count in zip(numbers[first].tolist(), counts.tolist(), strict=True)}


def _document(index: Index, block: int) -> Document:
    number = int(index.words.document_numbers(np.array([block], np.int32))[0])
    return index.documents[index.manifest.source_ids[number]]


def _lines(index: Index, places: Places, rows: range, first: int) -> list[Line]:
    lines = []
    for number, row in enumerate(rows, first + 1):
        document, start = _document(index, int(places.blocks[row])), int(places.starts[row])
        lines.append(_line(document, index.words.block_start(int(places.blocks[row])), start, number))
    return lines


def _line(document: Document, block_start: int, start: int, number: int) -> Line:
    block = document.block_at(block_start)
    end = start
    while end < len(document.text) and (document.text[end].isalnum() or document.text[end] in "'’-"):
        end += 1
    end = start + len(document.text[start:end].rstrip("'’-"))
    begin, stop = (block.char_start, block.char_end) if block is not None else (start, end)
    paragraph_start, paragraph = begin, document.text[begin:stop]
    if block is not None:
        for sentence in block_sentences(document, block):
            if sentence.char_start <= start < sentence.char_end:
                begin, stop = sentence.char_start, sentence.char_end
                break
    return Line(
        before=document.text[begin:start],
        word=document.text[start:end],
        after=document.text[end:stop],
        paragraph=paragraph,
        paragraph_start=paragraph_start,
        citation=make_citation(document, begin, stop, number),
    )


def _nearest(subject: str, missing: Sequence[str], words: InvertedFile) -> tuple[NearWord, ...]:
    """Words that do occur and look like the missing ones of a subject, the likest first."""
    found: dict[str, tuple[float, str]] = {}
    for word in missing:
        sought = fold(word)
        # As long that a ratio of ``alike`` can be reached: 2 x the shorter / the sum of both.
        shortest = CONCORDANCE.alike / (200 - CONCORDANCE.alike)
        fewest = max(CONCORDANCE.nearest_letters, round(len(sought) * shortest))
        known = words.of_length(fewest, round(len(sought) / shortest))
        for near, score, _ in process.extract(
            sought, known, scorer=fuzz.ratio, limit=CONCORDANCE.nearest, score_cutoff=CONCORDANCE.alike
        ):
            if near not in found or score > found[near][0]:
                found[near] = score, word
    best = sorted(found, key=lambda near: (-found[near][0], near))[: CONCORDANCE.nearest]
    return tuple(NearWord(near, words.count(near), _instead(subject, found[near][1], near)) for near in best)


def _instead(subject: str, word: str, near: str) -> str:
    """A subject with ``near`` in the place of one of its words."""
    return TOKEN.sub(lambda match: near if match[0] == word else match[0], subject)


def _apart_from(related: Sequence[FoundPassage], places: Places, index: Index) -> list[FoundPassage]:
    """The passages that hold none of the places, numbered on."""
    numbers = index.words.document_numbers(places.blocks)
    of_source = {name: number for number, name in enumerate(index.manifest.source_ids)}
    kept: list[FoundPassage] = []
    for found in related:
        own = places.starts[numbers == of_source[found.citation.source_id]]
        inside = (own >= found.citation.char_start) & (own < found.citation.char_end)
        if not inside.any():
            kept.append(replace(found, citation=replace(found.citation, number=len(kept) + 1)))
    return kept

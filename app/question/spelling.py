"""Spelling mistakes in a question, corrected with the words that the sources use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.policy import QUESTION
from index.analysis import fold, stop_words, terms
from ingest.word_list import dutch_frequency

_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Knows the words of the sources, and the small words that questions are made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        written = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        self._counts: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        for word, count in sorted(written.items(), key=lambda item: (-item[1], item[0])):
            self._counts[fold(word)] += count
            self._written.setdefault(fold(word), word)
        self._stems = frozenset(stem for word in self._counts for stem in terms(word))
        least = QUESTION.shortest_misspelled - 1
        self._choices = sorted({word for word in (*self._counts, *stop_words()) if len(word) >= least})

    def corrected(self, question: str) -> str:
        """``question`` with its misspelled words replaced; the same text when there are none.

        A word is misspelled when the sources lack it in every form, Dutch hardly knows it, also not as a compound, it
        is not written as a name, and another word lies one change away (two changes for a long word).
        """
        first = _WORD.search(question)
        opening = first.start() if first is not None else -1
        return _WORD.sub(lambda match: self._corrected_word(match, match.start() == opening), question)

    def _corrected_word(self, match: re.Match[str], opens: bool) -> str:
        word = match.group()
        small = word.lower()
        named = word.isupper() or (word[0].isupper() and not opens)
        if named or len(word) < QUESTION.shortest_misspelled or self._is_right(fold(word), small):
            return word
        nearest = self._nearest(fold(word), dutch_frequency(small))
        if not nearest:
            return word
        better = self._written.get(nearest, nearest)
        return better.capitalize() if word[0].isupper() else better

    def _is_right(self, folded: str, small: str) -> bool:
        known = folded in self._counts or folded in stop_words() or any(stem in self._stems for stem in terms(folded))
        return known or dutch_frequency(small) >= QUESTION.common or _is_compound(small)

    def _nearest(self, word: str, frequency: float) -> str:
        """The nearest known word, '' for none: fewest changes, then most often in the sources, then by letter."""
        reach = 2 if len(word) >= QUESTION.long_word else 1
        near = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=reach, limit=None)
        fitting = [
            (int(distance), -self._counts[choice], choice)
            for choice, distance, _ in near
            if not frequency or dutch_frequency(choice) >= frequency + QUESTION.more_common
        ]
        return min(fitting)[2] if fitting else ""


def _is_compound(word: str) -> bool:
    """Whether ``word`` is two common words written as one, with or without a linking 's'."""
    for place in range(4, len(word) - 2):
        head, tail = word[:place], word[place:]
        heads = (head, head[:-1]) if head.endswith("s") and len(head) > 4 else (head,)
        if dutch_frequency(tail) >= QUESTION.common and any(dutch_frequency(each) >= QUESTION.common for each in heads):
            return True
    return False

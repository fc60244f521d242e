"""What is said to the page and is no question for the sources: a greeting, thanks, a farewell, 'wat kunt u?'."""

from __future__ import annotations

import functools

from index.analysis import words
from ingest.lexicon import listed

PHRASES = {
    "greeting": listed("small_talk.greeting"),
    "thanks": listed("small_talk.thanks"),
    "farewell": listed("small_talk.farewell"),
    "capabilities": listed("small_talk.capabilities"),
}


def small_talk(text: str) -> str:
    """Which of ``PHRASES`` a tidied ``text`` is, as a whole; '' for anything else."""
    said = tuple(words(text))
    opens = len(said) > 1 and said[:1] in _compared(listed("small_talk.opening"))
    for kind, phrases in PHRASES.items():
        if said in _compared(phrases) or (opens and said[1:] in _compared(phrases)):
            return kind
    return ""


@functools.cache
def _compared(phrases: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(phrase)) for phrase in phrases)

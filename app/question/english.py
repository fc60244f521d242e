"""Questions about recommendations in English, read in Dutch word by word."""

from __future__ import annotations

import functools
import re

from app.question.kind import is_english
from index.analysis import fold
from ingest.lexicon import table

_OWNER = re.compile(r"(?<=\w)['’]s\b")


def in_dutch(question: str) -> str:
    """``question`` with the words of a question about recommendations in Dutch, any other word as it stands; one that
    is not in English is given back as it is.
    """
    if not is_english(question) and "recommend" not in fold(question):
        return question
    dutch = _dutch()
    read = _pattern().sub(lambda match: dutch[match[0].lower()], _OWNER.sub("", question))
    return " ".join(read.split())


@functools.cache
def _dutch() -> dict[str, str]:
    """The Dutch for each English word."""
    return {word: dutch for dutch, words in table("english")["recommendations"].items() for word in words}


@functools.cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_dutch(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

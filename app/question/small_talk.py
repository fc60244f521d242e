"""What is said to the page and is no question for the sources: a greeting, thanks, a farewell, 'wat kunt u?'."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from index.analysis import words

KINDS = ("greeting", "thanks", "farewell", "capabilities")


def small_talk(text: str) -> str:
    """Which of ``KINDS`` a tidied ``text`` is, as a whole; '' for anything else."""
    said = tuple(words(text))
    phrases = _phrases()
    opening = 1 if len(said) > 1 and said[:1] in phrases["opening"] else 0
    for kind in KINDS:
        if said in phrases[kind] or (opening and said[opening:] in phrases[kind]):
            return kind
    return ""


@functools.cache
def _phrases() -> dict[str, frozenset[tuple[str, ...]]]:
    values = tomllib.loads(resources.files("app.question").joinpath("small_talk.toml").read_text("utf-8"))
    return {kind: frozenset(tuple(words(phrase)) for phrase in phrases) for kind, phrases in values.items()}

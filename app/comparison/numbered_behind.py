"""Recommendations in running text with their number behind them: '... (aanbeveling 4).' and '... (3a).'."""

from __future__ import annotations

import re

from app.comparison.labels import BODY
from app.comparison.naming import LETTER, NUMBER, level, number_of, split_label, whole_of
from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.passages import block_sentences

_NOUN = alternatives("recommendation_nouns")
_BEHIND = re.compile(rf"\((?P<noun>{_NOUN})?\s*(?P<number>{NUMBER})(?P<letter>{LETTER}?)\)[\s.:;]*$")
_OPENS = re.compile(rf"\b(?P<noun>{_NOUN})\s+(?P<number>{NUMBER})(?P<letter>{LETTER}?)(?![a-z0-9])")


def numbered_behind(document: Document) -> list[FoundRecommendation]:
    """The sentences that end in a label between brackets, each with what its paragraph says after it, by label.

    A sentence of the same paragraph before '(3a)' that names 3 is recommendation 3. Empty unless the numbers count on
    from 1 and the noun stands with one of them at least.
    """
    found: dict[str, FoundRecommendation] = {}
    named = False
    for block in document.blocks:
        if block.kind not in BODY:
            continue
        label, whole = "", FoundRecommendation("", 0, 0)
        for one in block_sentences(document, block):
            text = level(document.text[one.char_start : one.char_end])
            behind, opens = _BEHIND.search(text), _OPENS.search(text)
            if behind is not None and _label(behind) not in found:
                label, named = _label(behind), named or bool(behind["noun"])
                found[label] = FoundRecommendation(label, one.char_start, one.char_end)
                if whole.label == whole_of(label) != label:
                    found.setdefault(whole.label, whole)
            elif label and behind is None:
                _explain(found, label, one.char_start, one.char_end)
            elif opens is not None:
                whole = FoundRecommendation(_label(opens), one.char_start, one.char_end)
    numbers = {split_label(label)[0] for label in found}
    if not named or len(numbers) < 2 or numbers != set(range(1, len(numbers) + 1)):
        return []
    return [found[label] for label in sorted(found, key=split_label)]


def _label(match: re.Match[str]) -> str:
    return f"{number_of(match['number'])}{match['letter'].strip()}"


def _explain(found: dict[str, FoundRecommendation], label: str, start: int, end: int) -> None:
    """Let the recommendation's explanation go on to ``end``."""
    one = found[label]
    begins = one.explanation[0][0] if one.explanation else start
    found[label] = one._replace(explanation=((begins, end),))

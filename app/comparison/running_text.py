"""Recommendations in running text: the sentences of a paragraph that recommend, and the numbers that they name."""

from __future__ import annotations

from collections.abc import Sequence

from app.comparison.advice import Advice
from app.comparison.advising import says_so
from app.comparison.naming import level, mentions
from app.comparison.policy import FINDING
from app.comparison.records import FoundRecommendation


def once(advice: Advice, found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Of those in the same words the first."""
    by_words = {"".join(level(advice.document.text[one.char_start : one.char_end]).split()): one for one in found[::-1]}
    kept = set(by_words.values())
    return [one for one in found if one in kept]


def said_in(advice: Advice, place: int) -> list[FoundRecommendation]:
    """What a paragraph recommends: one sentence, and each later one in which the writer says that he does; none that
    only introduces what follows.
    """
    text, sentences, shares = advice.document.text, advice.sentences(place), advice.among_items(place)
    least = FINDING.said_so if advice.called_so(place) else FINDING.said
    rows: list[int] = []
    for row, (span, share) in enumerate(zip(sentences, shares, strict=True)):
        enough = share >= max(least, FINDING.nearly * max(shares)) and not rows
        if text[span[1] - 1] != ":" and (enough or (share >= FINDING.hardly and says_so(text[slice(*span)]))):
            rows.append(row)
    found = []
    for row, after in zip(rows, [*rows, len(sentences)][1:], strict=True):
        explains = ((sentences[row + 1][0], sentences[after - 1][1]),) if after > row + 1 else ()
        found.append(FoundRecommendation("", *sentences[row], explains))
    return found


def numbered(advice: Advice, found: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Those with the number that each names itself by ('Zijn tweede aanbeveling is ...'), what names none with one that
    is left; empty unless most name one.
    """
    numbers = [str(number) for number in range(1, len(found) + 1)]
    text = advice.document.text
    named = [mentions(text[one.char_start : one.char_end], numbers) for one in found]
    labels = ["".join(own[0].labels) if len(own) == 1 and len(own[0].labels) == 1 else "" for own in named]
    own_labels = [label for label in labels if label]
    if 2 * len(own_labels) <= len(found) or len(set(own_labels)) < len(own_labels):
        return []
    left = iter(number for number in numbers if number not in own_labels)
    return [one._replace(label=label or next(left)) for one, label in zip(found, labels, strict=True)]

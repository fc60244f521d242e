"""Every number that steers which words belong to a subject and which places are named, with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.policy import steers


@dataclass(frozen=True, slots=True)
class ConcordancePolicy:
    """What counts as a compound of a word, as a word at all, and as near to one that does not occur."""

    fewest_letters: int = steers(4, "letters", "'raad' is looked for inside longer words; 'eis' stands in 'reis' too")
    fewest_beside: int = steers(3, "letters", "of fewer than three beside the word most are endings: 'je', 'en'")
    known_word: float = steers(1.0, "Zipf frequency", "ten in a billion words: a word of Dutch, though a rare one")
    known_half: float = steers(
        2.0, "Zipf frequency", "ten times as frequent: rare words stand in nearly every row of letters by chance"
    )
    nearest: int = steers(5, "words", "offered for one that does not occur: a line on a telephone")
    alike: float = steers(
        70.0, "of 100 by letters", "'wateradvise' is near 'wateradvies'; below it hardly one is meant"
    )
    nearest_letters: int = steers(3, "letters", "a word of two is like every other short one")
    most_related: int = steers(10, "passages", "near in meaning, below the places: more hide that those are complete")
    most_named: int = steers(6, "sources", "in the line that counts a word; the others are summed up")


CONCORDANCE = ConcordancePolicy()

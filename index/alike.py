"""Which words are written much like another: 'wateradviezen' and 'deelwateradvies' are like 'wateradvies'.

Dutch writes a compound as one word, and who asks does not know which compound a report uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SIZES = (4, 5)  # letters of a run; the edge of a word counts as one
_EDGE = "_"
_BITS = 12  # of a letter in the key of a run: every letter of Latin, Greek and Cyrillic has a number below 4,096


@dataclass(frozen=True, slots=True)
class AlikeWords:
    """The runs of four and of five letters of many words.

    ``words[i]`` is the number of a word that holds the run ``keys[i]``, sorted by key; ``sizes`` says how many
    different runs each word has.
    """

    keys: NDArray[np.int64]
    words: NDArray[np.int32]
    sizes: NDArray[np.int64]

    @classmethod
    def build(cls, words: Sequence[str]) -> AlikeWords:
        """Of ``words``; each is known by its place there, from 0."""
        keys, owners = _runs(words)
        return cls(keys, owners, np.bincount(owners, minlength=len(words)))

    def like(self, word: str, least: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The numbers of the words like ``word``, ascending, and how like they are, from ``least`` to 1.

        The likeness is the share of runs that two words have in common. Source: Dice, Measures of the Amount of
        Ecologic Association Between Species (1945).
        """
        own, _ = _runs([word])
        starts, ends = (np.searchsorted(self.keys, own, side) for side in ("left", "right"))
        held = [self.words[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        found, shared = np.unique(np.concatenate([self.words[:0], *held]), return_counts=True)
        likeness = 2 * shared / (len(own) + self.sizes[found])
        enough = likeness >= least
        return found[enough].astype(np.int64), likeness[enough]


def _runs(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The different runs of each word, as numbers in ascending order, and the place of that word."""
    edged = [f"{_EDGE}{word}{_EDGE}" for word in words]
    letters = np.frombuffer("".join(edged).encode("utf-32-le"), np.uint32).astype(np.int64) % (1 << _BITS)
    owners = np.repeat(np.arange(len(words), dtype=np.int32), [len(word) for word in edged])
    keys, places = [], []
    for size in _SIZES:
        count = max(0, len(letters) - size + 1)
        whole = owners[:count] == owners[size - 1 :]
        key = sum((letters[at : at + count] << (_BITS * at) for at in range(size)), np.zeros(count, np.int64))
        keys.append(key[whole])
        places.append(owners[:count][whole])
    key, owner = np.concatenate(keys), np.concatenate(places)
    order = np.lexsort((owner, key))
    key, owner = key[order], owner[order]
    first = np.ones(len(key), bool)
    first[1:] = (key[1:] != key[:-1]) | (owner[1:] != owner[:-1])
    return key[first], owner[first]

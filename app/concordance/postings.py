"""Where a form stands, by the posting lists of the inverted file: arrays alone, whatever the number of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import stop_words
from index.words import InvertedFile, Places


def joined(parts: Sequence[Places]) -> Places:
    """Places in document order, each once."""
    filled = [part for part in parts if len(part)]
    if len(filled) == 1:
        return filled[0]
    # Each part is in order, and a stable sort merges such runs.
    keys = np.sort(np.concatenate([np.zeros(0, np.int64), *(_keys(part) for part in filled)]), kind="stable")
    return _places(keys[np.diff(keys, prepend=-1) != 0])


def places_of_form(form: str, words: InvertedFile) -> Places:
    """The places of a form: where its first word that the inverted file has begins.

    One of several words, in small letters or in capitals, stands where they follow on each other as far apart as
    ``form`` has them, with one space, hyphen or other mark between two. Small words inside it, which the inverted file
    leaves out, are taken to be there by the room that they fill.
    """
    singles = form.split()
    if len(singles) == 1:
        return words.places(form)
    content, place = [], 0
    for single in singles:
        found = joined([words.places(single), words.places(single.upper())])
        content += [(found, place)] if len(found) else []
        place += len(single) + 1
    known = sum(single not in stop_words() for single in singles)
    if len(content) < max(known, 2):
        return joined([])
    first = content[0][1]
    (fewest, at), *others = sorted(content, key=lambda one: len(one[0]))
    starts = _keys(fewest) - at
    for found, offset in others:
        starts = starts[_holds(_keys(found), starts + offset)]
    return _places(starts + first)


def _keys(places: Places) -> NDArray[np.int64]:
    """A number a place, in document order: the block in the upper half, the start in the lower one."""
    return (places.blocks.astype(np.int64) << 32) | places.starts


def _places(keys: NDArray[np.int64]) -> Places:
    return Places((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))


def _holds(sorted_keys: NDArray[np.int64], sought: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of ``sought`` are among ``sorted_keys``."""
    if not len(sorted_keys):
        return np.zeros(len(sought), np.bool_)
    rows = np.minimum(sorted_keys.searchsorted(sought), len(sorted_keys) - 1)
    return np.asarray(sorted_keys[rows] == sought)

"""Pull quotes: a sentence of the running text set once more, large or apart, to draw the eye."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.assemble import Draft
from ingest.records import BlockKind

MOST_WORDS = 60
FEWEST_WORDS = 5
_DRESSING = re.compile(r"^[‘’“”„\"'«\s]+|[‘’“”\"'»\s.…]+$")
_RUNNING = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION))


def mark_pull_quotes(shown: Iterable[Draft], drafts: Sequence[Draft]) -> None:
    """Mark those of ``shown``, blocks set large or apart, whose words stand in a longer block of running text too."""
    for draft in shown:
        words = _DRESSING.sub("", draft.composed.text)
        if FEWEST_WORDS <= len(words.split()) <= MOST_WORDS and _stands_in(words, draft, drafts):
            draft.kind, draft.level = BlockKind.PULL_QUOTE, 0


def _stands_in(words: str, draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(
        words in other.composed.text
        for other in drafts
        if other is not draft and other.kind in _RUNNING and len(other.composed.text) > len(draft.composed.text)
    )

"""Word by word alignment of a quotation with a stretch of a document.

Sellers' algorithm (P. Sellers, 'The theory and computation of evolutionary distances: pattern recognition', Journal of
Algorithms 1, 1980): the quotation is aligned whole, the document's words before and after it cost nothing. An omission
mark takes up any number of the document's words and an editorial bracket a few, both for (nearly) nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.policy import QUOTATION
from app.quotation.segment import Item, ItemKind
from app.quotation.word_index import DocumentTokens, QuotationIndex, Window

TOLERANCE = 1e-6

Costs = NDArray[np.float64]


class Step(NamedTuple):
    """One step of an alignment: ``item`` and ``token`` are places in the quotation and the document, -1 for none.

    Both given: they stand opposite each other (``same`` when their keys are equal). ``skipped`` marks a token of
    the document that an omission mark or bracket takes up, ``rewritten`` a date or number in another way of writing.
    """

    item: int
    token: int
    same: bool = False
    skipped: bool = False
    rewritten: bool = False


def align(index: QuotationIndex, items: Sequence[Item], window: Window) -> tuple[float, list[Step]]:
    """The cheapest alignment of ``items`` (at least one) with tokens of ``window``, and its cost.

    Steps come in the order of the quotation; document tokens before the first and after the last are not among them.
    The same input always gives the same alignment.
    """
    text = index.texts[window.source_id]
    table, opposite = _table(index, items, text, window)
    end = int(np.argmin(table[-1]))
    return float(table[-1, end]), _trace(items, text, window, table, opposite, end)


def _table(
    index: QuotationIndex, items: Sequence[Item], text: DocumentTokens, window: Window
) -> tuple[Costs, list[Costs | None]]:
    """Row i, column j: the cheapest way to align the first i items with tokens that end at column j."""
    exact, folded, prefix = index.ids(item.token.key for item in items)
    here = slice(window.start, window.end)
    width = window.end - window.start
    is_word = np.array([token.is_word for token in text.tokens[here]], bool)
    delete = np.where(is_word, QUOTATION.delete_cost, QUOTATION.mark_cost)
    running = np.concatenate(([0.0], np.cumsum(delete)))
    table = np.zeros((len(items) + 1, width + 1), np.float64)
    opposite: list[Costs | None] = []
    for row, item in enumerate(items, 1):
        above = table[row - 1]
        if item.kind != ItemKind.TOKEN:
            reach = QUOTATION.omitted if item.kind == ItemKind.OMISSION else QUOTATION.replaced
            table[row] = _skip(above, reach)
            opposite.append(None)
            continue
        cost = _opposite(item, (exact[row - 1], folded[row - 1], prefix[row - 1]), text, here, is_word)
        opposite.append(cost)
        best = above + _inserted(item)
        best[1:] = np.minimum(best[1:], above[:-1] + cost)
        table[row] = np.minimum.accumulate(best - running) + running
    return table, opposite


def _opposite(
    item: Item, ids: tuple[np.int32, np.int32, np.int32], text: DocumentTokens, here: slice, is_word: NDArray[np.bool_]
) -> Costs:
    """What it costs to set an item opposite each token of the window."""
    exact, folded, prefix = ids
    if not item.token.is_word:
        cost = np.where(is_word, 2 * QUOTATION.insert_cost, 2 * QUOTATION.mark_cost - 0.1)
    else:
        cost = np.where(is_word, QUOTATION.word_cost, 2 * QUOTATION.insert_cost)
        if prefix >= 0 and len(item.token.key) > 3:
            cost = np.where((text.prefix[here] == prefix) & is_word, QUOTATION.form_cost, cost)
        if folded >= 0:
            cost = np.where(text.folded[here] == folded, QUOTATION.capital_cost, cost)
    if exact >= 0:
        cost = np.where(text.exact[here] == exact, 0.0, cost)
    return np.asarray(cost, np.float64)


def _inserted(item: Item) -> float:
    return QUOTATION.insert_cost if item.token.is_word else QUOTATION.mark_cost


def _skip(above: Costs, reach: int) -> Costs:
    """The cheapest of the ``reach`` columns before each column, a hair dearer for every token taken up."""
    columns = np.arange(len(above), dtype=np.float64) * QUOTATION.skip_cost
    level = above - columns
    padded = np.concatenate((np.full(reach, np.inf, np.float64), level))
    lowest = np.lib.stride_tricks.sliding_window_view(padded, reach + 1).min(axis=1)
    return np.asarray(lowest + columns, np.float64)


def _trace(
    items: Sequence[Item],
    text: DocumentTokens,
    window: Window,
    table: Costs,
    opposite: Sequence[Costs | None],
    end: int,
) -> list[Step]:
    steps: list[Step] = []
    row, column = len(items), end
    while row > 0:
        item, value, token = items[row - 1], table[row, column], window.start + column - 1
        cost = opposite[row - 1]
        if cost is None:
            taken = _taken(table[row - 1], value, column)
            steps += [Step(row - 1, window.start + place, skipped=True) for place in range(column - 1, taken - 1, -1)]
            steps.append(Step(row - 1, -1))
            row, column = row - 1, taken
            continue
        if column and abs(value - table[row - 1, column - 1] - cost[column - 1]) < TOLERANCE:
            same = item.token.key == text.tokens[token].key
            steps.append(Step(row - 1, token, same=same))
            row, column = row - 1, column - 1
        elif abs(value - table[row - 1, column] - _inserted(item)) < TOLERANCE:
            steps.append(Step(row - 1, -1))
            row -= 1
        else:
            steps.append(Step(-1, token))
            column -= 1
    return steps[::-1]


def _taken(above: Costs, value: np.float64, column: int) -> int:
    """The column before an omission from which ``value`` was reached; the nearest when there are more."""
    for start in range(column, -1, -1):
        if abs(value - above[start] - (column - start) * QUOTATION.skip_cost) < TOLERANCE:
            return start
    return column

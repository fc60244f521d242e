"""Text to the pieces of SentencePiece's unigram model, with the normalisation that XLM-RoBERTa has."""

from __future__ import annotations

import math
import re

from tokenizers import Regex, normalizers

from index.embedded.packed import PackedModel

SPACE = "\u2581"
UNKNOWN_PENALTY = 10.0
_WORD = re.compile(f"{SPACE}[^{SPACE}]*")


def normalizer() -> normalizers.Normalizer:
    """SentencePiece's 'nmt_nfkc', and one space for several."""
    return normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])


class Pieces:
    """Text to the rows of its pieces, as ``tokenizers`` gives them (a test compares), at a tenth of its memory.

    For a question that is fast enough in Python: each word is cut where the sum of scores is highest, and of equal sums
    the first found counts. Source: Kudo, Subword Regularization (2018).
    """

    def __init__(self, model: PackedModel) -> None:
        self._rows = {piece: row for row, piece in enumerate(model.pieces)}
        self._scores = model.scores.tolist()
        self._longest = max(map(len, model.pieces))
        self._unknown = model.special["<unk>"]
        self._unknown_score = float(model.scores.min()) - UNKNOWN_PENALTY
        self._normalizer = normalizer()

    def rows(self, text: str) -> list[int]:
        """The rows of the pieces of ``text``, in order."""
        spaced = self._normalizer.normalize_str(text).replace(" ", SPACE)
        words = _WORD.findall(spaced if spaced.startswith(SPACE) else SPACE + spaced)
        return [row for word in words for row in self._word(word)]

    def _word(self, word: str) -> list[int]:
        length = len(word)
        sums, starts, rows = [0.0] + [-math.inf] * length, [0] * (length + 1), [0] * (length + 1)
        for start in range(length):
            alone = False
            for end in range(start + 1, min(length, start + self._longest) + 1):
                row = self._rows.get(word[start:end])
                if row is None:
                    continue
                alone = alone or end == start + 1
                total = sums[start] + self._scores[row]
                if total > sums[end]:
                    sums[end], starts[end], rows[end] = total, start, row
            if not alone and sums[start] + self._unknown_score > sums[start + 1]:
                sums[start + 1], starts[start + 1] = sums[start] + self._unknown_score, start
                rows[start + 1] = self._unknown
        return self._path(starts, rows)

    def _path(self, starts: list[int], rows: list[int]) -> list[int]:
        """The rows on the best way to the last place; unknown characters side by side count as one."""
        path: list[int] = []
        end = len(rows) - 1
        while end:
            if rows[end] != self._unknown or path[-1:] != [self._unknown]:
                path.append(rows[end])
            end = starts[end]
        return path[::-1]

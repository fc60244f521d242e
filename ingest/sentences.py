"""Where Dutch sentences begin and end."""

from __future__ import annotations

import re

from sentencex import segment

# After these a sentence hardly ever ends; after the others it does when a capital follows.
_NEVER_LAST = r"nrs?|artt?|blz|dhr|mevr|drs|ir|mr|dr|prof|pp?|m\.b\.t|d\.d|i\.v\.m|t\.a\.v|t\.b\.v|ca|vgl|bijv|cf|resp"
_OFTEN_INSIDE = r"jl|o\.a|incl|excl|m\.i\.v|zgn|max|min|par|hfst|e\.d|n\.a\.v|i\.p\.v|t\.o\.v|st|vs|[A-Z]"
_ABBREVIATION_ALWAYS = re.compile(rf"(?:^|[\s(])(?:{_NEVER_LAST})\.$", re.IGNORECASE)
_ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:{_NEVER_LAST}|{_OFTEN_INSIDE})\.$", re.IGNORECASE)
LONGEST_ABBREVIATION = 24
TAIL = 400
_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)]")
_GOES_ON = re.compile(r"^[a-zà-ÿ0-9(«‘\"]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans ``[start, end)`` of the sentences of ``text``, in order, without white space around them.

    Every character that is not white space lies in exactly one span. sentencex finds the ends; a piece that ends in a
    Dutch abbreviation and goes on in the next piece is put together again, and so is an item's label with its item.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for piece in segment("nl", text):
        stripped = piece.strip()
        if not stripped:
            continue
        start = text.index(stripped, position)
        position = start + len(stripped)
        if spans and _belongs_to_previous(text[max(spans[-1][0], spans[-1][1] - TAIL) : spans[-1][1]], stripped):
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((start, position))
    return spans


def _belongs_to_previous(previous: str, piece: str) -> bool:
    """Whether ``piece`` goes on where ``previous``, the end of a sentence, seemed to stop."""
    if not re.search(r"\w", piece) or not re.search(r"\w", previous) or _LABEL.fullmatch(previous):
        return True
    last = previous[-LONGEST_ABBREVIATION:]
    if _ABBREVIATION_ALWAYS.search(last):
        return True
    return bool(_GOES_ON.match(piece) and (_ABBREVIATION.search(last) or piece[0].islower()))

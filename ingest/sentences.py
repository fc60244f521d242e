"""Where Dutch sentences begin and end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from sentencex import segment

from ingest.lexicon import alternatives

_NEVER_LAST = alternatives("abbreviations.never_last")
_ANY = alternatives("abbreviations.never_last", "abbreviations.often_inside")
_ABBREVIATION_ALWAYS = re.compile(rf"(?:^|[\s(])(?:{_NEVER_LAST})\.$", re.IGNORECASE)
_ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:{_ANY}|[A-Z])\.$", re.IGNORECASE)
LONGEST_ABBREVIATION = 24
TAIL = 400
# A sentence as long as this is parted inside its quotation marks and brackets too, into sentences of some words each.
LONG = 160
FEWEST_WORDS = 5
_INNER_END = re.compile(r"(?<=[a-zà-ÿ]{3})[.?!][’”\"')]*(?P<space>\s+)(?=[A-ZÀ-Ý])")

# What sentencex takes for an abbreviation too: ordinary words, initialisms and what often stands last in a sentence.
_LAST = re.compile(
    rf"(?:(?<![\w.’'-])(?:{alternatives('abbreviations.often_last')}|(?-i:[A-Z]{{2,}}|[A-Z][a-z]*[A-Z]\w*))"
    r"|\w\.(?:nl|com|org|eu|be))\.(?P<space>\s+)(?=(?-i:[A-ZÀ-Ý‘“\"]))",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(rf"(?:{alternatives('abbreviations.before_name').upper()})\.$")
_BULLET = re.compile(r"(?:[•▪●](?=[^\W\d_])|(?:[•▪‣◦●○·■□▪►▶➢❖✓✔*–—\ue000-\uf8ff-]|\(\w{1,5}\)|\[\d{1,3}\])(?:\s+|$))+")
_MARK = re.compile(r"[•▪●]")
# The sign before an item, which is no word of it; a dash before a number may be a minus.
_SIGN = re.compile(r"(?:[•▪‣◦●○·■□▪►▶➢❖✓✔*\ue000-\uf8ff]\s+|[–—-]\s+(?!\d)|[•▪●](?=[^\W\d_]))+(?=\S)")
_INNER_BULLET = re.compile(r"(?<=[^\s•▪●])\s+(?=[•▪●]\s*[A-ZÀ-Ý\d‘“\"(])|(?<=[.;:?!])\s+(?=[•▪●])")
_PAIRS = ("“”", "«»", "()", "[]")

_NAMED = alternatives("parts.numbered")
_LABEL = re.compile(
    rf"\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[a-zA-Z]|[ivxIVX]+)[.)]|(?:{_NAMED})\s(?:\d{{1,3}}\w?|[a-zA-Z])\."
)
_GOES_ON = re.compile(r"^[a-zà-ÿ0-9(«‘\"]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans ``[start, end)`` of the sentences of ``text``, in order, without white space around them.

    Every character that is not white space lies in exactly one span. sentencex finds the ends; a piece that ends in a
    Dutch abbreviation and goes on in the next piece is put together again, and so is an item's label with its item.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for piece in _pieces(text):
        stripped = piece.strip()
        if not stripped:
            continue
        start = text.index(stripped, position)
        position = start + len(stripped)
        if spans and _belongs_to_previous(text[max(spans[-1][0], spans[-1][1] - TAIL) : spans[-1][1]], stripped):
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((start, position))
    if len(spans) > 1 and _MARK.fullmatch(text[slice(*spans[-1])]):
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return spans


def after_sign(text: str) -> int:
    """Where the words of an item begin: after its bullet, 0 without one. Its number or letter belongs to its words."""
    sign = _SIGN.match(text)
    return sign.end() if sign else 0


def _pieces(text: str) -> Iterator[str]:
    """What sentencex makes of the text after its bullet (it does not look into '• Een. Twee.' or '(57) Een. Twee.'),
    parted once more after words that it wrongly takes for abbreviations; so for every bullet in the text."""
    start = 0
    for match in _INNER_BULLET.finditer(text):
        yield from _item_pieces(text[start : match.end()])
        start = match.end()
    yield from _item_pieces(text[start:])


def _item_pieces(text: str) -> Iterator[str]:
    bullet = _BULLET.match(text.lstrip())
    start = len(text) - len(text.lstrip()) + bullet.end() if bullet else 0
    if start:
        yield text[:start]
    for piece in segment("nl", text[start:]):
        done = seen = depth = 0
        for match in _LAST.finditer(piece):
            end = match.start("space")
            depth, seen = depth + _opened(piece[seen:end]), end
            if depth > 0 or _BEFORE_NAME.search(piece, max(end - LONGEST_ABBREVIATION, done), end):
                continue
            yield from _inner(piece[done:end])
            done = end
        yield from _inner(piece[done:])


def _inner(piece: str) -> Iterator[str]:
    """A long piece at the ends of sentences that stand between quotation marks or brackets; else the piece."""
    done = 0
    if len(piece) > LONG:
        ends = [match.start("space") for match in _INNER_END.finditer(piece)]
        for end, following in itertools.pairwise([*ends, len(piece)]):
            if min(len(piece[done:end].split()), len(piece[end:following].split())) >= FEWEST_WORDS:
                yield piece[done:end]
                done = end
    yield piece[done:]


def _opened(text: str) -> int:
    """How many more quotation marks and brackets ``text`` opens than it closes."""
    return sum(text.count(pair[0]) - text.count(pair[1]) for pair in _PAIRS)


def _belongs_to_previous(previous: str, piece: str) -> bool:
    """Whether ``piece`` goes on where ``previous``, the end of a sentence, seemed to stop."""
    if _MARK.fullmatch(piece):
        return False
    if not re.search(r"\w", piece) or not re.search(r"\w", previous) or _is_label(previous):
        return True
    last = previous[-LONGEST_ABBREVIATION:]
    if _ABBREVIATION_ALWAYS.search(last):
        return True
    return bool(_GOES_ON.match(piece) and (_ABBREVIATION.search(last) or piece[0].islower()))


def _is_label(previous: str) -> bool:
    """Whether a sentence is only an item's mark or number."""
    return bool(_LABEL.fullmatch(previous) or _BULLET.fullmatch(previous))

"""The labels that an advice gives its recommendations, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.comparison.naming import ALONE, DECIMAL, LETTER, NUMBER, ORDINAL, level, number_of, split_label
from app.comparison.policy import ASKING
from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.lexicon import alternatives, listed
from ingest.records import Block, BlockKind

HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
NOUNS, OTHER_NOUNS = listed("recommendation_nouns"), listed("other_recommendation_nouns")
_NOUN = alternatives("recommendation_nouns", "other_recommendation_nouns")
_LABELLED = re.compile(
    rf"\s*(?:(?P<noun>{_NOUN})\s+(?:(?P<number>{DECIMAL}|{NUMBER})(?P<letter>{LETTER}?)|(?P<alone>{ALONE}))(?![a-z0-9])"
    rf"|(?P<order>{ORDINAL})\s+(?P<ordered>{_NOUN}))\s*(?:[:.)-]|\||$)?\s*"
)
_MARK = re.compile(r"[:.)|\u2013\u2014-]\s*$")
_UNNUMBERED = re.compile(
    rf"\s*(?:(?:ons|onze|de|het)\s+)?(?:{alternatives('recommendation_nouns')})\s*(?:[:|\u2013\u2014]|[.-](?=\s)|$)\s*"
)
_LEADING = re.compile(
    r"\s*\(?(?:(?P<number>\d{1,2}(?:\.\d{1,2})?|[ivxIVX]{1,5})(?P<letter>[a-h])?|(?P<alone>[A-Ha-h]))(?:[.):](?!\d)|(?<=[\da-h])\s)\s*"
)
_BOX = re.compile(r"^(?:kader|tekstkader|box|tekstbox|intermezzo)\b")


def labelled(document: Document, nouns: Collection[str]) -> list[FoundRecommendation]:
    """Those with a label that begins with one of ``nouns`` ('Aanbeveling 3'), each at the place with the most text; of
    several nouns the one that gives the most labels.
    """
    best: dict[str, dict[str, tuple[int, FoundRecommendation]]] = {}
    for place, block in enumerate(document.blocks):
        match = _label_of(document, block)
        noun = (match["noun"] or match["ordered"]) if match is not None else ""
        if match is None or noun not in nouns:
            continue
        label, noun = _written(match), noun.removeprefix("hoofd").removeprefix("kern")
        found, length = _at_label(document, place, label, bare=match.end() >= block.char_end - block.char_start)
        group = best.setdefault(noun, {})
        if not label.startswith("0") and (label not in group or length > group[label][0]):
            group[label] = (length, found._replace(noun=noun))
    for noun, group in best.items():
        if noun != "aanbeveling" and not any(first <= set(group) for first in ({"1", "2"}, {"A", "B"}, {"1.1", "1.2"})):
            best[noun] = {}
    group = max(best.values(), key=len, default={})
    return [group[label][1] for label in sorted(group, key=split_label)]


def unnumbered(document: Document) -> list[FoundRecommendation]:
    """Those below a heading 'Aanbeveling' or in a paragraph that begins with 'Aanbeveling:'; none for a single one."""
    found: list[FoundRecommendation] = []
    for place, block in enumerate(document.blocks):
        match = _unnumbered_label(document, block)
        if match is None:
            continue
        bare = match.end() >= block.char_end - block.char_start
        if body_below(document, place, counted=False) if bare else block.kind in BODY:
            found.append(_at_label(document, place, str(len(found) + 1), bare=bare, counted=False)[0])
    return found if len(found) > 1 else []


def without_label(text: str) -> str:
    """A recommendation's words without 'Aanbeveling 3:', 'Aanbeveling:' or '3.' before them."""
    plain = level(text[: ASKING.label_letters])
    match = _LABELLED.match(plain) or _UNNUMBERED.match(level(text)) or _LEADING.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def noun_of(text: str) -> str:
    """What the label before a recommendation's words calls it: 'beslispunt' for 'Beslispunt A: ...', '' for none."""
    match = _LABELLED.match(level(text[: ASKING.label_letters]))
    return (match["noun"] or match["ordered"]) if match else ""


def leading_label(text: str) -> str:
    """The label of an item that begins with it: '3' for '3. ...', '3a', '2.1', 'B'; 'a' as it is; '' for none."""
    match = _LEADING.match(text)
    if match is None:
        return ""
    if match["alone"]:
        return match["alone"]
    written = match["number"].lower()
    return f"{written if '.' in written else number_of(written)}{match['letter'] or ''}"


def body_below(document: Document, place: int, *, counted: bool = True) -> list[Block]:
    """The paragraphs and items below a heading, or right after a paragraph that carries its own label; no boxes.

    Where labels are not ``counted`` the next 'Aanbeveling:' ends it too.
    """
    body = []
    head = document.blocks[place]
    box = 0
    for block in document.blocks[place + 1 :]:
        if block.kind in HEADINGS:
            start = level(document.text[block.char_start : block.char_end][: ASKING.label_letters])
            if block.level <= head.level or head.kind not in HEADINGS or _LABELLED.match(start):
                break
            box = block.level if _BOX.match(start) else box if box and block.level > box else 0
        elif block.kind in BODY:
            if _label_of(document, block) or (not counted and _unnumbered_label(document, block)):
                break
            body += [] if box else [block]
    return body


def spans_of(body: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """Where these blocks stand."""
    return tuple((block.char_start, block.char_end) for block in body)


def _label_of(document: Document, block: Block) -> re.Match[str] | None:
    """The label that a block begins with. A paragraph needs a mark after 'Aanbeveling 3'; 'Aanbeveling 3 gaat over ...'
    only speaks about it.
    """
    if block.kind not in (*HEADINGS, *BODY):
        return None
    text = document.text[block.char_start : block.char_end]
    match = _LABELLED.match(level(text[: ASKING.label_letters]))
    if match is None or block.kind in HEADINGS or match.end() >= len(text) or _MARK.search(text[: match.end()]):
        return match
    return None


def _unnumbered_label(document: Document, block: Block) -> re.Match[str] | None:
    """The 'Aanbeveling:' that a block begins with, or that is all of it."""
    if block.kind not in (*HEADINGS, *BODY):
        return None
    return _UNNUMBERED.match(level(document.text[block.char_start : block.char_end]))


def _written(match: re.Match[str]) -> str:
    """The label that ``_LABELLED`` found: '3', '3a', '2.1' or 'B'."""
    if match["alone"]:
        return match["alone"].upper()
    written = match["number"] or match["order"]
    return f"{written if '.' in written else number_of(written)}{(match['letter'] or '').strip()}"


def _at_label(
    document: Document, place: int, label: str, *, bare: bool, counted: bool = True
) -> tuple[FoundRecommendation, int]:
    block, body = document.blocks[place], body_below(document, place, counted=counted)
    length = block.char_end - block.char_start + sum(below.char_end - below.char_start for below in body)
    if bare and body:
        return FoundRecommendation(label, body[0].char_start, body[0].char_end, spans_of(body[1:])), length
    return FoundRecommendation(label, block.char_start, block.char_end, spans_of(body)), length

"""The labels that an advice gives its recommendations: 'Aanbeveling 3', 'Spoor B:', '4.2', 'a.'."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.comparison.naming import ALONE, DECIMAL, LETTER, NUMBER, ORDINAL, level, number_of
from app.comparison.policy import ASKING
from ingest.lexicon import alternatives
from ingest.records import BlockKind

HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
_LABELLED = re.compile(
    rf"\s*(?:(?P<noun>[a-z]{{3,}})\s+(?:(?P<number>{DECIMAL}|{NUMBER})(?P<letter>{LETTER}?)|(?P<alone>{ALONE}))(?![a-z0-9])"
    rf"|(?P<order>{ORDINAL})\s+(?P<ordered>[a-z]{{4,}}))\s*(?P<mark>[:.)|\u2013\u2014-]|$)?\s*"
)
_UNNUMBERED = re.compile(
    rf"\s*(?:(?:ons|onze|de|het)\s+)?(?:{alternatives('recommendation_nouns')})\s*(?:[:|\u2013\u2014]|[.-](?=\s)|$)\s*"
)
_LEADING = re.compile(
    r"\s*\(?(?:(?P<number>\d{1,2}(?:\.\d{1,2})?|[ivxIVX]{1,5})(?P<letter>[a-h])?|(?P<alone>[A-Ha-h]))(?:\s*[.):|](?!\d)|(?<=[\da-h])\s)\s*"
)
_NAMES = re.compile(
    r"\b[a-z]*aanbevelingen?\b|\b(?:[a-z]*adviezen|voorstellen)\b|\b(?:adviseert|aanbeveelt|beveelt|aanraad(?:t|en)?)\b"
    r"|^[\d.\s]*(?:ons )?advies$"
)
_BOX = re.compile(r"^(?:kader|tekstkader|box|tekstbox|intermezzo)\b")


class Label(NamedTuple):
    """A word with a number at the start of a text, up to ``end``: ``noun`` 'aanbeveling', ``written`` '3', '3a', '2.1'
    or 'B'; ``marked`` where a mark or the end follows, ``apart`` where a capital letter may follow too.
    """

    noun: str
    written: str
    end: int
    marked: bool
    apart: bool


def label_before(text: str) -> Label | None:
    """The word and number that ``text`` begins with; None for none."""
    match = _LABELLED.match(level(text[: ASKING.label_letters]))
    if match is None:
        return None
    written = match["number"] or match["order"] or ""
    if match["alone"]:
        label = match["alone"].upper()
    else:
        label = f"{written if '.' in written else number_of(written)}{(match['letter'] or '').strip()}"
    noun = (match["noun"] or match["ordered"]).removeprefix("hoofd").removeprefix("deel").removeprefix("kern")
    marked = match["mark"] is not None
    return Label(noun, label, match.end(), marked, marked or text[match.end() : match.end() + 1].isupper())


def without_label(text: str) -> str:
    """A recommendation's words without 'Aanbeveling 3:', 'Aanbeveling:' or '3.' before them."""
    label = label_before(text)
    end = label.end if label is not None and label.apart else unnumbered_end(text)
    if not end:
        leading = _LEADING.match(text)
        end = leading.end() if leading is not None else 0
    return text[end:] if end < len(text) else text


def noun_of(text: str) -> str:
    """What the label before a recommendation's words calls it: 'beslispunt' for 'Beslispunt A: ...', '' for none."""
    label = label_before(text)
    return label.noun if label is not None and label.apart else ""


def unnumbered_end(text: str) -> int:
    """Where the 'Aanbeveling:' ends that a text begins with, or that is all of it; 0 for none."""
    match = _UNNUMBERED.match(level(text))
    return match.end() if match is not None else 0


def leading_label(text: str) -> str:
    """The label of an item that begins with it: '3' for '3. ...', '3a', '2.1', 'B'; 'a' as it is; '' for none."""
    match = _LEADING.match(text)
    if match is None:
        return ""
    if match["alone"]:
        return match["alone"]
    written = match["number"].lower()
    return f"{written if '.' in written else number_of(written)}{match['letter'] or ''}"


def names_recommendations(heading: str) -> bool:
    """Whether a heading stands above recommendations: 'Onze aanbevelingen', 'Advies', '5 Wat de raad aanbeveelt'."""
    return bool(_NAMES.search(level(heading)))


def is_box(heading: str) -> bool:
    """Whether a heading is that of a box beside the text: 'Kader 2: ...'."""
    return bool(_BOX.match(level(heading)))

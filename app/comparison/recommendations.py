"""The recommendations of an advice, found by labels, lists and wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.comparison.advising import advising_sentences
from app.comparison.naming import ALONE, DECIMAL, LETTER, NUMBER, ORDINAL, level, number_of, split_label, whole_of
from app.comparison.policy import ASKING
from app.comparison.records import FoundRecommendation
from app.comparison.same_order import aligned
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.records import Block, BlockKind

HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
_NOUN = alternatives("recommendation_nouns")
_LABELLED = re.compile(
    rf"\s*(?:(?P<noun>{_NOUN})\s+(?:(?P<number>{DECIMAL}|{NUMBER})(?P<letter>{LETTER}?)|(?P<alone>{ALONE}))(?![a-z0-9])"
    rf"|(?P<order>{ORDINAL})\s+(?P<ordered>{_NOUN}))\s*(?:[:.)-]|\||$)?\s*"
)
_MARK = re.compile(r"[:.)|\u2013\u2014-]\s*$")
_LEADING = re.compile(
    r"\s*\(?(?:(?P<number>\d{1,2}(?:\.\d{1,2})?|[ivxIVX]{1,5})(?P<letter>[a-h])?|(?P<alone>[A-Ha-h]))(?:[.):](?!\d)|(?<=[\da-h])\s)\s*"
)
_ABOUT = re.compile(r"\b[a-z]*aanbevelingen?\b|\b[a-z]*adviezen\b|\badviseert\b|\bbeveelt\b")
_INTRODUCES = re.compile(
    r"\b(?:[a-z]*aanbevelingen|[a-z]*adviezen|adviseert|adviseren|beveelt|bevelen|raadt|raden)\b[^.]*:$"
)
_CHAPTER = re.compile(r"^[\d.\s]*(?:(?:de|onze) )?[a-z]*(?:aanbevelingen|adviezen)[\s.:]*$")
_NO_ADVICE = re.compile(
    r"^[\d.\s]*(?:(?:samenvattende |belangrijkste )?conclusies?|samenvatting|inleiding|leeswijzer"
    r"|sterkt(?:en|es)|zwakt(?:en|es)|kansen|bedreigingen|swot(?:-analyse)?|analyse|achtergrond|aanleiding)(?:\s*\([^)]*\))?[\s.:]*$"
)
_BOX = re.compile(r"^(?:kader|tekstkader|box|tekstbox|intermezzo)\b")


def find_recommendations(document: Document) -> list[FoundRecommendation]:
    """The recommendations of a document in order of their label; empty when none can be recognised in the text.

    Tried in this order, the first that finds any decides: headings and paragraphs that begin with 'Aanbeveling 3' (or
    '3a'); sub-headings of a chapter of recommendations; sentences in which the writer recommends ('De raad beveelt aan
    ...'), numbered by the list that sums them up; that list alone. Where the list or a table of contents repeats
    what a chapter says, the chapter is the place and the list is in ``also``.
    """
    lists = _lists(document)
    found = _labelled(document) or _chapter(document)
    if not found:
        longest = max(lists, key=len, default=[])
        sentences = advising_sentences(document)
        found = _numbered_by(document, longest, sentences) if longest else _in_order(sentences)
    return [_with_also(one, lists, len(found)) for one in found]


def without_label(text: str) -> str:
    """A recommendation's words without 'Aanbeveling 3:' or '3.' before them."""
    match = _LABELLED.match(level(text[: ASKING.label_letters])) or _LEADING.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def _labelled(document: Document) -> list[FoundRecommendation]:
    """Those that carry a label, each at the place with the most text; the noun that gives the most labels."""
    best: dict[str, dict[str, tuple[int, FoundRecommendation]]] = {}
    for place, block in enumerate(document.blocks):
        if block.kind not in (*HEADINGS, *BODY):
            continue
        text = document.text[block.char_start : block.char_end]
        match = _LABELLED.match(level(text[: ASKING.label_letters]))
        if match is None or not _is_label(text, match, block):
            continue
        label = _label(match)
        noun = (match["noun"] or match["ordered"]).removeprefix("hoofd").removeprefix("kern")
        found, length = _at_label(document, place, label, bare=match.end() >= len(text))
        group = best.setdefault(noun, {})
        if not label.startswith("0") and (label not in group or length > group[label][0]):
            group[label] = (length, found)
    for noun, group in best.items():
        if noun != "aanbeveling" and not any(first <= set(group) for first in ({"1", "2"}, {"A", "B"}, {"1.1", "1.2"})):
            best[noun] = {}
    group = max(best.values(), key=len, default={})
    return [group[label][1] for label in sorted(group, key=split_label)]


def _label(match: re.Match[str]) -> str:
    """The label that ``_LABELLED`` found: '3', '3a', '2.1' or 'B'."""
    if match["alone"]:
        return match["alone"].upper()
    written = match["number"] or match["order"]
    return f"{written if '.' in written else number_of(written)}{(match['letter'] or '').strip()}"


def _at_label(document: Document, place: int, label: str, *, bare: bool) -> tuple[FoundRecommendation, int]:
    block, body = document.blocks[place], _body(document, place)
    length = block.char_end - block.char_start + sum(below.char_end - below.char_start for below in body)
    if bare and body:
        return FoundRecommendation(label, body[0].char_start, body[0].char_end, _spans(body[1:])), length
    return FoundRecommendation(label, block.char_start, block.char_end, _spans(body)), length


def _is_label(text: str, match: re.Match[str], block: Block) -> bool:
    """A paragraph needs a mark after 'Aanbeveling 3'; 'Aanbeveling 3 gaat over ...' only speaks about it."""
    return block.kind in HEADINGS or match.end() >= len(text) or bool(_MARK.search(text[: match.end()]))


def _body(document: Document, place: int) -> list[Block]:
    """The paragraphs and items below a heading, or right after a paragraph that carries its own label; no boxes."""
    body = []
    head = document.blocks[place]
    box = 0
    for block in document.blocks[place + 1 :]:
        start = level(document.text[block.char_start : block.char_end][: ASKING.label_letters])
        if block.kind in HEADINGS:
            if block.level <= head.level or head.kind not in HEADINGS or _LABELLED.match(start):
                break
            box = block.level if _BOX.match(start) else box if box and block.level > box else 0
        elif block.kind in BODY:
            labelled = _LABELLED.match(start)
            if labelled is not None and _is_label(start, labelled, block):
                break
            body += [] if box else [block]
    return body


def _spans(body: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    return tuple((block.char_start, block.char_end) for block in body)


def _chapter(document: Document) -> list[FoundRecommendation]:
    """The sub-headings of the chapter about recommendations that has the most of them, at least two.

    Where a heading below names the recommendations too ('6.2 Aanbevelingen' in '6 Conclusies en aanbevelingen'), that
    one is the chapter; a heading that names conclusions, or the parts of an analysis, is no recommendation.
    """
    best: list[FoundRecommendation] = []
    for place, head in enumerate(document.blocks):
        if head.kind not in HEADINGS or not _ABOUT.search(level(document.text[head.char_start : head.char_end])):
            continue
        section = list(_section(document, place))
        headings = [at for at in section if document.blocks[at].kind in HEADINGS]
        plain = {at: level(document.text[slice(*_own(document, at))]) for at in headings}
        if any(_CHAPTER.search(text) for text in plain.values()):
            continue
        headings = [at for at in headings if not _NO_ADVICE.search(plain[at])]
        lowest = min((document.blocks[at].level for at in headings), default=0)
        headings = [at for at in headings if document.blocks[at].level == lowest and _body(document, at)]
        if len(headings) > max(len(best), 1):
            best = [
                FoundRecommendation(str(number), *_own(document, at), _spans(_body(document, at)))
                for number, at in enumerate(headings, 1)
            ]
    return best


def _own(document: Document, at: int) -> tuple[int, int]:
    return document.blocks[at].char_start, document.blocks[at].char_end


def _section(document: Document, place: int) -> range:
    head = document.blocks[place]
    for at in range(place + 1, len(document.blocks)):
        if document.blocks[at].kind in HEADINGS and document.blocks[at].level <= head.level:
            return range(place + 1, at)
    return range(place + 1, len(document.blocks))


def _lists(document: Document) -> list[list[FoundRecommendation]]:
    """The lists of recommendations: numbered or marked items below a heading or after a sentence that says so."""
    found: list[list[FoundRecommendation]] = []
    run: list[Block] = []
    introduced = below = False
    for block in document.blocks:
        text = document.text[block.char_start : block.char_end]
        if block.kind in BODY and (block.kind is BlockKind.LIST_ITEM or _follows(run, text)):
            run.append(block)
            continue
        found += [_listed(document, run)] if introduced and len(run) > 1 else []
        run = []
        if block.kind in HEADINGS:
            introduced = below = bool(_ABOUT.search(level(text)))
        elif block.kind in BODY:
            introduced = bool(_INTRODUCES.search(level(text))) or below or (introduced and not text.endswith(":"))
    return [*found, *([_listed(document, run)] if introduced and len(run) > 1 else [])]


def _follows(run: Sequence[Block], text: str) -> bool:
    """Whether a paragraph carries the number that comes next in a list."""
    match = _LEADING.match(text)
    return match is not None and split_label(_leading_label(match)) == (len(run) + 1, 0, "")


def _leading_label(match: re.Match[str]) -> str:
    """The label that ``_LEADING`` found: as of ``_label``."""
    if match["alone"]:
        return match["alone"].upper()
    written = match["number"].lower()
    return f"{written if '.' in written else number_of(written)}{match['letter'] or ''}"


def _listed(document: Document, run: Sequence[Block]) -> list[FoundRecommendation]:
    """The items of a list with the labels that they carry, else their places; 'a.' below '3.' is 3a."""
    items: list[FoundRecommendation] = []
    whole = ""
    for place, block in enumerate(run, 1):
        match = _LEADING.match(document.text[block.char_start : block.char_end])
        label = _leading_label(match) if match else "0"
        if match is not None and (match["alone"] or "").islower() and whole.isdigit():
            label = whole + match["alone"]
        elif label != "0":
            whole = whole_of(label)
        items.append(FoundRecommendation(label if label != "0" else str(place), block.char_start, block.char_end))
    return items if len({item.label for item in items}) == len(items) else []


def _in_order(sentences: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    return [one._replace(label=str(number)) for number, one in enumerate(sentences, 1)]


def _numbered_by(
    document: Document, items: Sequence[FoundRecommendation], sentences: Sequence[FoundRecommendation]
) -> list[FoundRecommendation]:
    """The items of a list, each at the sentence in the running text that it sums up, where there is one."""
    inside = [(item.char_start, item.char_end) for item in items]
    outside = [one for one in sentences if not any(start <= one.char_start < end for start, end in inside)]
    # What a summary says in the same words is said once.
    apart = list({document.text[one.char_start : one.char_end]: one for one in reversed(outside)}.values())[::-1]
    pairs = aligned([_words(document, one) for one in items], [_words(document, one) for one in apart])
    return [
        apart[pairs[row]]._replace(label=item.label, also=((item.char_start, item.char_end),)) if row in pairs else item
        for row, item in enumerate(items)
    ]


def _words(document: Document, one: FoundRecommendation) -> str:
    below = " ".join(document.text[slice(*span)] for span in one.explanation)
    return f"{without_label(document.text[one.char_start : one.char_end])} {below}"


def _with_also(
    one: FoundRecommendation, lists: Sequence[Sequence[FoundRecommendation]], count: int
) -> FoundRecommendation:
    """``one`` with the items of the same label in lists that have as many."""
    same = [
        (item.char_start, item.char_end)
        for items in lists
        if len(items) == count
        for item in items
        if item.label == one.label and not (one.char_start <= item.char_start < one.char_end)
    ]
    inside = [span for span in same if not any(start <= span[0] < end for start, end in one.explanation)]
    return one._replace(also=tuple(sorted({*one.also, *inside})))

"""The recommendations of an advice, found by labels, lists and wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.comparison.advising import advising_sentences
from app.comparison.labels import (
    BODY,
    HEADINGS,
    NOUNS,
    OTHER_NOUNS,
    body_below,
    labelled,
    leading_label,
    spans_of,
    unnumbered,
    without_label,
)
from app.comparison.naming import level, split_label, whole_of
from app.comparison.numbered_behind import numbered_behind
from app.comparison.records import FoundRecommendation
from app.comparison.running_list import running_list
from app.comparison.same_order import aligned
from ingest.document import Document
from ingest.records import Block, BlockKind

_ABOUT = re.compile(r"\b[a-z]*aanbevelingen?\b|\b[a-z]*adviezen\b|\badviseert\b|\bbeveelt\b")
_INTRODUCES = re.compile(
    r"\b(?:[a-z]*aanbevelingen|[a-z]*adviezen|adviseert|adviseren|beveelt|bevelen|raadt|raden)\b[^.]*:$"
)
_CHAPTER = re.compile(r"^[\d.\s]*(?:(?:de|onze) )?[a-z]*(?:aanbevelingen|adviezen)[\s.:]*$")
_NO_ADVICE = re.compile(
    r"^[\d.\s]*(?:(?:samenvattende |belangrijkste )?conclusies?|samenvatting|inleiding|leeswijzer"
    r"|sterkt(?:en|es)|zwakt(?:en|es)|kansen|bedreigingen|swot(?:-analyse)?|analyse|achtergrond|aanleiding)(?:\s*\([^)]*\))?[\s.:]*$"
)


def find_recommendations(document: Document) -> list[FoundRecommendation]:
    """The recommendations of a document in order of their label; empty when none can be recognised in the text.

    Tried in this order, the first that finds any decides: headings and paragraphs that begin with 'Aanbeveling 3' (or
    '3a'); sentences that end in '(aanbeveling 3)'; 'Aanbeveling:' without a number; sub-headings of a chapter of
    recommendations; labels with another noun ('Beslispunt A'); sentences in which the writer recommends ('De raad
    beveelt aan ...'). What has no number gets that of the list that sums it up; without any of these that list alone is
    taken. Where the list or a table of contents repeats what a chapter says, the chapter is the place and the list is
    in ``also``.
    """
    lists = _lists(document)
    longest = max(lists, key=len, default=[])
    found = labelled(document, NOUNS) or _behind(document, longest) or _below_headings(document, longest)
    if not found:
        sentences = advising_sentences(document)
        found = _numbered_by(document, longest, sentences) if longest else _in_order(sentences)
    return [_with_also(one, lists, len(found)) for one in found]


def _behind(document: Document, longest: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """Those with their number behind them; where a list has as many, '(aanbeveling 3)' only refers to it."""
    found = numbered_behind(document)
    return found if len(found) > len(longest) else []


def _below_headings(document: Document, longest: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    """The most of those with 'Aanbeveling:' before them, below headings of a chapter, or with a label of their own."""
    bare, chapter, other = unnumbered(document), _chapter(document), labelled(document, OTHER_NOUNS)
    if bare and len(bare) >= max(len(chapter), len(other)):
        return _numbered_by(document, longest, bare) if len(longest) == len(bare) else bare
    inside = {one.char_start for one in other}
    return other if all(one.char_start in inside for one in chapter) else chapter


def _chapter(document: Document) -> list[FoundRecommendation]:
    """The sub-headings of the chapter about recommendations that has the most of them, at least two.

    Where a heading below names the recommendations too ('6.2 Aanbevelingen' in '6 Conclusies en aanbevelingen'), that
    one is the chapter; a heading that names conclusions, or the parts of an analysis, is no recommendation. Where one
    numbered list runs on over the headings, its items are the recommendations.
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
        headings = [at for at in headings if document.blocks[at].level == lowest and body_below(document, at)]
        running = running_list(document, _section(document, place))
        if len(running) > max(len(best), len(headings)):
            best = running
        elif len(headings) > max(len(best), 1):
            best = [
                FoundRecommendation(str(number), *_own(document, at), spans_of(body_below(document, at)))
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
    label = leading_label(text)
    return bool(label) and split_label(label.upper() if label.isalpha() else label) == (len(run) + 1, 0, "")


def _listed(document: Document, run: Sequence[Block]) -> list[FoundRecommendation]:
    """The items of a list with the labels that they carry, else their places; 'a.' below '3.' is 3a."""
    items: list[FoundRecommendation] = []
    whole = ""
    for place, block in enumerate(run, 1):
        label = leading_label(document.text[block.char_start : block.char_end]) or "0"
        if label.islower() and label.isalpha() and whole.isdigit():
            label = whole + label
        else:
            label = label.upper() if label.isalpha() else label
            whole = whole_of(label) if label != "0" else whole
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

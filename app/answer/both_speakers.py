"""Council and cabinet beside each other: which questions are for both, and how their blocks are laid together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answer.confidence import confidence, evidence_features, first_right
from app.answer.evidence import answering_spans
from app.answer.finding import Finding
from app.answer.policy import POLICY, QUOTES
from app.answer.ranked_sentences import ScoredSentence
from app.answer.same_sentence import same_sentence
from app.comparison.questions import subject_words
from app.question.kind import asks_for_speaker_alone, role_asked
from app.question.parsing import Question, as_it_stands
from app.question.speakers import AdviserNames
from app.records import Quote
from index.analysis import terms
from index.opened import Index
from ingest.lexicon import alternatives

OTHER_SPEAKER = {"advies": "kabinetsreactie", "kabinetsreactie": "advies"}
_OF = r"(?:van|door|in|volgens|tussen|bij|by|in|of|between|according to) "
_ARTICLE = r"(?:(?:de|het|een|dat|die|the) )?"
_SIDES = re.compile(
    rf"(?:\b(?P<of>{_OF})|\b(?:zowel|both) |\b){_ARTICLE}(?P<first>[\w-]+),? (?:en|als|dan|and|versus|vs|tegenover) "
    rf"(?:ook )?(?:{_OF})?{_ARTICLE}(?P<second>[\w-]+)",
    re.IGNORECASE,
)
_THEN = re.compile(rf",?\s+(?:en|maar|and)\s+(?=(?:{alternatives('question_words')}|what|how|why)\b)", re.IGNORECASE)
Blocks = tuple[tuple[Quote, ...], tuple[Quote, ...]]


def asked_of_each(question: Question) -> dict[str, Question]:
    """``question`` as it is asked of each speaker, by role, when it is for both; {} for every other question.

    In the words of one speaker alone his name finds nothing, so it is left out: 'Wat zeggen raad en kabinet over
    boetes?' asks both 'Wat zeggen ze over boetes?'. Of a question in two halves each gets his own, the second the first
    one where it says no more ('Wat wil de raad met boetes, en wat doet het kabinet?').
    """
    texts = _of_each(question.text, question.names)
    return {
        role: as_it_stands(text, question.read_as.replace(question.text, text), question.searched_for, question.names)
        for role, text in texts.items()
    }


def _of_each(text: str, names: AdviserNames) -> dict[str, str]:
    for match in _SIDES.finditer(text):
        roles = {role_asked(match["first"], names), role_asked(match["second"], names)}
        if roles == set(OTHER_SPEAKER):
            plain = f"{text[: match.start()]}{'' if match['of'] else 'ze'}{text[match.end() :]}"
            return dict.fromkeys(OTHER_SPEAKER, " ".join(plain.split()).replace(" ?", "?"))
    halves = _THEN.split(text, maxsplit=1)
    roles_asked = [role_asked(half, names) for half in halves]
    if set(roles_asked) != set(OTHER_SPEAKER):
        return {}
    texts = [halves[0], halves[0] if asks_for_speaker_alone(halves[1], names) else halves[1]]
    return dict(zip(roles_asked, texts, strict=True))


def sure_sides(each: Mapping[str, Question], found: Mapping[str, Finding]) -> dict[str, Finding]:
    """What was found of each role that speaks of it, by role: where its first sentence probably answers, or another one
    names the subject and is taken first; that of the most probable one in any case.
    """
    best = max(found, key=lambda role: found[role].first, default="")
    kept: dict[str, Finding] = {}
    for role, side in found.items():
        if role == best or side.first >= POLICY.each_speaker:
            kept[role] = side
            continue
        naming = tuple(one for one in side.ranked if _names(each[role], one))
        if naming:
            kept[role] = replace(side, ranked=(*naming, *(one for one in side.ranked if one not in naming)))
    return kept


def _names(question: Question, one: ScoredSentence) -> bool:
    """Whether a sentence, with the headings above it, has all words of the subject of a question."""
    asked = set(terms(" ".join(subject_words(question.text))))
    return bool(asked) and asked <= set(terms(" ".join((*one.passage.heading_path, one.text))))


def sides_of(index: Index, question: Question, found: Finding) -> list[Finding]:
    """What was found for a question that names no speaker, a finding a speaker where both answer it and differ; else
    ``found`` alone.

    They differ when the other speaker's best sentence says something else; where a value is asked, it must hold one.
    """
    first = found.ranked[0] if found.ranked else None
    if first is None or question.role or question.read_as or first.passage.role not in OTHER_SPEAKER:
        return [found]
    own, other = (
        tuple(one for one in found.ranked if one.passage.role == role)
        for role in (first.passage.role, OTHER_SPEAKER[first.passage.role])
    )
    if not other or not _answers_too(first, other[0]):
        return [found]
    value = answering_spans(question.kind, first.text, question.text)
    if value and not answering_spans(question.kind, other[0].text, question.text):
        return [found]
    features = evidence_features(index, question, other)
    return [
        replace(found, ranked=own),
        Finding(found.hits, other, confidence(features), first_right(features), features),
    ]


def _answers_too(first: ScoredSentence, other: ScoredSentence) -> bool:
    near = other.read >= POLICY.other_speaker_read and other.score >= first.score - POLICY.other_speaker_margin
    return near and not other.conflicts and not same_sentence(first.text, other.text)


def beside(sides: Sequence[Blocks]) -> Blocks:
    """The shown and the folded blocks of each side together, the newest source first (sources of one date in the order
    in which they come), numbered from 1.
    """
    ordered = sorted(sides, key=lambda side: side[0][0].citation.date, reverse=True)
    shown = [quote for side in ordered for quote in side[0]]
    folded = [quote for side in ordered for quote in side[1]]
    folded = folded if len(sides) == 1 else folded[: QUOTES.folded]
    quotes = numbered([*shown, *folded])
    return tuple(quotes[: len(shown)]), tuple(quotes[len(shown) :])


def numbered(quotes: Sequence[Quote]) -> list[Quote]:
    """``quotes`` with their citations, and those of the same sentence elsewhere, numbered on from 1."""
    found: list[Quote] = []
    number = 1
    for quote in quotes:
        also = tuple(replace(place, number=number + step) for step, place in enumerate(quote.also_at, 1))
        found.append(replace(quote, citation=replace(quote.citation, number=number), also_at=also))
        number += 1 + len(also)
    return found

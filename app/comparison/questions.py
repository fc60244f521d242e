"""Questions that the comparison answers: what the cabinet says of a recommendation, which ones it takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.comparison.labels import noun_of, without_label
from app.comparison.naming import NOUN, level, mentions, parts_of, whole_of
from app.comparison.policy import ASKING
from app.comparison.records import (
    DEELS,
    NIET,
    ONDERZOEK,
    OVERGENOMEN,
    STANDS,
    Compared,
    Comparison,
    Deciding,
    Passage,
    Reaction,
)
from app.comparison.stand import wording
from app.question.speakers import NO_NAMES, AdviserNames
from app.records import Citation
from index.analysis import content_words, terms

NO_REACTION, NO_SUCH, NONE_OF_THEM = "no_reaction", "no_such_recommendation", "no_such_stand"

_COUNCIL = r"(?:raad|adviesraad|college|commissie)"
_CABINET = r"(?:kabinet\w*|minister\w*|staatssecretaris\w*|regering|bewindspersoon|reactie|reageert|reageren|brief)"
_LISTS = re.compile(
    r"^(?:(?:geef|noem|toon)\b.*\b|(?:en )?wat zijn (?:de|alle|zijn|haar)\b.*|welke\b.*"
    r"|(?:een )?(?:overzicht|lijst) van\b.*)"
    rf"\b(?:{NOUN}|adviezen)\b"
    rf"|^(?:kunt|kun|som|wilt)\b.*\b(?:{NOUN}|adviezen)\b"
    rf"|^(?:en )?wat\b.*\b(?:adviseert|bepleit|(?:beveelt|raadt)\b.*\b{_COUNCIL}\b.*\baan)\b"
)
_COUNTS = re.compile(rf"^(?:hoeveel|(?:wat is )?het aantal)\b.*\b(?:{NOUN}|adviezen)\b")
_ALL_OF_COUNCIL = re.compile(rf"\b(?:{_COUNCIL}|advies|rapport)\b")
_TAKEN = re.compile(
    r"\b(?:neemt|nemen|neem|worden|wordt|zijn|is)\b.*\b(?:over|overgenomen|overneemt)\b|\bovergenomen\b|\boverneemt\b"
    r"|\b(?:volgt|volgen)\b.*\bkabinet\w*\b|\b(?:gevolgd|opgevolgd)\b"
)
_REFUSED = re.compile(r"\b(?:wijst|wijzen)\b.*\baf\b|\bafgewezen\b|\bafwijst\b|\bverwerpt\b")
_AGREES = re.compile(r"\b(?:eens|oneens|steunt|steun|ondersteunt|onderschrijft|onderschrijf|omarmt|omarm|akkoord)\b")
_OF_ALL = re.compile(r"\b(?:wat|waar)\b(?!.*\b(?:kort|samengevat)\b)")
_SEARCHED = re.compile(r"\bonderzo(?:ek|ekt|cht|eken)\b")
_PARTLY = re.compile(r"\b(?:deels|gedeeltelijk|grotendeels|ten dele)\b")
_WITHOUT = re.compile(
    r"\b(?:reageert|reageren|gaat|ingegaan|reactie)\b.*\b(?:niet|geen)\b|\b(?:niet|geen|zonder) (?:in|reactie)\b"
    r"|\bniet (?:gereageerd|ingegaan)\b|\b(?:reageert|gaat)\b.*\balle\b"
)
_DIFFER = re.compile(
    r"\b(?:verschil\w*|anders|oneens|(?:niet|on)(?: over)? eens|meningsverschil\w*|botsen|afwijk\w*|wijkt|wijken)\b"
)
_DIFFERS = re.compile(
    r"\b(?:anders|minder|meer|hoger|lager|later|eerder|verder|korter|langer|in afwijking)\b[^.]{0,30}\b(?:dan|van) "
    r"(?:het advies|de raad|het college|de commissie)\b|\bverschil\w*\b[^.]{0,40}\b(?:raad|college|commissie)\b"
)
_NEGATES = re.compile(
    r"\b(?:niet|geen|evenmin|wijst|afgewezen|in een kleiner|minder"
    r"|te (?:ver|zwaar|zware|duur|dure|streng|strenge|ingrijpend|vroeg)|maar (?:kies|kiest|geef|geeft|doe|doet)"
    r"|in (?:de )?plaats (?:daar)?van|in afwijking|anders dan)\b"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of a source with the spans in them that decide, and what stands ``before`` and ``after`` them in their
    paragraph ('' for nothing).
    """

    text: str
    citation: Citation
    marks: tuple[tuple[int, int], ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FromComparison:
    """What the comparison answers: ``shown`` in display order, or the ``reason`` why there is nothing ('no_reaction',
    'no_such_recommendation' or 'no_such_stand'), then with the recommendation that was asked for, if any. ``counted``
    are the recommendations and the parts of them that were counted in the advice, where their number was asked for.
    """

    shown: tuple[Shown, ...]
    reason: str = ""
    counted: tuple[int, int] | None = None


def answer_from_comparison(
    question: str, comparison: Comparison, names: AdviserNames = NO_NAMES
) -> FromComparison | None:
    """What ``comparison`` answers to ``question``, in which ``names`` are the adviser's; None when it is not for it."""
    if not comparison.compared:
        return None
    plain = _in_general(names.general(level(question)).strip(" ?!."), comparison)
    asked = _asked_for(plain, comparison)
    if asked is not None:
        return _about(plain, asked) if asked else FromComparison((), NO_SUCH)
    for answers in (_differences, _by_stand, _all):
        found = answers(plain, comparison)
        if found is not None:
            return found
    return None


def _in_general(plain: str, comparison: Comparison) -> str:
    """A question in which 'beslispunt A' and 'beslispunten' are 'aanbeveling A' and 'aanbevelingen', where the advice
    calls them so.
    """
    noun = noun_of(comparison.compared[0].recommendation.text)
    if not noun or noun == "aanbeveling":
        return plain
    stem = terms(noun)
    plain = re.sub(
        r"[a-z]+", lambda word: "aanbevelingen" if word[0] != noun and terms(word[0]) == stem else word[0], plain
    )
    return re.sub(rf"\b{noun}(?= (?:\d|[a-z]\b))", "aanbeveling", plain)


def _asked_for(plain: str, comparison: Comparison) -> list[Compared] | None:
    """The recommendations that a question names by number or title; [] for a number that is not there."""
    labels = [one.recommendation.label for one in comparison.compared]
    named = {label for one in mentions(plain, labels) for label in one.labels}
    rest = _without_mentions(plain, labels)
    if named and not _other_words(rest):
        return [one for one in comparison.compared if one.recommendation.label in named]
    any_label = [f"{number}{letter}" for number in range(1, ASKING.most_number) for letter in ("", *"abcdefgh")]
    if not named and not _other_words(_without_mentions(plain, any_label)) and mentions(plain, any_label):
        return []
    by_title = _by_title(rest, comparison)
    if by_title and re.search(rf"\b(?:{_CABINET}|{NOUN})\b", plain):
        return by_title
    return None


def _without_mentions(plain: str, labels: Sequence[str]) -> str:
    for one in reversed(mentions(plain, labels)):
        plain = f"{plain[: one.char_start]} {plain[one.char_end :]}"
    return plain


def subject_words(question: str) -> list[str]:
    """The words of a question that say what it is about, apart from who speaks and what is done with it."""
    return _other_words(level(question))


def _other_words(plain: str) -> list[str]:
    return [word for word in content_words(plain) if word not in wording().question_words]


def _by_title(plain: str, comparison: Comparison) -> list[Compared]:
    """The one recommendation whose title a question gives: all its words, and enough of them."""
    asked = set(terms(" ".join(_other_words(plain))))
    least = ASKING.named_share if re.search(rf"\b{NOUN}\b", plain) else ASKING.title_share
    found = []
    for one in comparison.compared:
        own = set(terms(without_label(one.recommendation.text)))
        if asked and asked <= own and len(asked) >= least * len(own):
            found.append(one)
    return found if len(found) == 1 else []


def _about(plain: str, asked: Sequence[Compared]) -> FromComparison:
    """The reaction to recommendations, or what they say; both where the question names neither speaker alone."""
    of_cabinet, of_council = bool(re.search(rf"\b{_CABINET}\b", plain)), bool(re.search(rf"\b{_COUNCIL}\b", plain))
    if of_cabinet and not of_council and not any(one.reactions for one in asked):
        return FromComparison(tuple(_own(one) for one in asked), NO_REACTION)
    shown: list[Shown] = []
    for one in asked:
        if of_cabinet or not of_council:
            shown += _reaction(one)
        if of_council or not of_cabinet:
            shown += [_own(one), *(_whole(below) for below in one.recommendation.explanation[:1])]
        elif one.reactions:
            shown.append(_own(one))
    return FromComparison(tuple(shown[: ASKING.most_sentences]))


def _by_stand(plain: str, comparison: Comparison) -> FromComparison | None:
    """The recommendations that the cabinet takes over, refuses, has looked into or passes over."""
    named = re.search(rf"\b(?:{NOUN}|adviezen)\b", plain)
    of_all = _OF_ALL.match(plain) and re.search(rf"\b{_CABINET}\b", plain) and not _SEARCHED.search(plain)
    if not (named or of_all) or _other_words(plain):
        return None
    if re.search(_WITHOUT, plain) and not _TAKEN.search(plain):
        silent = [_own(one) for one in comparison.compared if not _is_answered(one, comparison)]
        return FromComparison(tuple(silent)) if silent else FromComparison((), NONE_OF_THEM)
    if _AGREES.search(plain):
        return _by_words(plain, comparison)
    refused = _REFUSED.search(plain) or (_TAKEN.search(plain) and re.search(r"\bniet\b", plain))
    wanted: tuple[str, ...]
    if refused:
        wanted = (NIET,)
    elif _PARTLY.search(plain):
        wanted = (DEELS,)
    elif _SEARCHED.search(plain):
        wanted = (ONDERZOEK,)
    elif _TAKEN.search(plain):
        wanted = STANDS if re.search(r"\balle\b", plain) else (OVERGENOMEN, DEELS)
    else:
        return None
    chosen = [one for one in comparison.compared if one.deciding is not None and one.deciding.stand in wanted]
    shown = [part for one in chosen if one.deciding is not None for part in (_own(one), _decides(one.deciding))]
    return FromComparison(tuple(shown), "" if shown else NONE_OF_THEM)


def _by_words(plain: str, comparison: Comparison) -> FromComparison:
    """The recommendations that the cabinet agrees with in so many words, or not."""
    against = bool(re.search(r"\b(?:niet|oneens)\b", plain))
    chosen = [one for one in comparison.compared if one.deciding is not None and _agrees(one.deciding, against=against)]
    shown = [part for one in chosen if one.deciding is not None for part in (_own(one), _decides(one.deciding))]
    return FromComparison(tuple(shown), "" if shown else NONE_OF_THEM)


def _agrees(deciding: Deciding, *, against: bool) -> bool:
    text = level(deciding.text)
    if against:
        return deciding.stand == NIET or bool(_AGREES.search(text) and _NEGATES.search(text))
    return deciding.stand == OVERGENOMEN or bool(_AGREES.search(text) and not _NEGATES.search(text))


def _is_answered(one: Compared, comparison: Comparison) -> bool:
    """Whether the letter reacts to a recommendation, or to a part of it ('3a' of '3')."""
    labels = [other.recommendation.label for other in comparison.compared]
    own = parts_of(one.recommendation.label, labels)
    return any(other.reactions for other in comparison.compared if other.recommendation.label in own)


def _all(plain: str, comparison: Comparison) -> FromComparison | None:
    counts = bool(_COUNTS.search(plain))
    if not (counts or _LISTS.search(plain)) or _other_words(plain):
        return None
    if re.search(rf"\b{_CABINET}\b", plain) and not _ALL_OF_COUNCIL.search(plain):
        return None
    shown = tuple(_own(one) for one in comparison.compared)
    return FromComparison(shown, counted=_counted(comparison) if counts else None)


def _counted(comparison: Comparison) -> tuple[int, int]:
    labels = {one.recommendation.label for one in comparison.compared}
    wholes = {whole_of(label) for label in labels}
    return len(wholes), len(labels - wholes)


def _differences(plain: str, comparison: Comparison) -> FromComparison | None:
    """Where the cabinet says that it does otherwise: beside each such recommendation its own words."""
    if not _DIFFER.search(plain) or not re.search(rf"\b{_CABINET}\b", plain):
        return None
    if not _ALL_OF_COUNCIL.search(plain) or [word for word in _other_words(plain) if not _DIFFER.search(word)]:
        return None
    shown: list[Shown] = []
    for one in comparison.compared:
        words = list(_otherwise(one))
        shown += [_own(one), *words] if words else []
    return FromComparison(tuple(shown), "" if shown else NONE_OF_THEM)


def _otherwise(one: Compared) -> Iterator[Shown]:
    decides = one.deciding
    if decides is not None and (decides.stand in (NIET, DEELS) or _NEGATES.search(level(decides.text))):
        yield _decides(decides)
    for reaction in one.reactions:
        if _DIFFERS.search(level(reaction.text)) and (decides is None or reaction.citation.id != decides.citation.id):
            yield _whole(reaction)
            return


def _reaction(one: Compared) -> list[Shown]:
    """The deciding sentence first, in its paragraph, then the other reactions in document order."""
    before, after = one.around
    first = [replace(_decides(one.deciding), before=before, after=after)] if one.deciding is not None else []
    return [*first, *(_whole(reaction) for reaction in one.others)]


def _own(one: Compared) -> Shown:
    return Shown(one.recommendation.text, one.recommendation.citation)


def _whole(one: Passage | Reaction) -> Shown:
    return Shown(one.text, one.citation)


def _decides(one: Deciding) -> Shown:
    return Shown(one.text, one.citation, one.marks)

"""What a comparison is made of. Everything serialises to JSON and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from app.records import Citation

OVERGENOMEN, DEELS, NIET, ONDERZOEK = "overgenomen", "deels", "niet", "onderzoek"
STANDS = (OVERGENOMEN, DEELS, NIET, ONDERZOEK)


class FoundRecommendation(NamedTuple):
    """A recommendation in a document: its ``label`` ('4', '3a'), its own words ``[char_start, char_end)``, the spans of
    the explanation below it, and those of other places (a summary) that state it too; ``noun`` is what its label calls
    it ('aanbeveling', 'beslispunt'), '' for a label without one.
    """

    label: str
    char_start: int
    char_end: int
    explanation: tuple[tuple[int, int], ...] = ()
    also: tuple[tuple[int, int], ...] = ()
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document at their place."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of the council: ``text`` is its own words, ``explanation`` what stands below, in order; ``also``
    are other places that state it.
    """

    label: str
    text: str
    citation: Citation
    explanation: tuple[Passage, ...] = ()
    also: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """Whole sentences of one paragraph of the cabinet's letter, in a row.

    ``ground`` says why they are here: 'number' (they name the recommendation), 'heading' (they stand below a heading
    that does), 'continues' (they go on after words that do) or 'likeness' (their words are about the same).
    """

    text: str
    citation: Citation
    ground: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """The sentence that says what the cabinet does. ``stand`` is one of ``STANDS`` when the cabinet uses that word
    itself, with the words in ``marks`` (spans in ``text``), else ''.
    """

    text: str
    citation: Citation
    stand: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A recommendation with the reactions to it in document order; none means that none was found."""

    recommendation: Recommendation
    reactions: tuple[Reaction, ...] = ()
    deciding: Deciding | None = None

    @property
    def holder(self) -> Reaction | None:
        """The reaction in which the deciding sentence stands, None without one."""
        return next((one for one in self.reactions if self._holds(one)), None)

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after the deciding sentence in the reaction that holds it, '' for nothing."""
        if self.deciding is None or self.holder is None:
            return "", ""
        before = self.deciding.citation.char_start - self.holder.citation.char_start
        return self.holder.text[:before].rstrip(), self.holder.text[before + len(self.deciding.text) :].lstrip()

    @property
    def others(self) -> tuple[Reaction, ...]:
        """The reactions in document order without the one that holds the deciding sentence."""
        return tuple(one for one in self.reactions if not self._holds(one))

    def _holds(self, one: Reaction) -> bool:
        if self.deciding is None:
            return False
        inner, outer = self.deciding.citation, one.citation
        inside = outer.char_start <= inner.char_start and inner.char_end <= outer.char_end
        return inside and outer.source_id == inner.source_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """All recommendations in order. ``reason`` is 'no_recommendations' when none could be found in the advice."""

    advice_id: str
    reaction_id: str
    compared: tuple[Compared, ...]
    reason: str = ""

    @property
    def source_ids(self) -> tuple[str, str]:
        """The advice and the reaction."""
        return self.advice_id, self.reaction_id

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain JSON values; ``from_json`` gives an equal comparison back."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Comparison:
        """The comparison that ``to_json`` wrote, also after a round trip through text. Raises KeyError or TypeError."""
        return cls(**{**values, "compared": tuple(_compared(one) for one in values["compared"])})


def _compared(values: dict[str, Any]) -> Compared:
    recommendation, deciding = values["recommendation"], values["deciding"]
    return Compared(
        Recommendation(
            **{
                **_placed(recommendation),
                "explanation": tuple(Passage(**_placed(one)) for one in recommendation["explanation"]),
                "also": tuple(Passage(**_placed(one)) for one in recommendation["also"]),
            }
        ),
        tuple(Reaction(**_placed(one)) for one in values["reactions"]),
        Deciding(**{**_placed(deciding), "marks": tuple((int(a), int(b)) for a, b in deciding["marks"])})
        if deciding
        else None,
    )


def _placed(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "citation": Citation.from_json(values["citation"])}

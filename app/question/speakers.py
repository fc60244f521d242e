"""What the adviser of a pair is called: its short name and 'de raad voor ...' are read as any council is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import fold
from ingest.register import Register

COUNCIL = "adviesraad"
_SHORT = re.compile(r"\(([^()]{2,12})\)")
_ARTICLE = re.compile(r"^(?:de|het) ")


@dataclass(frozen=True, slots=True)
class AdviserNames:
    """The names of whoever gave the advice, each folded; ``pattern`` is None where none is known."""

    pattern: re.Pattern[str] | None = None

    def general(self, plain: str) -> str:
        """A folded text in which every name of the adviser is the word 'adviesraad'."""
        return self.pattern.sub(COUNCIL, plain) if self.pattern is not None else plain


NO_NAMES = AdviserNames()
"""For a question that may name no council but 'de raad'."""


def adviser_names(register: Register) -> AdviserNames:
    """Every name of who gave the advice: whole, up to 'en', short between brackets, and as the page says it."""
    advices = [source for source in register.sources if source.role == "advies"]
    whole = [fold(source.speaker) for source in advices]
    short = [fold(name) for source in advices for name in _SHORT.findall(f"{source.speaker} {source.publisher}")]
    names = [*whole, *(name.rpartition(" en ")[0] for name in whole), *short]
    names.append(_ARTICLE.sub("", fold(register.names.adviser)))
    known = sorted({name for name in names if name and name != "raad"}, key=lambda name: (-len(name), name))
    return AdviserNames(re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None)

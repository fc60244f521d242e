"""What the adviser of the loaded pair is called: 'de Rli' and 'de raad voor ...' are read as any council is."""

from __future__ import annotations

import functools
import re
from importlib import resources
from pathlib import Path

from index.analysis import fold
from ingest.register import Register, read_register

COUNCIL = "adviesraad"
_SHORT = re.compile(r"\(([^()]{2,12})\)")
_ARTICLE = re.compile(r"^(?:de|het) ")
_in_use: list[re.Pattern[str] | None] = []


def use_speakers(register: Register) -> None:
    """Know from now on the names in ``register``: one process answers from one register."""
    _in_use[:] = [_names(register)]


def with_general_names(plain: str) -> str:
    """A folded text in which every name of the adviser is the word 'adviesraad'."""
    pattern = _in_use[0] if _in_use else _shipped()
    return pattern.sub(COUNCIL, plain) if pattern is not None else plain


@functools.cache
def _shipped() -> re.Pattern[str] | None:
    return _names(read_register(Path(str(resources.files("corpus") / "sources.toml"))))


def _names(register: Register) -> re.Pattern[str] | None:
    """Every name of who gave the advice: whole, up to 'en', short between brackets, and as the page says it."""
    advices = [source for source in register.sources if source.role == "advies"]
    whole = [fold(source.speaker) for source in advices]
    short = [fold(name) for source in advices for name in _SHORT.findall(f"{source.speaker} {source.publisher}")]
    names = [*whole, *(name.rpartition(" en ")[0] for name in whole), *short]
    names.append(_ARTICLE.sub("", fold(register.names.adviser)))
    known = sorted({name for name in names if name and name != "raad"}, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None

"""Sentences in which the writer of an advice says that he recommends: a paragraph may hold several of them."""

from __future__ import annotations

import re

from app.comparison.naming import ORDINALS, level

_WHO = (
    r"(?:de [a-z]*raad|het [a-z]*college|de [a-z]*commissie|het [a-z]*planbureau|het [a-z]*instituut|"
    r"de taskforce|de [a-z]*werkgroep|het [a-z]*panel|de autoriteit|wij|we)"
)
_NEAR, _FAR = r"[^.;:]{0,40}?", r"[^.;:]{0,220}?"
_VERB = r"(?:beveelt|bevelen|adviseert|adviseren|raadt|raden|pleit|pleiten|bepleit|bepleiten|roept|roepen)"
_PARTICLE = (
    rf"(?:(?:beveelt|bevelen|raadt|raden)\b{_FAR}\baan\b|(?:adviseert|(?<!te )adviseren|bepleit|(?<!te )bepleiten)\b"
    rf"|(?:pleit|pleiten)\b{_NEAR}\b(?:voor|ervoor)\b|(?:roept|roepen)\b{_FAR}\bop\b)"
)
_ADVISES = re.compile(
    rf"\b{_WHO}\b{_NEAR}\b{_PARTICLE}|\b(?={_VERB}\b\s+(?:[a-z]+\s+){{0,2}}?{_WHO}\b){_PARTICLE}"
    rf"|\b(?:doet|doen)\b{_NEAR}\ber(?:\s+[a-z]+)? goed aan\b|\bverdient(?:\s+[a-z]+)? aanbeveling\b"
    rf"|\bnaar het oordeel van {_WHO}\b"
    rf"|\b(?:wordt|worden)\b{_NEAR}\b(?:aanbevolen|geadviseerd)\b|^ten (?:{'|'.join(ORDINALS)})\b"
)


def says_so(sentence: str) -> bool:
    """Whether the writer recommends in so many words ('Ook adviseert de raad ...') or counts on ('Ten tweede ...')."""
    return bool(_ADVISES.search(level(sentence)))

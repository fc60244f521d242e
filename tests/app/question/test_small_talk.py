"""A greeting, thanks and 'wat kunt u?' are recognised whole; a question that begins with one is a question."""

from __future__ import annotations

import pytest

from app.messages import say
from app.question.kind import refusal
from app.question.small_talk import PHRASES, small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hallo!", "greeting"),
        ("Goedemorgen", "greeting"),
        ("dank u wel.", "thanks"),
        ("Bedankt, tot ziens", ""),
        ("Doei", "farewell"),
        ("Wat kunt u?", "capabilities"),
        ("Hallo, wat kunt u?", "capabilities"),
        ("Hoi, wat vindt het kabinet van het advies?", ""),
        ("Wat kunt u zeggen over stikstof?", ""),
        ("", ""),
    ],
)
def test_small_talk_is_recognised_whole(text: str, kind: str) -> None:
    assert small_talk(text) == kind
    assert not kind or refusal(text) == kind


@pytest.mark.parametrize("kind", PHRASES)
def test_every_kind_has_a_short_reply(kind: str) -> None:
    assert 0 < len(say(f"abstain.{kind}").split()) < 45

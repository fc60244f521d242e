"""A conversation as a PDF with tags for screen readers, typeset by typst; used here and nowhere else in the product."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib import resources

import typst

from app.messages import say
from app.web.export import Part


def conversation_pdf(parts: Sequence[Part]) -> bytes:
    """The parts as a tagged PDF; the same parts give the same bytes. No part is read as typst's markup."""
    template = resources.files("app.web").joinpath("templates", "conversation.typ").read_bytes()
    lines = [asdict(replace(part, text=" ".join(part.text.split()))) for part in parts]
    title = next((part.text for part in parts if part.kind == "question"), say("page.title"))
    inputs = {"parts": json.dumps(lines), "words": json.dumps({"title": f"{title} – {say('page.title')}"})}
    made: bytes = typst.compile(template, sys_inputs=inputs, ignore_system_fonts=True)
    return made

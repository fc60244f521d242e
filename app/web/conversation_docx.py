"""A conversation as a Word file: the sources of a quote are its footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.messages import say
from app.web.export import Part
from app.word_file import WordText, word_file

LEVELS = {"question": 2, "appendix": 2, "more": 3}
STYLES = {"fact": "List Bullet", "quote": "Quote"}
BOLD, ITALIC = ("verdict", "speaker"), ("path", "context")


def conversation_docx(parts: Sequence[Part]) -> bytes:
    """The parts as a Word file in Dutch. Nothing in a part is read as markup."""
    texts: list[WordText] = []
    cited = 0  # the place in ``texts`` of the quote that a source belongs to
    for part in parts:
        if part.kind == "source" and texts:
            note = " ".join(text for text in (_one_line(part.text), part.address) if text)
            texts[cited] = replace(texts[cited], notes=(*texts[cited].notes, note))
        elif part.kind != "title":
            cited = len(texts) if part.kind == "quote" else cited
            texts.append(_paragraph(part))
    return word_file(say("page.title"), texts)


def _paragraph(part: Part) -> WordText:
    return WordText(
        _line(part),
        level=LEVELS.get(part.kind, 0),
        bold=part.kind in BOLD,
        italic=part.kind in ITALIC,
        style=STYLES.get(part.kind, ""),
    )


def _line(part: Part) -> str:
    text = _one_line(part.text)
    if part.kind == "made_with":
        return f"{text}: {part.address or part.sha256}"
    if part.kind == "document":
        known = (text, part.address, part.sha256 and f"{say('page.file_hash')}: {part.sha256}")
        return "\n".join(line for line in known if line)
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())

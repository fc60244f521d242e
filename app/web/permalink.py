"""The permanent link: a conversation in an address, so that the page and the link show the same answers.

An answer follows from the questions, the settings and the index alone, so the questions are the whole conversation. The
corpus hash, the index version and a print of the last answer travel along to tell whether anything changed since.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.records import Answer
from app.web.contract import PageAssistant

MAX_QUESTIONS = 30
MAX_TOKEN = 6000
MAX_PLAIN_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Permalink:
    """What a permanent link holds: the questions in order, and what they were answered from."""

    questions: tuple[str, ...]
    corpus_sha256: str
    index_version: str
    answer_print: str


def permalink(questions: Sequence[str], answer: Answer) -> Permalink:
    """The link of a conversation with its last answer; the oldest questions fall away when it would become too long."""
    kept = tuple(questions)[-MAX_QUESTIONS:]
    made = Permalink(kept, answer.corpus_sha256[:16], answer.index_version[:40], answer_print(answer))
    while len(made.questions) > 1 and len(encode(made)) > MAX_TOKEN:
        made = replace(made, questions=made.questions[1:])
    return made


def answer_print(answer: Answer) -> str:
    """Twelve hexadecimal digits that change when the status, a quote or its place changes."""
    parts = [answer.status, *(f"{quote.citation.id} {quote.text}" for quote in answer.quotes)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def encode(link: Permalink) -> str:
    """The link as letters, digits, '-' and '_'."""
    values = [list(link.questions), link.corpus_sha256, link.index_version, link.answer_print]
    packed = zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(token: str) -> Permalink | None:
    """The link that ``encode`` wrote, or None when ``token`` is anything else."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        questions, *facts = json.loads(_unpack(packed))
        "".join([*questions, *facts]).encode()  # fails when they are not all texts, or one holds half a surrogate pair
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError):
        return None
    if not isinstance(questions, list) or not 0 < len(questions) <= MAX_QUESTIONS or len(facts) != 3:
        return None
    return Permalink(tuple(questions), *facts)


def converse(assistant: PageAssistant, questions: Sequence[str]) -> tuple[Answer, ...]:
    """The answers to questions asked one after the other, all from one index."""
    assistant = assistant.now()
    answers: list[Answer] = []
    for question in questions:
        turns = tuple(assistant.turn(answer) for answer in answers if answer.repeatable)
        answers.append(assistant.ask(question, turns))
    return tuple(answers)


def _unpack(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(packed, MAX_PLAIN_BYTES)
    if not unpacker.eof:
        raise ValueError("longer than a conversation can be")
    return unpacked

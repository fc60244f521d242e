"""The same answers for other programs: plain functions that become gradio endpoints and, when asked for, MCP tools."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from app.quotation.checking import check_quotation
from app.quotation.word_index import QuotationIndex
from app.records import Answer
from app.web.contract import PageAssistant
from app.web.permalink import MAX_QUESTIONS, converse
from app.web.renewed import Renewed

MAX_PASSAGES = 100


def endpoints(
    assistant: PageAssistant, index: Renewed[QuotationIndex], as_text: bool = False
) -> dict[str, Callable[..., Any]]:
    """The functions by the name under which they are served: 'zoek', 'vraag' and 'controleer'.

    ``as_text``: what they return is JSON as text, for MCP, where gradio would write a dict as Python does.
    """

    def zoek(vraag: str, aantal: int = 10) -> list[dict[str, Any]]:
        """Find passages in the Dutch sources for a question. Gives passages with text, score and citation, best first.

        Args:
            vraag: The question, in Dutch.
            aantal: How many passages, 1 to 100.
        """
        count = int(aantal) if isinstance(aantal, int | float) and abs(aantal) < MAX_PASSAGES else MAX_PASSAGES
        return [asdict(found) for found in assistant.find(_text(vraag), max(1, count))]

    def vraag(vraag: str, eerder: list[str] | None = None) -> dict[str, Any]:
        """Answer a question with word-for-word quotes from the Dutch sources, each with its citation, or abstain.

        Args:
            vraag: The question, in Dutch.
            eerder: Earlier questions of the same conversation, oldest first.
        """
        earlier = eerder[-(MAX_QUESTIONS - 1) :] if isinstance(eerder, list) else []
        return _last_answer(assistant, [*earlier, vraag]).to_json()

    def controleer(citaat: str) -> dict[str, Any]:
        """Tell for every sentence of a quotation whether it is verbatim, altered or not found in the Dutch sources.

        Args:
            citaat: The quotation to check.
        """
        now, of_quotations = index()
        return check_quotation(now.documents, _text(citaat), of_quotations).to_json()

    served: dict[str, Callable[..., Any]] = {"zoek": zoek, "vraag": vraag, "controleer": controleer}
    return {name: _in_text(function) for name, function in served.items()} if as_text else served


def _in_text(function: Callable[..., Any]) -> Callable[..., str]:
    @functools.wraps(function)
    def in_text(*arguments: Any, **named: Any) -> str:
        return json.dumps(function(*arguments, **named), ensure_ascii=False)

    return in_text


def _last_answer(assistant: PageAssistant, questions: Sequence[str]) -> Answer:
    return converse(assistant, [_text(question) for question in questions])[-1]


def _text(given: object) -> str:
    """What was sent, when it is text: what another program sends may be anything. '?' for half a surrogate pair."""
    return given.encode("utf-8", "replace").decode() if isinstance(given, str) else ""

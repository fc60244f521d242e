"""One visitor's conversation: what was asked, what was shown, and how a question becomes a shown answer."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from app.messages import say
from app.records import Answer, Turn
from app.web.contract import PageAssistant
from app.web.permalink import MAX_QUESTIONS, decode, encode, permalink
from app.web.shield.quiet import where
from app.web.views.answer import answer_html, notice_html, question_html, shown_citations
from ingest.errors import AanZetError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one visitor asked and saw: the turns, the messages as (role, HTML), and how many citations were numbered."""

    turns: tuple[Turn, ...] = ()
    messages: tuple[tuple[str, str], ...] = ()
    cited: int = 0

    def asked(self, question: str, answer: Answer, assistant: PageAssistant) -> Conversation:
        """The conversation with one more question and its answer; beyond MAX_QUESTIONS the oldest fall away.

        A question that cannot be repeated is shown, but is no turn of the conversation.
        """
        follow_ups = assistant.follow_ups(answer, self.turns) if answer.quotes else ()
        turn = replace(assistant.turn(answer), suggested=(*answer.suggestions, *follow_ups))
        turns = (*self.turns, turn) if answer.repeatable else self.turns
        token = encode(permalink([t.question for t in turns], answer)) if answer.repeatable else ""
        card = answer_html(answer, token, source_titles(assistant), self.cited + 1, follow_ups)
        shown = (("user", str(question_html(question))), ("assistant", str(card)))
        messages = (*self.messages, *shown)[-2 * MAX_QUESTIONS :]
        return Conversation(turns[-MAX_QUESTIONS:], messages, self.cited + len(shown_citations(answer)))

    def told(self, question: str, notice: str) -> Conversation:
        """The conversation with a question that got a message of ours in place of an answer."""
        shown = (("user", str(question_html(question))), ("assistant", str(notice_html(notice))))
        return Conversation(self.turns, (*self.messages, *shown)[-2 * MAX_QUESTIONS :], self.cited)

    def shown(self) -> list[dict[str, str]]:
        """The messages as gradio's chat shows them."""
        return [{"role": role, "content": content} for role, content in self.messages]


def source_titles(assistant: PageAssistant) -> dict[str, str]:
    """The titles of all registered sources by id."""
    return {source.id: source.title for source in assistant.register.sources}


def answer_question(assistant: PageAssistant, question: str, so_far: Conversation) -> Conversation:
    """The conversation after ``question``; a failure becomes a Dutch message, and is logged without the question."""
    try:
        return so_far.asked(question, assistant.ask(question, so_far.turns), assistant)
    except AanZetError as cause:
        _log.error("no answer: %s", cause)
    except Exception as cause:  # noqa: BLE001 - whatever goes wrong, the reader gets a message and an open question box
        _log.error("no answer: %s", where(cause))
    return so_far.told(question, say("page.failed"))


def reopened(assistant: PageAssistant, token: str) -> Conversation | None:
    """The conversation of a permanent link, answered again; None when ``token`` is no link."""
    link = decode(token)
    if link is None:
        return None
    now, conversation = assistant.now(), Conversation()
    for question in link.questions:
        answer = now.ask(question, conversation.turns)
        conversation = conversation.asked(answer.question, answer, now)
    return conversation

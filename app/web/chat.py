"""The chat page: gradio is used here and nowhere else."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from fastapi import FastAPI

from app.messages import messages, say
from app.records import Answer, Turn
from app.web.permalink import converse, decode, encode, permalink, turn
from app.web.render import answer_html, notice_html, question_html
from app.web.settings import WebSettings
from ingest.document import Document
from ingest.errors import AanZetError

MAX_TYPED = 2000
_log = logging.getLogger(__name__)


class Answers(Protocol):
    """What the page needs of an assistant."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...

    def examples(self) -> tuple[str, ...]: ...

    def document_path(self, source_id: str) -> Path: ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one visitor asked and saw: the turns, and the messages as shown."""

    turns: tuple[Turn, ...] = ()
    messages: tuple[tuple[str, str], ...] = ()

    def asked(self, question: str, answer: Answer) -> Conversation:
        """The conversation with one more question and its answer."""
        turns = (*self.turns, turn(answer))
        lasting = answer.reason not in ("empty", "too_long")
        token = encode(permalink([t.question for t in turns], answer)) if lasting else ""
        shown = (("user", question_html(question)), ("assistant", answer_html(answer, token)))
        return Conversation(turns, (*self.messages, *shown))

    def told(self, question: str, notice: str, busy: bool = False) -> Conversation:
        """The conversation with a question that got a message of ours in place of an answer."""
        shown = (("user", question_html(question)), ("assistant", notice_html(notice, busy)))
        return Conversation(self.turns, (*self.messages, *shown))

    def shown(self) -> list[dict[str, str]]:
        """The messages as the chat shows them."""
        return [{"role": role, "content": content} for role, content in self.messages]


def answer_question(assistant: Answers, question: str, so_far: Conversation) -> Conversation:
    """The conversation after ``question``; a failure becomes a Dutch message, and is logged without the question."""
    question = (question or "").strip()
    try:
        return so_far.asked(question, assistant.ask(question, so_far.turns))
    except AanZetError as cause:
        _log.error("no answer: %s", cause)
    except Exception:  # noqa: BLE001 - whatever goes wrong, the reader gets a message and an open question box
        _log.exception("no answer")
    return so_far.told(question, say("page.failed"))


def build_page(assistant: Answers, settings: WebSettings) -> gr.Blocks:
    """The page as gradio Blocks."""
    with gr.Blocks(title=say("page.title"), fill_width=True, analytics_enabled=False) as page:
        gr.Markdown(f"# {say('page.title')}\n\n{say('page.subtitle')}", elem_id="kop")
        with gr.Row(elem_id="werkblad", equal_height=False):
            with gr.Column(elem_id="gesprekdeel"), gr.Tabs():
                with gr.Tab(say("page.tab_ask")):
                    _chat(assistant, settings, page)
                with gr.Tab(say("page.tab_sources")):
                    gr.Markdown("x", elem_classes="blad")
                with gr.Tab(say("page.tab_about")):
                    gr.Markdown("y", elem_classes="blad")
            with gr.Column(elem_id="bronpaneel"):
                gr.Markdown(f"## {say('page.panel_title')}\n\n{say('page.panel_hint')}", elem_id="bronuitleg")
    page.queue(max_size=64, default_concurrency_limit=settings.workers_for_answers)
    return page


def _chat(assistant: Answers, settings: WebSettings, page: gr.Blocks) -> None:
    state = gr.State(Conversation())
    chat = gr.Chatbot(
        label=say("page.chat_label"), show_label=False, elem_id="gesprek", height="auto", layout="panel", buttons=[],
        latex_delimiters=[], allow_tags=False, placeholder=say("page.chat_empty"), group_consecutive_messages=False,
    )  # fmt: skip
    with gr.Column(elem_id="vraagdeel"):
        question = gr.Textbox(
            label=say("page.question_label"), placeholder=say("page.question_placeholder"), elem_id="vraag", lines=1,
            max_lines=6, max_length=MAX_TYPED, submit_btn=say("page.ask"), autofocus=True,
        )  # fmt: skip
        gr.Markdown(say("page.promise"), elem_id="belofte")
        with gr.Column(elem_id="voorbeelden") as examples:
            gr.Markdown(say("page.examples_title"))
            buttons = [gr.Button(text, size="sm", variant="secondary") for text in assistant.examples()]
        with gr.Row(elem_id="knoppen"):
            stop = gr.Button(say("page.stop"), elem_id="stop", size="sm", variant="secondary")
            anew = gr.Button(say("page.anew"), elem_id="opnieuw", size="sm", variant="secondary")

    def respond(typed: str, so_far: Conversation) -> Iterator[tuple[Any, ...]]:
        if not (typed or "").strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        waiting = so_far.told(typed, say("page.searching"), busy=True)
        yield waiting.shown(), gr.Textbox(value=""), gr.Column(visible=False), gr.skip()
        now = answer_question(assistant, typed, so_far)
        yield now.shown(), gr.skip(), gr.skip(), now

    def restart() -> tuple[Any, ...]:
        return [], gr.Textbox(value=""), gr.Column(visible=True), Conversation()

    def stopped(so_far: Conversation) -> Any:
        return so_far.shown()

    def opened(request: gr.Request) -> tuple[Any, ...]:
        return reopen(assistant, dict(request.query_params))

    outputs = [chat, question, examples, state]
    private = {"api_visibility": "private", "show_progress": "hidden"}
    limits = {"concurrency_limit": settings.workers_for_answers, "concurrency_id": "answers"}
    events = [question.submit(respond, [question, state], outputs, **private, **limits)]
    events += [button.click(respond, [button, state], outputs, **private, **limits) for button in buttons]
    stop.click(stopped, state, chat, cancels=events, queue=False, **private)
    anew.click(restart, None, outputs, queue=False, **private)
    page.load(opened, None, outputs, queue=False, **private)


def reopen(assistant: Answers, asked: Mapping[str, str]) -> tuple[Any, ...]:
    """What the page shows when it opens: ``gesprek`` brings a conversation back, ``vraag`` fills the question box."""
    link = decode(asked.get("gesprek", ""))
    if link is not None:
        conversation = Conversation()
        for answer in converse(assistant, link.questions):
            conversation = conversation.asked(answer.question, answer)
        return conversation.shown(), gr.skip(), gr.Column(visible=False), conversation
    typed = asked.get("vraag", "").strip()[:MAX_TYPED]
    return gr.skip(), typed or gr.skip(), gr.skip(), gr.skip()


def mount(app: FastAPI, page: gr.Blocks) -> None:
    """Puts the page at '/' of ``app``, without anything that calls, stores or names another site."""
    gr.mount_gradio_app(
        app, page, path="/", show_error=False, max_file_size="1mb", run_history=False, footer_links=[],
        i18n=gr.I18n(nl=_component_words()), theme=_theme(), ssr_mode=False, enable_monitoring=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )  # fmt: skip


def _component_words() -> dict[str, str]:
    """Gradio's own words in Dutch, by its flat keys."""
    prefix = "page.gradio."
    return {
        key.removeprefix(prefix).replace("__", "."): text for key, text in messages().items() if key.startswith(prefix)
    }


def _theme() -> gr.themes.Base:
    blue = gr.themes.Color(
        c50="#eef3fa", c100="#dbe6f4", c200="#b9cfe9", c300="#8db0d8", c400="#5a89c0", c500="#2f66a6",
        c600="#154273", c700="#123a66", c800="#0f3056", c900="#0b2442", c950="#071830",
    )  # fmt: skip
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"]
    theme = gr.themes.Default(
        primary_hue=blue, neutral_hue="slate", font=fonts, font_mono=["monospace"], radius_size="sm"
    )
    return theme.set(
        button_primary_background_fill="#154273", button_primary_background_fill_hover="#0f3056",
        button_primary_background_fill_dark="#8db0d8", button_primary_text_color="white",
        button_primary_text_color_dark="#071830", input_placeholder_color="#595959",
        input_placeholder_color_dark="#b0b8c4",
    )  # fmt: skip

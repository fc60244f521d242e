"""The chat page in gradio Blocks; gradio is used here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**12))  # else every call sums up all calls before it
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
import gradio.queueing
import gradio.route_utils
import gradio.routes
from anyio import CapacityLimiter
from fastapi import FastAPI

from app.messages import messages, say
from app.policy import QUESTION, QUOTATION
from app.quotation.checking import check_quotation
from app.quotation.word_index import QuotationIndex
from app.settings import WebSettings
from app.source_state import changed_sources
from app.web.adding_page import not_indexed
from app.web.contract import PageAssistant
from app.web.conversation import Conversation, answer_question, reopened
from app.web.endpoints import endpoints
from app.web.feedback import keep_judgement
from app.web.indexing import Indexing
from app.web.later import not_imported
from app.web.pool import AnswerPool, BusyError, StoppedError
from app.web.renewed import Renewed
from app.web.shield.quiet import quiet_traceback
from app.web.templating import EXCEPTION_HANDLERS
from app.web.views.about import about_html, loaded_html, sources_html
from app.web.views.comparison import changed_html, compare_html
from app.web.views.quotation import check_html

not_imported("pandas")

MAX_VISITS = 1000
CALLS_AT_ONCE = 8
FEEDBACK = ("Like", "Dislike", say("page.not_right"))
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


def build_page(assistant: PageAssistant, settings: WebSettings, indexing: Indexing | None = None) -> gr.Blocks:
    """The page as gradio Blocks: the tabs at the left, the source panel at the right; ``indexing`` where sources may be
    added."""
    pool = AnswerPool(settings.workers_for_answers)
    index = Renewed(assistant, lambda now: QuotationIndex(now.documents))
    index()
    standing = _standing(assistant, settings, indexing)
    built = standing()
    with gr.Blocks(title=say("page.title"), fill_width=True, analytics_enabled=False) as page:
        gr.Markdown(f"# {say('page.title')}\n\n{say('page.subtitle')}", elem_id="kop")
        with gr.Row(elem_id="werkblad", equal_height=False):
            with gr.Column(elem_id="gesprekdeel"), gr.Tabs():
                with gr.Tab(say("page.tab_ask")):
                    loaded = gr.Markdown(built[0], elem_id="geladen")
                    conversation = _ask_tab(assistant, pool, settings)
                with gr.Tab(say("page.tab_check")):
                    _check_tab(index)
                with gr.Tab(say("page.tab_compare")) as compare_tab:
                    _compare_tab(assistant, compare_tab)
                with gr.Tab(say("page.tab_sources")):
                    sources = gr.Markdown(built[1], elem_classes="blad")
                with gr.Tab(say("page.tab_about")):
                    about = gr.Markdown(built[2], elem_classes="blad")
            with gr.Column(elem_id="bronpaneel"):
                gr.Markdown(f"## {say('page.panel_title')}\n\n{say('page.panel_hint')}", elem_id="bronuitleg")

        def opened(request: gr.Request) -> tuple[Any, ...]:
            """The conversation in the address, and what is no longer as it was built: one call for all."""
            renewed = [gr.skip() if text == old else text for text, old in zip(standing(), built, strict=True)]
            return (*_asked(assistant, dict(request.query_params)), *renewed)

        page.load(opened, None, [*conversation, loaded, sources, about], **PRIVATE)
        for name, function in endpoints(assistant, index, as_text=settings.mcp).items():
            gr.api(function, api_name=name, queue=False)
    _bounded_queue(page, settings.requests_at_once)
    return page


def _standing(
    assistant: PageAssistant, settings: WebSettings, indexing: Indexing | None
) -> Callable[[], tuple[str, str, str]]:
    """A function that gives what depends on no question, at this moment: what is loaded, the sources, what this is."""
    kept = (settings.keep_feedback, settings.earlier_conversations)
    may_add = (settings.own_documents, settings.add_sources)
    about_now = Renewed(assistant, lambda now: about_html(now, *kept))

    def standing() -> tuple[str, str, str]:
        now = assistant.now()
        fault = not_indexed(indexing) if indexing is not None else ""
        return loaded_html(now), sources_html(now, *may_add, fault=fault), about_now()[1]

    return standing


def _composer(assistant: PageAssistant) -> tuple[gr.Textbox, list[gr.Button], gr.Button, gr.Button]:
    """The question box, the example questions, the button that stops, and the one that begins again."""
    with gr.Column(elem_id="vraagdeel"):
        question = gr.Textbox(
            label=say("page.question_label"), placeholder=say("page.question_placeholder"), elem_id="vraag", lines=1,
            max_lines=6, max_length=QUESTION.most_characters, submit_btn=say("page.ask"), autofocus=True,
        )  # fmt: skip
        gr.Markdown(say("page.promise"), elem_id="belofte")
        with gr.Column(elem_id="voorbeelden"):
            gr.Markdown(say("page.examples_title"))
            buttons = [gr.Button(text, size="sm", variant="secondary") for text in assistant.examples()]
        with gr.Row(elem_id="knoppen"):
            stop = gr.Button(say("page.stop"), elem_id="stop", size="sm", variant="secondary")
            again = gr.Button(say("page.anew"), elem_id="opnieuw", size="sm", variant="secondary")
    return question, buttons, stop, again


def _asked(assistant: PageAssistant, query: dict[str, str]) -> tuple[Any, ...]:
    """What a page shows that is opened at an address: its conversation, answered again, or its question in the box."""
    conversation = reopened(assistant, query.get("gesprek", ""))
    if conversation is not None:
        return conversation.shown(), gr.skip(), conversation
    return gr.skip(), query.get("vraag", "").strip()[: QUESTION.most_characters] or gr.skip(), gr.skip()


def _ask_tab(assistant: PageAssistant, pool: AnswerPool, settings: WebSettings) -> list[Any]:
    """The chat, its question box and its state: what an answer fills."""
    state = gr.State(Conversation())
    chat = gr.Chatbot(
        label=say("page.chat_label"), show_label=False, elem_id="gesprek", height="auto", layout="panel", buttons=[],
        latex_delimiters=[], allow_tags=False, placeholder=say("page.chat_empty"), group_consecutive_messages=False,
        autoscroll=False, feedback_options=FEEDBACK,
    )  # fmt: skip
    question, buttons, stop, again = _composer(assistant)

    async def respond(typed: str, so_far: Conversation, request: gr.Request) -> tuple[Any, ...]:
        typed = (typed or "").strip()
        if not typed:
            return gr.skip(), gr.skip(), gr.skip()
        try:
            now = await pool.run(request.session_hash or "", lambda: answer_question(assistant, typed, so_far))
        except StoppedError:
            return gr.skip(), gr.skip(), gr.skip()
        except BusyError:
            now = so_far.told(typed, say("page.busy"))
        return now.shown(), "", now

    def stopped(request: gr.Request) -> None:
        pool.stop(request.session_hash or "")

    def restart() -> tuple[Any, ...]:
        return [], "", Conversation()

    outputs = [chat, question, state]
    question.submit(respond, [question, state], outputs, **PRIVATE)
    for button in buttons:
        button.click(respond, [button, state], outputs, **PRIVATE)
    stop.click(stopped, None, None, **PRIVATE)
    again.click(restart, None, outputs, **PRIVATE)
    if settings.keep_feedback:

        def judged(so_far: Conversation, given: gr.LikeData) -> None:
            keep_judgement(assistant.home, so_far.messages[int(given.index)][1], given.liked)

        chat.like(judged, state, None, **PRIVATE)
    return outputs


def _check_tab(index: Renewed[QuotationIndex]) -> None:
    with gr.Column(elem_classes="blad"):
        gr.Markdown(f"## {say('page.check.title')}\n\n{say('page.check.intro')}")
        pasted = gr.Textbox(
            label=say("page.check.label"), lines=5, max_lines=15, max_length=QUOTATION.most_characters, elem_id="citaat"
        )
        check = gr.Button(say("page.check.button"), variant="primary", elem_id="controleer")
        verdict = gr.Markdown("", elem_id="uitslag")

    def checked(text: str) -> str:
        now, of_quotations = index()
        result = check_quotation(now.documents, text or "", of_quotations)
        return check_html(result, changed_sources(now, result.source_ids))

    check.click(checked, pasted, verdict, **PRIVATE)


def _compare_tab(assistant: PageAssistant, tab: gr.Tab) -> None:
    with gr.Column(elem_classes="blad breed"):
        gr.Markdown(f"## {say('page.compare.title')}\n\n{say('page.compare.intro')}")
        side_by_side = gr.Markdown(say("page.compare.searching"), elem_id="vergelijking")

    compared = Renewed(assistant, compare_html)

    def shown() -> str:
        now, html = compared()
        return changed_html(now) + html

    tab.select(shown, None, side_by_side, **PRIVATE)


def _bounded_queue(page: gr.Blocks, waiting: int) -> None:
    """At most so many calls wait. One of an empty session gets a name: gradio keeps its messages under '' and looks for
    them elsewhere, and until it was answered the call of every other reader would fail.
    """
    page.queue(max_size=waiting)
    push = page._queue.push

    async def push_named(body: Any, **others: Any) -> Any:
        body.session_hash = body.session_hash or None
        return await push(body, **others)

    page._queue.push = push_named


def mount(app: FastAPI, page: gr.Blocks, mcp: bool, address: str = "") -> None:
    """Puts the page at '/' of ``app``; nothing calls, stores or names another site, or logs a question.

    Readers find it at ``address``, '' for where they ask.
    Of visits beyond MAX_VISITS the one that was quiet longest is forgotten: gradio keeps 70 kB and the conversation.
    Calls by other programs wait for CALLS_AT_ONCE threads of their own, so that sources are shown meanwhile.
    """
    page.state_session_capacity = MAX_VISITS
    page.limiter = CapacityLimiter(CALLS_AT_ONCE)
    for module in (gradio.routes, gradio.queueing, gradio.route_utils):
        module.traceback = quiet_traceback()
    gr.mount_gradio_app(
        app, page, path="/", root_path=address or None, show_error=False, max_file_size="1mb", run_history=False,
        footer_links=[],
        i18n=gr.I18n(nl=_component_words()), theme=_theme(), ssr_mode=False, mcp_server=mcp, enable_monitoring=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None,
                    "exception_handlers": EXCEPTION_HANDLERS},
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

"""An answer as HTML: every word of a question or document escaped, for a browser and for Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote as percent_encode

from app.answer.register_facts import fact_line
from app.citation.reference import dutch_date, place_in_words
from app.messages import messages, say
from app.records import ABSTAINED, Answer, Citation, FoundPassage, Quote

NO_BREAK = "\u00a0"
CERTAIN, PROBABLE = 0.8, 0.5
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_QUOTATION_MARKS = re.compile('["“”„«»]')
_SPECIAL = re.compile(r"[^\w ,]|_")


def plain(text: str) -> str:
    """``text`` so that HTML and Markdown both show it as it is.

    Marks become character references, lines are joined, control characters are left out.
    """
    line = _SPACE.sub(" ", _CONTROL.sub("", text)).strip(" ")
    return _SPECIAL.sub(lambda mark: f"&#{ord(mark[0])};", line)


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """``text`` as escaped HTML with ``<mark>`` around the spans in ``marks`` (ascending, not overlapping)."""
    parts: list[str] = []
    place = 0
    for start, end in marks:
        if start < place or end <= start:
            continue
        parts += [_run(text[place:start]), "<mark>", _run(text[start:end]), "</mark>"]
        place = end
    return "".join([*parts, _run(text[place:])])


def source_line(citation: Citation) -> str:
    """Title, date, number and place of a citation in one line of plain text."""
    place = place_in_words(citation).replace(" ", NO_BREAK)
    parts = (citation.title, dutch_date(citation.date), citation.document_number, place)
    return ", ".join(part for part in parts if part)


def confidence_word(confidence: float) -> str:
    """'zeker', 'waarschijnlijk' or 'onzeker' for a probability."""
    return say(
        "sure." + ("certain" if confidence >= CERTAIN else "probable" if confidence >= PROBABLE else "uncertain")
    )


def citation_link(citation: Citation, number: int | None = None) -> str:
    """The numbered link that opens the source of a quote; ``number`` in place of the citation's own."""
    shown = citation.number if number is None else number
    label = say("page.citation_label", number=shown, line=source_line(citation))
    return f'<a class="cite" href="/bron/{citation.id}" title="{plain(label)}">[{shown}]</a>'


def answer_html(answer: Answer, token: str, titles: Mapping[str, str]) -> str:
    """The whole answer as one HTML block without empty lines.

    ``token`` names its permanent page ('' for none), ``titles`` the registered sources by id.
    """
    parts = ['<div class="antwoord">', _reading(answer), _facts(answer)]
    if answer.status == ABSTAINED:
        parts += [_abstention(answer, titles)]
    elif answer.topic:
        parts += [_all_passages(answer)]
    else:
        if answer.quotes and answer.missing_role:
            parts += [f'<p class="melding">{plain(say(f"answer.missing_{answer.missing_role}"))}</p>']
        for role, quotes in groupby(answer.all_quotes, key=lambda quote: quote.citation.role):
            parts += [_group(role, list(quotes))]
        sure = say("answer.sure", word=confidence_word(answer.confidence)) if answer.quotes else ""
        parts += [f'<p class="slot">{plain(sure)} {plain(say("page.promise"))}</p>']
    if token:
        parts += [_take_along(token, answer.read_as or answer.question)]
    return "".join([*parts, "</div>"])


def question_html(question: str) -> str:
    """The reader's own question, as text."""
    return f'<h2 class="gevraagd">{plain(question)}</h2>'


def notice_html(text: str) -> str:
    """A message of ours in the place of an answer."""
    return f'<div class="antwoord"><p class="melding">{plain(text)}</p></div>'


def role_name(role: str) -> str:
    """Whose text it is, in words."""
    return say(f"role.{role}") if f"role.{role}" in messages() else role


def role_class(role: str) -> str:
    """The role as part of a class name."""
    return re.sub(r"\W", "", role)


def speakers(citations: Sequence[Citation]) -> str:
    """Who spoke, where the register knows it and the role's name does not say it already."""
    return ", ".join(dict.fromkeys(c.speaker for c in citations if c.speaker and c.speaker != role_name(c.role)))


def reason_text(reason: str) -> str:
    """Why there is no answer, in a sentence."""
    return say("page.no_sources" if reason == "empty_index" else f"abstain.{reason or 'not_in_sources'}")


def _reading(answer: Answer) -> str:
    """How the question was read where that is not as it was typed, and a link that takes it as it stands."""
    told = (("answer.read_as", answer.read_as), ("answer.searched_for", answer.searched_for))
    lines = [plain(say(key, text=text)) for key, text in told if text]
    if not lines:
        return ""
    as_typed = _query(f"“{_QUOTATION_MARKS.sub('', answer.question)}”")
    lines.append(f'<a class="vraag" href="/?vraag={as_typed}">{plain(say("page.as_typed"))}</a>')
    return "".join(f'<p class="gelezen">{line}</p>' for line in lines)


def _facts(answer: Answer) -> str:
    if not answer.facts:
        return ""
    lines = "".join(f"<li>{plain(fact_line(fact))}</li>" for fact in answer.facts)
    return f'<h3>{plain(say("fact.heading"))}</h3><ul class="feiten">{lines}</ul>'


def _all_passages(answer: Answer) -> str:
    lines = "".join(f"<li>{_found(found, whole=True)}</li>" for found in answer.passages)
    heading = say("answer.topic", topic=answer.topic, count=len(answer.passages))
    return f'<h3>{plain(heading)}</h3><ol class="alle">{lines}</ol>'


def _group(role: str, quotes: Sequence[Quote]) -> str:
    heading = f'<span class="rol">{plain(role_name(role))}</span>'
    spoke = speakers([quote.citation for quote in quotes])
    if spoke:
        heading += f' <span class="spreker">{plain(spoke)}</span>'
    body = "".join(_quote(quote) for quote in quotes)
    return f'<div class="groep rol-{role_class(role)}"><h3>{heading}</h3>{body}</div>'


def _quote(quote: Quote) -> str:
    kind = say(f"page.kind_{quote.kind}") if f"page.kind_{quote.kind}" in messages() else ""
    lead = f'<span class="aanloop">{_run(quote.lead)}</span> ' if quote.lead else ""
    also = "".join(f" {citation_link(place)}" for place in quote.also_at)
    also = f' <span class="ook">{plain(say("page.also_at"))}{also}</span>' if also else ""
    label = f'<span class="soort">{plain(kind)}</span> ' if kind else ""
    ocr = f'<span class="soort">{plain(say("page.ocr"))}</span> ' if quote.citation.ocr else ""
    return (
        f'<blockquote><p class="citaat">{lead}{marked(quote.text, quote.marks)}'
        f'<span class="eind"></span>{plain(NO_BREAK)}{citation_link(quote.citation)}</p>'
        f'<p class="plaats">{label}{ocr}{plain(source_line(quote.citation))}{also}</p></blockquote>'
    )


def _abstention(answer: Answer, titles: Mapping[str, str]) -> str:
    parts = [f'<p class="geen">{plain(reason_text(answer.reason))}</p>']
    if answer.passages:
        nearest = "".join(f"<li>{_found(found)}</li>" for found in answer.passages[:3])
        parts += [f'<h3>{plain(say("answer.near"))}</h3><ul class="dichtbij">{nearest}</ul>']
    if answer.suggestions:
        asked = "".join(
            f'<li><a class="vraag" href="/?vraag={_query(text)}">{plain(text)}</a></li>' for text in answer.suggestions
        )
        parts += [f'<h3>{plain(say("answer.suggestions"))}</h3><ul class="voorstellen">{asked}</ul>']
    if answer.missing_source_ids:
        missing = "".join(f"<li>{plain(titles.get(name, name))}</li>" for name in answer.missing_source_ids)
        parts += [f'<h3>{plain(say("page.missing"))}</h3><ul class="ontbreekt">{missing}</ul>']
    return "".join(parts)


def _found(found: FoundPassage, whole: bool = False) -> str:
    words = found.text.split()
    text = found.text if whole or len(words) <= 30 else " ".join(words[:30]) + " …"
    role = found.citation.role
    who = f'<span class="rol rol-{role_class(role)}">{plain(role_name(role))}:</span>'
    place = f'<span class="plaats">{plain(source_line(found.citation))}</span>'
    return f"{who} {plain(text)} {citation_link(found.citation)} {place}"


def _take_along(token: str, topic: str) -> str:
    links = (
        ("alles", f"/passages?over={_query(topic)}", say("page.all_passages")),
        ("blijvend", f"/antwoord/{token}", say("page.permalink")),
        ("los", f"/antwoord/{token}.md", say("page.markdown")),
        ("los", f"/antwoord/{token}.pdf", say("page.pdf")),
    )
    made = " ".join(f'<a class="{kind}" href="{address}">{plain(label)}</a>' for kind, address, label in links)
    return f'<p class="meenemen">{made}</p>'


def _query(text: str) -> str:
    return percent_encode(text, safe="")


def _run(text: str) -> str:
    """Escaped text with white space at the ends kept as one space."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{plain(text)}{after}"

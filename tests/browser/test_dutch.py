"""Every word that a reader sees or hears comes from the message file, the names of the months, or a source."""

from __future__ import annotations

import re

from playwright.sync_api import Frame, Page, expect

from app.messages import messages
from ingest.lexicon import month_names
from tests.browser.conftest import Chromium, open_page
from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, ask, close_source, evaluated, open_tab, source
from tests.fakes import ADVICE
from tests.fakes import LETTER as TEXT

LATIN = re.compile(r"\b(lorem|ipsum|dolor|amet)\b")
OURS = {
    "bibtex",
    "ris",
    "markdown",
    "pdf",
    "rli",
    "x",
    "proef",
    "aan",
    "zet",
    "kamerstukken",
    "ii",
    "nr",
    "proefadvies",
    "streekadvies",
}
COLLECT = """() => {
  const texts = [document.title, document.body.innerText];
  for (const part of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-description']) {
      if (part.getAttribute(name)) texts.push(part.getAttribute(name));
    }
  }
  return texts;
}"""


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]+", text.casefold()))


KNOWN = words(" ".join([*messages().values(), *month_names()])) | OURS


def foreign(frame: Frame, allowed: set[str]) -> set[str]:
    """The words in sight or read aloud that neither the messages nor ``allowed`` hold."""
    shown = [text for text in evaluated(frame, COLLECT) if not LATIN.search(text)]
    return (
        {word for text in shown for word in words(text) if not re.fullmatch(r"[0-9a-f]{8,}|[a-f]+", word)}
        - KNOWN
        - allowed
    )


def source_words() -> set[str]:
    facts = (
        "Reactie van het kabinet minister van BZK Ministerie Raad voor de leefomgeving en infrastructuur Brief aan de"
    )
    return words(
        f"{ADVICE} {TEXT} {facts} informateur advies pdf reactie txt https example org {ANSWERED} {ABSTAINED} {LETTER}"
    )


def test_no_state_of_the_page_holds_a_foreign_word(page: Page) -> None:
    allowed = source_words() | words("Wat beveelt de raad aan Wanneer stuurde Hoeveel krijgt de uitvoering")
    assert foreign(page.main_frame, allowed) == set()
    for question in (LETTER, ABSTAINED, "fout"):
        ask(page, question)
        assert foreign(page.main_frame, allowed | {"fout"}) == set()
    page.locator("a.cite").first.click()
    expect(source(page).locator("#markering")).to_be_visible()
    for frame in page.frames:
        assert foreign(frame, allowed | {"fout"}) == set()
    close_source(page)
    for tab in ("Citaat controleren", "Advies en reactie", "Bronnen", "Over"):
        open_tab(page, tab)
        assert foreign(page.main_frame, allowed | {"fout"}) == set()


def test_a_lost_connection_is_reported_in_dutch_and_the_question_stays(chromium: Chromium, fake_address: str) -> None:
    for page in open_page(chromium, fake_address, expected="Failed to load resource"):
        page.route("**/gradio_api/run/**", lambda route: route.abort())
        page.get_by_label("Uw vraag").fill(LETTER)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Er is geen verbinding met de server. Probeer het opnieuw.")
        page.unroute("**/gradio_api/run/**")
        expect(page.get_by_role("alert")).to_have_count(0)  # gradio opens the page again when the server answers again
        expect(page.get_by_label("Uw vraag")).to_have_value(LETTER)
        page.get_by_label("Uw vraag").press("Enter")
        expect(page.locator("#gesprek .antwoord")).to_have_count(1)

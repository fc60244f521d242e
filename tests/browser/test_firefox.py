"""The states of the page in Debian's Firefox: the three widths, light and dark, by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import PHONE, TABLET, WIDE
from tests.browser.firefox import Firefox, find_firefox, firefox
from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, NEAR

pytestmark = pytest.mark.skipif(find_firefox() is None, reason="Firefox is not installed (apt-get install firefox-esr)")
READY = "document.querySelector('#vraag textarea').offsetParent && document.getElementById('menuknop')"
MENU = "document.getElementById('menuknop')"
CITE = "[...document.querySelectorAll('#gesprek a.cite.beeld')].filter((one) => one.offsetParent).pop()"
STRIP = "document.getElementById('bronkader').contentDocument.querySelector('.strook img').complete"
CHECKED = """axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'], iframes: false,
}).then((found) => found.violations.map((one) => one.id + one.nodes[0].target))"""
ASKED = "performance.getEntriesByType('resource').map((one) => one.name)"


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("profile"), dark=request.param) as opened:
        yield opened


def ask(browser: Firefox, question: str) -> None:
    before = browser.run("document.querySelectorAll('#gesprek .antwoord').length")
    browser.run("document.querySelector('#vraag textarea').focus()")
    browser.keys(question, "Enter")
    browser.until(f"document.querySelectorAll('#gesprek .antwoord').length === {before + 1}")


def violations(browser: Firefox) -> list[str]:
    browser.run("window.scrollTo(0, document.documentElement.scrollHeight)")
    browser.load(AXE_SCRIPT)
    found: list[str] = browser.run(CHECKED)
    return found


@pytest.mark.parametrize("size", [WIDE, PHONE, TABLET])
def test_questions_sources_and_tabs_work(browser: Firefox, fake_address: str, size: tuple[int, int]) -> None:
    browser.size(*size)
    browser.open(fake_address)
    browser.until(READY)
    assert violations(browser) == []
    for question, verdict in ((LETTER, "Gevonden"), (NEAR, "Raakt hieraan"), (ABSTAINED, "Staat niet in de bronnen")):
        ask(browser, question)
        last = "[...document.querySelectorAll('#gesprek .oordeel')].pop().textContent"
        assert browser.run(last) == verdict
    ask(browser, ANSWERED)
    browser.click(CITE)
    browser.until(STRIP)
    assert violations(browser) == []
    assert browser.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    browser.keys("Escape")
    browser.until("!document.getElementById('bronkader')")
    browser.click(MENU)
    browser.until("!document.getElementById('menulijst').hidden")
    assert violations(browser) == []
    browser.keys("Escape")
    assert browser.run("document.activeElement.id") == "menuknop"
    assert {urlsplit(one).netloc for one in browser.run(ASKED)} == {urlsplit(fake_address).netloc}


def test_a_conversation_is_undone_a_quotation_checked_and_advice_stands_beside_reaction(
    browser: Firefox, fake_address: str
) -> None:
    browser.size(*WIDE)
    browser.open(fake_address)
    browser.until(READY)
    ask(browser, LETTER)
    browser.run("document.getElementById('opnieuw').click()")
    browser.until("document.getElementById('terugzetten')")
    browser.open(browser.run("document.getElementById('terugzetten').href"))
    browser.until("document.querySelectorAll('#gesprek .antwoord').length === 1")
    browser.run("document.querySelector('#vraag textarea').focus()")
    browser.keys("Een halve vra")
    browser.open(browser.run("location.href"))
    browser.until(f"({READY}) && document.querySelector('#vraag textarea').value === 'Een halve vra'")
    tab = "[...document.querySelectorAll('[role=tab]')][{}]"
    browser.click(tab.format(1))
    browser.until("document.getElementById('citaat').offsetParent")
    browser.run("document.querySelector('#citaat textarea').focus()")
    browser.keys("De uitvoering krijgt 12 miljoen euro, en niet minder.")
    browser.click("document.getElementById('controleer')")
    browser.until("document.querySelector('.segment.altered del')")
    assert violations(browser) == []
    browser.click(tab.format(2))
    browser.until("document.querySelector('.vergelijking')?.offsetParent")
    assert violations(browser) == []


def test_tabs_and_divider_move_by_keyboard_and_the_choice_of_colours_is_kept(
    browser: Firefox, fake_address: str
) -> None:
    browser.size(*WIDE)
    browser.open(fake_address)
    browser.until(READY)
    browser.run("document.getElementById('verdeling').focus()")
    browser.keys("ArrowRight")
    assert browser.run("document.getElementById('verdeling').getAttribute('aria-valuenow')") == "52"
    browser.run("document.querySelector('[role=tab]').focus()")
    browser.keys("ArrowRight")
    browser.until("document.getElementById('citaat').offsetParent")
    paper = "getComputedStyle(document.body).backgroundColor"
    for choice in ("Licht", "Donker", "Zoals uw apparaat"):
        browser.click(MENU)
        found = (
            f"[...document.querySelectorAll('.keuze button')].find((one) => one.textContent === {json.dumps(choice)})"
        )
        browser.run(f"{found}.click()")
        browser.keys("Escape")
        if choice == "Licht":
            light = browser.run(paper)
        if choice == "Donker":
            assert browser.run(paper) != light

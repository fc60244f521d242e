"""The menu in the head, tabs, the divider and earlier conversations; all by mouse, by finger and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.settings import WebSettings
from tests.browser.conftest import PHONE, TABLET, WIDE, Chromium, open_page, served
from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, ask, source, violations
from tests.fakes import FakeAssistant

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def open_menu(page: Page) -> Locator:
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#menulijst")).to_be_visible()
    return page.locator("#menulijst")


def test_colours_are_chosen_and_kept_on_every_page_of_the_site(page: Page) -> None:
    light = page.evaluate(BACKGROUND)
    open_menu(page).get_by_role("button", name="Donker").click()
    assert page.evaluate(BACKGROUND) != light
    assert violations(page) == []
    page.reload()
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    assert page.evaluate(BACKGROUND) != light
    ask(page, ANSWERED)
    page.locator("a.cite").first.click()
    expect(source(page).locator("html")).to_have_attribute("data-colours", "dark")
    page.keyboard.press("Escape")
    open_menu(page).get_by_role("button", name="Licht").click()
    assert page.evaluate(BACKGROUND) == light


def test_print_is_dark_on_white_whatever_colours_were_chosen(wide: Page) -> None:
    ask(wide, LETTER)
    ink = "getComputedStyle(document.querySelector('.citaat')).color"
    plain = wide.evaluate(ink)
    open_menu(wide).get_by_role("button", name="Donker").click()
    assert wide.evaluate(ink) != plain
    wide.emulate_media(media="print")
    assert wide.evaluate(ink) == plain


def test_letters_grow_and_nothing_is_cut_off(page: Page) -> None:
    plain = page.locator("#kop h1").evaluate("(title) => parseFloat(getComputedStyle(title).fontSize)")
    open_menu(page).get_by_role("button", name="Grootst").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()
    assert page.locator("#kop h1").evaluate("(title) => parseFloat(getComputedStyle(title).fontSize)") > plain * 1.3
    ask(page, ANSWERED)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [PHONE, TABLET])
def test_a_narrow_screen_has_the_tabs_in_the_menu(chromium: Chromium, fake_address: str, size: tuple[int, int]) -> None:
    for page in open_page(chromium, fake_address, size, has_touch=True):
        menu = open_menu(page)
        expect(menu.locator("#bladen button")).to_have_text(
            ["Vraag", "Citaat controleren", "Advies en reactie", "Bronnen", "Over"]
        )
        expect(menu.locator("#bladen [aria-current]")).to_have_text("Vraag")
        assert violations(page) == []
        menu.get_by_role("button", name="Bronnen").tap()
        expect(page.locator(".bronkaart").first).to_be_visible()
        expect(menu).to_be_hidden()
        assert violations(page) == []


def test_arrow_keys_choose_a_tab_and_a_reload_keeps_it(wide: Page) -> None:
    wide.get_by_role("tab", name="Vraag").focus()
    wide.keyboard.press("ArrowRight")
    expect(wide.get_by_role("tab", name="Citaat controleren")).to_be_focused()
    wide.keyboard.press("End")
    expect(wide.get_by_role("heading", name="Wat dit is", exact=True)).to_be_visible()
    wide.reload()
    expect(wide.get_by_role("heading", name="Wat dit is", exact=True)).to_be_visible()
    wide.keyboard.press("Tab")
    wide.get_by_role("tab", name="Over").focus()
    wide.keyboard.press("ArrowRight")
    expect(wide.get_by_label("Uw vraag")).to_be_visible()


def test_the_divider_moves_by_mouse_and_by_keyboard_and_stays(wide: Page) -> None:
    divider = wide.get_by_role("separator", name="Verdeling tussen gesprek en bron")
    expect(divider).to_have_attribute("aria-valuenow", "50")
    divider.focus()
    wide.keyboard.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuenow", "52")
    box = divider.bounding_box()
    assert box is not None
    wide.mouse.move(box["x"] + 5, 400)
    wide.mouse.down()
    wide.mouse.move(WIDE[0] * 0.4, 400, steps=4)
    wide.mouse.up()
    expect(divider).to_have_attribute("aria-valuenow", "40")
    wide.keyboard.press("Home")
    expect(divider).to_have_attribute("aria-valuenow", "30")
    wide.reload()
    expect(divider).to_have_attribute("aria-valuenow", "30")
    assert violations(wide) == []


def test_earlier_conversations_are_listed_opened_and_cleared(page: Page) -> None:
    ask(page, LETTER)
    ask(page, ABSTAINED)
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator("#gesprek .antwoord")).to_have_count(0)
    ask(page, ANSWERED)
    menu = open_menu(page)
    expect(menu.locator("#eerder a")).to_have_text([ANSWERED, LETTER])
    menu.locator("#eerder a").last.click()
    expect(page.locator(".gevraagd")).to_have_text([LETTER, ABSTAINED])
    menu = open_menu(page)
    expect(menu.locator("#eerder a")).to_have_count(2)
    menu.get_by_role("button", name="Wis alle gesprekken").click()
    expect(menu.get_by_text("Er zijn nog geen eerdere gesprekken.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('aanzet-gesprekken')") is None


def test_a_maintainer_may_have_no_conversations_kept(chromium: Chromium, tmp_path: Path) -> None:
    for address in served(FakeAssistant(tmp_path), WebSettings(earlier_conversations=False)):
        for page in open_page(chromium, address):
            page.evaluate("localStorage.setItem('aanzet-gesprekken', '[]')")
            page.reload()
            ask(page, LETTER)
            expect(open_menu(page).get_by_text("Eerdere gesprekken")).to_have_count(0)
            assert page.evaluate("localStorage.getItem('aanzet-gesprekken')") is None


def test_the_page_is_no_taller_than_the_window_without_a_conversation(wide: Page) -> None:
    assert wide.evaluate("document.documentElement.scrollHeight <= window.innerHeight")

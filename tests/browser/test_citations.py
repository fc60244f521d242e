"""The map of a source, the walk through citations, and the preview of one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import ANSWERED, LETTER, ask, source, violations

ADVISED = "Wat staat er over beveelt en opgaven?"


def test_a_map_shows_where_the_citations_of_the_conversation_stand_in_the_source(page: Page) -> None:
    for question in (ADVISED, LETTER, ANSWERED):
        ask(page, question)
    page.locator("#gesprek .antwoord").last.locator("a.cite").first.click()
    ticks = source(page).locator(".kaart a")
    expect(ticks).to_have_text(["1", "3"])  # the second is of another source
    expect(ticks.last).to_have_attribute("aria-current", "true")
    assert violations(page) == []
    ticks.last.focus()
    ticks.last.press("ArrowUp")
    expect(ticks.first).to_be_focused()
    ticks.first.press("Enter")
    expect(source(page).get_by_text("Citaat 1", exact=True)).to_be_visible()
    expect(page.locator("a.cite[aria-current]")).to_have_text("[1]")


def test_the_map_of_a_long_conversation_holds_the_citation_that_is_shown(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("a.cite").first.evaluate(
        """link => { for (let number = 100; number < 180; number += 1) {
             const copy = link.cloneNode(true);
             copy.href = link.getAttribute('href').replace(/nr=.*/, `nr=${number}`);
             copy.textContent = `[${number}]`;
             link.after(copy); } }"""
    )
    page.locator("a.cite").filter(has_text="[179]").click()
    tick = source(page).locator(".kaart a[aria-current]")
    expect(tick).to_have_text("179")
    expect(tick).to_be_in_viewport()
    assert tick.evaluate("one => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth")


def test_arrow_keys_in_the_panel_walk_through_the_citations(wide: Page) -> None:
    ask(wide, LETTER)
    ask(wide, ANSWERED)
    wide.locator("a.cite:visible").last.click()
    expect(source(wide).get_by_text("Citaat 2", exact=True)).to_be_visible()
    source(wide).get_by_role("link", name="Vorige").focus()
    wide.keyboard.press("ArrowLeft")
    expect(source(wide).get_by_text("Citaat 1", exact=True)).to_be_visible()
    expect(wide.locator("a.cite[aria-current]")).to_have_text("[1]")


def test_a_citation_under_the_pointer_or_the_keyboard_shows_its_lines(wide: Page) -> None:
    ask(wide, ANSWERED)
    expect(source(wide).locator(".strook img")).to_be_visible()
    source(wide).locator("body").press("Escape")
    expect(wide.locator("#bronkader")).to_have_count(0)
    cite = wide.locator("a.cite.beeld").first
    wide.get_by_label("Uw vraag").focus()
    cite.hover()
    expect(wide.get_by_role("tooltip").get_by_alt_text("De regels rond dit citaat")).to_be_visible()
    wide.mouse.move(5, 5)
    expect(wide.get_by_role("tooltip")).to_have_count(0)
    for _ in range(20):
        wide.keyboard.press("Shift+Tab")
        if cite.evaluate("(link) => document.activeElement === link"):
            break
    expect(wide.get_by_role("tooltip")).to_be_visible()
    assert violations(wide) == []
    wide.keyboard.press("Escape")
    expect(wide.get_by_role("tooltip")).to_have_count(0)

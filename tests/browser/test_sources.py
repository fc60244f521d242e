"""A citation opens its source, with the words marked; sources, comparison and topics have their own tabs."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import ANSWERED, LETTER, ask, open_tab, source


def test_a_click_on_a_citation_shows_the_lines_around_it_at_once(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("a.cite").first.click()
    strip = source(page).locator(".strook img")
    expect(strip).to_be_in_viewport()
    expect(strip).to_have_attribute("alt", re.compile("met de geciteerde woorden gemarkeerd"))
    expect(source(page).locator("mark")).to_contain_text("Uitvoerders moeten vanaf het begin meedoen")
    expect(source(page).get_by_text("Blz. 2 van 2")).to_be_visible()
    expect(source(page).get_by_text("Citaat 1")).to_be_visible()
    source(page).get_by_text("Hele bladzijde").click()
    expect(source(page).locator(".vel img")).to_be_visible()


def test_letters_of_a_strip_are_large_enough_to_read_on_a_telephone(phone: Page) -> None:
    ask(phone, ANSWERED)
    phone.locator("a.cite").first.click()
    strip = source(phone).locator(".strook img")
    expect(strip).to_be_in_viewport()
    box = strip.bounding_box()
    assert box is not None
    assert box["width"] > 600  # a page of 11 points to 16 pixels, so wider than the screen; it scrolls by itself


def test_a_source_can_be_searched_and_its_pages_jumped_to(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("a.cite").first.click()
    source(page).get_by_label("Zoek in deze bron").fill("de raad beveelt")
    source(page).get_by_role("button", name="Zoek", exact=True).click()
    expect(source(page).locator(".gezocht li")).to_have_count(1)
    source(page).locator(".gezocht a").click()
    expect(source(page).get_by_text("Blz. 1 van 2")).to_be_visible()
    source(page).get_by_label("Ga naar bladzijde").fill("2")
    source(page).get_by_role("button", name="Ga", exact=True).click()
    expect(source(page).get_by_text("Blz. 2 van 2")).to_be_visible()


def test_a_citation_of_a_text_source_shows_the_paragraph_with_the_words_marked(page: Page) -> None:
    ask(page, LETTER)
    page.locator("a.cite").first.click()
    expect(source(page).locator("#markering")).to_be_in_viewport()
    expect(source(page).locator("article")).to_contain_text("Het kabinet neemt de hoofdaanbeveling over.")


def test_pages_and_sizes_of_a_source_can_be_turned(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("a.cite").first.click()
    source(page).get_by_role("link", name="Vorige").click()
    expect(source(page).get_by_text("Blz. 1 van 2")).to_be_visible()
    expect(source(page).get_by_text("De geciteerde woorden staan op een andere bladzijde.")).to_be_visible()
    source(page).get_by_role("link", name="Terug naar het citaat").click()
    expect(source(page).get_by_text("Blz. 2 van 2")).to_be_visible()
    source(page).locator(".heel summary").click()
    source(page).get_by_role("link", name="Vergroting 150%").click()
    expect(source(page).locator(".vel")).to_have_class(re.compile("zoom-150"))


def test_a_source_tells_where_it_comes_from_and_how_to_cite_it(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("a.cite").first.click()
    expect(source(page).locator("code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    expect(source(page).locator("#verwijzing-tekst")).to_contain_text("Uitvoerders moeten vanaf het begin meedoen")
    official = source(page).get_by_role("link", name=re.compile("officiële publicatie"))
    expect(official).to_have_attribute("href", "https://example.org/advies.pdf#page=2")


def test_the_sources_tab_tells_what_is_loaded_and_what_is_missing(page: Page) -> None:
    open_tab(page, "Bronnen")
    expect(page.locator(".bronkaart")).to_have_count(3)
    expect(page.locator(".bronkaart.ontbreekt")).to_contain_text("Brief aan de informateur")


def test_the_advice_stands_beside_the_reaction(page: Page) -> None:
    open_tab(page, "Advies en reactie")
    expect(page.locator(".paar .rol-advies .citaat").first).to_contain_text(
        "De raad beveelt aan om uitvoering en beleid"
    )


def test_all_passages_on_a_topic_open_in_the_panel(page: Page) -> None:
    ask(page, "hoofdaanbeveling")
    page.get_by_role("link", name="Alle passages hierover").click()
    expect(source(page).locator(".regels li")).to_have_count(1)
    source(page).locator(".regels a").click()
    expect(source(page).locator("mark")).to_contain_text("hoofdaanbeveling")

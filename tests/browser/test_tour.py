"""What a reader does from question to checked source, by mouse and by keyboard, on a wide screen and on a telephone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, NEAR, ask, open_tab, source


def test_the_question_box_and_three_examples_are_in_sight_at_once(page: Page) -> None:
    expect(page.get_by_label("Uw vraag")).to_be_in_viewport()
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    expect(page.locator("#voorbeelden button")).to_have_count(3)
    for example in page.locator("#voorbeelden button").all():
        expect(example).to_be_in_viewport()
    expect(page.get_by_text("Geen generatieve AI: elk citaat staat woord voor woord in de bron.")).to_be_in_viewport()


def test_the_first_screen_says_what_is_loaded_and_how_to_get_the_rest(page: Page) -> None:
    rows = page.locator(".stand-van-zaken li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("De uitvoering aan zet, 19 december 2023")
    expect(page.locator(".stand-van-zaken .ontbreekt")).to_contain_text("niet geladen")
    expect(page.locator(".stand-van-zaken")).to_contain_text("De beheerder kan ontbrekende bronnen zelf in de werkmap")
    ask(page, LETTER)
    expect(rows.first).to_be_hidden()


def test_an_example_answers_and_says_who_says_it_first(page: Page) -> None:
    page.locator("#voorbeelden button").nth(1).click()
    answer = page.locator("#gesprek .antwoord")
    expect(answer.get_by_role("heading", level=3).first).to_contain_text("Het kabinet")
    expect(answer.locator(".citaat").first).to_contain_text("De minister stuurde de reactie op 25 maart 2024")
    expect(answer.locator("mark").first).to_be_visible()


def test_a_new_answer_stands_in_view_from_its_question_on(page: Page) -> None:
    for question in (LETTER, ABSTAINED, ANSWERED):
        ask(page, question)
        expect(page.locator(".gevraagd").last).to_be_in_viewport()


def test_back_closes_the_sheet_on_a_telephone_and_stays_on_the_page(phone: Page) -> None:
    ask(phone, ANSWERED)
    address = phone.url
    phone.locator("a.cite").first.click()
    expect(source(phone).locator(".strook img")).to_be_in_viewport()
    expect(source(phone).get_by_role("heading", level=1)).to_be_in_viewport()
    phone.go_back()
    expect(phone.locator("#bronkader")).to_have_count(0)
    expect(phone.locator("#gesprek .antwoord")).to_have_count(1)
    expect(phone).to_have_url(address)


def test_a_sheet_in_which_pages_were_turned_closes_at_once(phone: Page) -> None:
    ask(phone, ANSWERED)
    for close in (phone.go_back, lambda: phone.get_by_role("button", name="Sluiten").click()):
        phone.locator("a.cite").first.click()
        source(phone).get_by_role("link", name="Vorige").click()
        expect(source(phone).get_by_text("Blz. 1 van 2")).to_be_visible()
        source(phone).get_by_label("Ga naar bladzijde").fill("2")
        source(phone).get_by_role("button", name="Ga", exact=True).click()
        expect(source(phone).get_by_text("Blz. 2 van 2")).to_be_visible()
        close()
        expect(phone.locator("#bronkader")).to_have_count(0)
        expect(phone.locator("#gesprek .antwoord")).to_have_count(1)


def test_arrow_keys_walk_through_the_citations_with_the_panel(wide: Page) -> None:
    ask(wide, LETTER)
    ask(wide, ANSWERED)
    wide.locator("a.cite:visible").last.click()
    expect(source(wide).get_by_role("heading", level=1)).to_have_text("De uitvoering aan zet")
    wide.locator("a.cite:visible").last.focus()
    wide.keyboard.press("ArrowLeft")
    expect(source(wide).get_by_role("heading", level=1)).to_have_text("Reactie van het kabinet")


def test_numbers_run_on_through_the_conversation(page: Page) -> None:
    ask(page, LETTER)
    before = page.locator("#gesprek a.cite").count()
    ask(page, ANSWERED)
    expect(page.locator("#gesprek .antwoord").last.locator("a.cite").first).to_have_text(f"[{before + 1}]")


def test_the_three_verdicts_come_first(page: Page) -> None:
    for question, verdict in ((ANSWERED, "Gevonden"), (NEAR, "Raakt hieraan"), (ABSTAINED, "Staat niet in de bronnen")):
        ask(page, question)
        expect(page.locator("#gesprek .antwoord").last.locator("p").first).to_have_text(verdict)
    expect(page.get_by_text("Het kabinet zegt hier in de geladen brief niets over.")).to_be_visible()


def test_small_talk_gets_a_short_reply_and_leaves_no_trace(page: Page) -> None:
    ask(page, "Hallo!")
    expect(page.locator("#gesprek .antwoord")).to_have_text("Goedendag. Stel hier een vraag over de bronnen.")
    ask(page, "En de hoofdaanbeveling?")
    expect(page.locator(".gelezen")).to_have_count(0)


def test_an_old_answer_can_still_be_checked(page: Page) -> None:
    ask(page, ANSWERED)
    ask(page, LETTER)
    page.locator("a.cite").first.click()
    expect(source(page).get_by_role("heading", level=1)).to_have_text("De uitvoering aan zet")


def test_the_whole_tour_can_be_made_by_keyboard_alone(page: Page) -> None:
    page.keyboard.type(ANSWERED)
    page.keyboard.press("Enter")
    expect(page.locator("#gesprek .antwoord")).to_have_count(1)
    expect(page.get_by_label("Uw vraag")).to_have_value("")
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    expect(page.locator("a.cite").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(source(page).locator(".strook img")).to_be_visible()
    expect(page.locator("#bronkader")).to_be_focused()
    page.keyboard.press("Tab")
    expect(source(page).get_by_role("link", name="Vorige")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#bronkader")).to_have_count(0)
    expect(page.locator("a.cite").first).to_be_focused()


def test_arrow_up_recalls_earlier_questions_and_arrow_down_returns(page: Page) -> None:
    ask(page, ANSWERED)
    ask(page, LETTER)
    box = page.get_by_label("Uw vraag")
    box.press("ArrowUp")
    expect(box).to_have_value(LETTER)
    box.press("ArrowUp")
    expect(box).to_have_value(ANSWERED)
    box.press("ArrowDown")
    expect(box).to_have_value(LETTER)


def test_a_follow_up_shows_how_it_was_read(page: Page) -> None:
    ask(page, LETTER)
    ask(page, "En de hoofdaanbeveling?")
    expect(page.locator(".gelezen").first).to_contain_text(f"Gelezen als: En de hoofdaanbeveling? ({LETTER})")


def test_a_reading_is_undone_with_one_click(page: Page) -> None:
    ask(page, LETTER)
    ask(page, "En de hoofdaanbeveling?")
    page.get_by_role("link", name="Zoek op precies wat u typte").click()
    expect(page.locator("#gesprek .antwoord")).to_have_count(3)
    expect(page.locator(".gevraagd").last).to_have_text("“En de hoofdaanbeveling?”")
    expect(page.locator("#gesprek .antwoord").last.locator(".gelezen")).to_have_count(0)


def test_reload_and_back_keep_the_conversation(page: Page) -> None:
    ask(page, LETTER)
    ask(page, ABSTAINED)
    page.reload()
    expect(page.locator(".gevraagd")).to_have_text([LETTER, ABSTAINED])
    page.goto(page.url.split("?")[0] + "healthz")
    page.go_back()
    expect(page.locator(".gevraagd")).to_have_text([LETTER, ABSTAINED])


def test_a_question_that_was_not_sent_survives_a_reload(page: Page) -> None:
    ask(page, LETTER)
    page.get_by_label("Uw vraag").fill("Een halve vra")
    for _ in range(2):
        page.reload()
        expect(page.locator("#gesprek .antwoord")).to_have_count(1)
        expect(page.get_by_label("Uw vraag")).to_have_value("Een halve vra")


def test_a_new_conversation_begins_empty(page: Page) -> None:
    ask(page, LETTER)
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator("#gesprek .antwoord")).to_have_count(0)
    expect(page.locator("#voorbeelden")).to_be_visible()
    expect(page).not_to_have_url(re.compile("gesprek="))
    ask(page, "En de hoofdaanbeveling?")
    expect(page.locator(".gelezen")).to_have_count(0)


def test_a_new_conversation_can_be_undone(page: Page) -> None:
    ask(page, LETTER)
    page.get_by_role("button", name="Nieuw gesprek").click()
    page.get_by_role("link", name="Zet het vorige gesprek terug").click()
    expect(page.locator(".gevraagd")).to_have_text([LETTER])


def test_a_suggested_question_asks_itself(page: Page) -> None:
    ask(page, ABSTAINED)
    page.locator("a.vraag").nth(1).click()
    expect(page.locator("#gesprek .antwoord")).to_have_count(2)
    expect(page.locator(".gevraagd").last).to_have_text(LETTER)


def test_an_abstention_names_the_nearest_passages_and_the_missing_sources(page: Page) -> None:
    ask(page, ABSTAINED)
    page.get_by_text("Passages die het dichtst bij uw vraag komen").click()
    expect(page.locator(".dichtbij li")).to_have_count(3)
    expect(page.locator(".ontbreekt li")).to_have_text("Brief aan de informateur")


def test_a_failure_is_explained_in_dutch_and_the_next_question_works(page: Page) -> None:
    ask(page, "fout")
    expect(page.locator(".melding")).to_have_text("Het is niet gelukt om een antwoord te zoeken. Probeer het opnieuw.")
    ask(page, LETTER)
    expect(page.locator("a.cite")).not_to_have_count(0)


@pytest.mark.parametrize("pasted", ["Uitvoerders moeten vanaf het begin meedoen aan het maken van beleid."])
def test_a_quotation_is_checked_and_its_place_shown(page: Page, pasted: str) -> None:
    open_tab(page, "Citaat controleren")
    page.get_by_label("Citaat", exact=True).fill(pasted)
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator(".segment.verbatim")).to_have_count(1)
    page.locator(".segment a.cite").click()
    expect(source(page).locator(".strook img")).to_be_visible()


def test_an_altered_quotation_shows_the_changed_words(page: Page) -> None:
    open_tab(page, "Citaat controleren")
    page.get_by_label("Citaat", exact=True).fill("De uitvoering krijgt 12 miljoen euro, en niet minder.")
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator(".segment.altered del")).to_have_text("12")  # the reader's
    expect(page.locator(".segment.altered ins")).to_have_text("21")  # the source's


def test_a_permanent_link_shows_the_same_answer_and_says_that_nothing_changed(page: Page) -> None:
    ask(page, LETTER)
    quoted = page.locator("#gesprek .citaat").first.inner_text()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Blijvende link").click()
    lasting = opened.value
    expect(lasting.locator(".citaat").first).to_have_text(quoted)
    expect(lasting.locator(".melding")).to_contain_text("dezelfde")
    expect(lasting.get_by_text("0123456789abcdef" * 4)).to_be_visible()

"""All places of a subject: what is ticked off stays so, and the list is switched and read in two ways by links."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TWICE = "de"  # stands more than once in a sentence of the letter


def test_a_tick_stays_in_both_readings_after_another_subject_and_a_reload(wide: Page) -> None:
    address = wide.url.split("?")[0]
    wide.goto(f"{address}passages?over={TWICE}")
    boxes = wide.locator("input[data-read]")
    places = [box.get_attribute("data-read") for box in boxes.all()]
    same = [number for number, place in enumerate(places) if places.count(place) > 1 and place == places[-1]]
    assert len(same) > 1
    boxes.nth(same[0]).check()
    for number in range(len(places)):
        expect(boxes.nth(number)).to_be_checked(checked=number in same)
    wide.goto(f"{address}passages?over=kabinet")
    expect(wide.get_by_role("checkbox", checked=True)).to_have_count(0)
    wide.go_back()
    expect(wide.get_by_role("checkbox", checked=True)).to_have_count(len(same))
    wide.reload()
    expect(wide.get_by_role("checkbox", checked=True)).to_have_count(len(same))
    wide.get_by_role("link", name="Toon hele alinea’s").click()
    expect(wide.get_by_role("checkbox", checked=True)).to_have_count(1)
    wide.get_by_role("checkbox", checked=True).uncheck()
    wide.get_by_role("link", name="Toon regels").click()
    expect(wide.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_a_term_is_switched_off_and_on_and_the_count_says_so(wide: Page) -> None:
    wide.goto(f"{wide.url.split('?')[0]}passages?over=kabinet&vorm=passages")
    wide.get_by_role("link", name="tel niet mee kabinet").click()
    switch = wide.get_by_role("link", name="tel weer mee kabinet")
    expect(switch).to_be_visible()
    switch.click()
    expect(wide.get_by_role("link", name="tel niet mee kabinet")).to_be_visible()
    expect(wide.get_by_role("link", name="Toon regels")).to_be_visible()

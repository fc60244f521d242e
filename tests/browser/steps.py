"""What a reader does on the page, for the browser tests."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Frame, FrameLocator, Page, expect

ANSWERED = "Wat moeten uitvoerders doen?"
ABSTAINED = "Wat is de hoofdstad van Frankrijk?"
NEAR = "Hoeveel miljard geeft de regering uit?"
LETTER = "Wanneer stuurde de minister de reactie?"
TURNS = 4  # a citation that is opened while another still loads makes two


def ask(page: Page, question: str) -> None:
    """Types a question, presses Enter, and waits for what the page says to it."""
    before = page.locator("#gesprek .antwoord").count()
    page.get_by_label("Uw vraag").fill(question)
    page.get_by_label("Uw vraag").press("Enter")
    expect(page.locator("#gesprek .antwoord")).to_have_count(before + 1)


def source(page: Page) -> FrameLocator:
    """The panel's page."""
    return page.frame_locator("#bronkader")


def close_source(page: Page) -> None:
    """Closes the panel, which on a telephone lies over the conversation."""
    page.keyboard.press("Escape")
    expect(page.locator("#bronkader")).to_have_count(0)


def open_tab(page: Page, name: str) -> None:
    """Chooses a tab, in the row or in the menu that holds them on a narrow screen, and waits until it shows."""
    tab = page.get_by_role("tab", name=name)
    if tab.count():
        tab.click()
    else:
        page.get_by_role("button", name="Menu", exact=True).click()
        page.locator("#bladen").get_by_role("button", name=name).click()
    heading = "Wat dit is" if name == "Over" else name
    expect(page.get_by_role("heading", level=2, name=heading, exact=True)).to_be_visible()


def evaluated(frame: Frame, script: str) -> Any:
    """What ``script`` gives in a frame whose page is whole; one that goes on to its next page is asked again there."""
    for _ in range(TURNS):
        frame.wait_for_load_state()
        try:
            return frame.evaluate(script)
        except Error as gone:
            if frame.is_detached() or "navigation" not in gone.message:
                raise
    return frame.evaluate(script)


def violations(page: Page) -> list[str]:
    """What axe-core finds in the page and its frames: WCAG 2.0, 2.1 and 2.2, A and AA, and best practices.

    A click on a link does not wait for the next page: first expect something that only the next page has. The page is
    looked at from its end, where the question box covers no half of a link, which axe-core would find too small.
    """
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    for frame in page.frames:
        evaluated(frame, AXE_SCRIPT)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = page.evaluate("(tags) => axe.run({runOnly: tags, resultTypes: ['violations']})", rules)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]

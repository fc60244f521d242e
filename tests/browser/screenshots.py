"""The README's pictures: `python -m tests.browser.screenshots` writes them to docs/pictures (needs chromium)."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app import Assistant
from app.settings import Settings
from app.workspace import open_workspace
from tests.browser.conftest import FLAGS, PHONE, WIDE, find_chromium, served
from tests.browser.steps import ask, source

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
QUESTION = "Wat vindt het kabinet van het advies?"
PASTED = (
    "Verwezen wordt ook naar een brief die de secretarissen-generaal op 16 januari 2024 aan de informateur hebben "
    "gestuurd. Hierin wordt nadrukkelijk aandacht gevraagd voor een betere afstemming tussen beleid en uitvoering."
)


def answer(page: Page) -> None:
    """A question answered, with its source beside it."""
    ask(page, QUESTION)
    expect(source(page).locator("#markering")).to_be_visible()


def quotation(page: Page) -> None:
    """A quotation checked, one sentence of it altered."""
    page.get_by_role("tab", name="Citaat controleren").click()
    page.get_by_label("Citaat", exact=True).fill(PASTED)
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator(".segment")).to_have_count(2)
    page.locator(".segment a.cite").first.click()
    expect(source(page).locator("#markering")).to_be_visible()


def phone_in_the_dark(page: Page) -> None:
    """An answer on a telephone at night."""
    ask(page, QUESTION)


def main() -> None:
    """Makes the three pictures from the shipped corpus."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workspace = open_workspace(Path(home), Settings())
        workspace.build(workspace.ingest())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for address in served(Assistant.open(workspace)):
            take(browser, address, "antwoord.png", answer, WIDE)
            take(browser, address, "citaat.png", quotation, WIDE)
            take(browser, address, "telefoon.png", phone_in_the_dark, PHONE, color_scheme="dark")
        browser.close()


def take(
    browser: Browser, address: str, name: str, act: Callable[[Page], None], size: tuple[int, int], **options: str
) -> None:
    """One picture, in few colours so that the file stays small."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
    page.goto(address)
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    act(page)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)
    page.close()


if __name__ == "__main__":
    main()

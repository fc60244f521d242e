"""Every template escapes what it is given: autoescape is on, and none switches it off."""

from __future__ import annotations

import html
import re
from importlib import resources

import pytest

from app.web.templating import address, amounts, fragment

TEMPLATES = sorted(
    one.name for one in resources.files("app.web").joinpath("templates").iterdir() if one.name.endswith(".html")
)
PAYLOAD = "<b>*vet*</b> [klik](javascript:1) &lt; `x` _y_"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_switches_escaping_off(name: str) -> None:
    text = resources.files("app.web").joinpath("templates", name).read_text("utf-8")
    assert not re.search(r"autoescape|\|\s*safe\b|Markup", text)


def test_a_value_in_a_fragment_is_escaped_for_html_and_for_markdown() -> None:
    shown = fragment("card_notice.html", text=PAYLOAD)
    inside = re.sub(r'^<div class="antwoord"><p class="melding">|</p></div>$', "", shown)
    assert re.findall(r"[<>*\[\]`_()]", inside) == []
    assert html.unescape(inside) == PAYLOAD


def test_a_sign_of_money_stays_with_its_amount_and_every_letter_stays() -> None:
    text = "Samen € 310,5 miljoen, of € 2 per uur; de € daalt."
    assert [piece for piece, amount in amounts(text) if amount] == ["€ 310,5", "€ 2"]
    assert "".join(piece for piece, _ in amounts(text)) == text


def test_an_address_cannot_leave_its_attribute() -> None:
    assert re.fullmatch(r"[A-Za-z0-9/~?=&#;:.,_%-]*", address('bron/x" onclick="y>?a=1&b=2'))


def test_no_view_builds_markup_by_hand() -> None:
    for room in ("", "views"):
        for module in resources.files("app.web").joinpath(room).iterdir():
            if module.name.endswith(".py"):
                assert not re.search(
                    r"[\"'][^\"'\n]*</?(?:p|div|span|h[1-6]|ul|li|a|dl|mark)\b[ >]", module.read_text("utf-8")
                )

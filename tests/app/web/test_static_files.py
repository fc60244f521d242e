"""A browser keeps our scripts and styles by the edition that it has, and never an older one under a newer address."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from app.web.static_files import content_of, edition_of, static_address


@pytest.mark.parametrize("address", ["/", "/bron/advies~0-10"])
def test_everything_that_a_page_names_is_there_and_kept(client: TestClient, address: str) -> None:
    named = re.findall(r'(?:src|href)="(static/[^"]+)"', client.get(address).text)
    assert len(named) > 3
    for one in named:
        found = client.get(f"/{one}")
        assert (found.status_code, found.headers["cache-control"]) == (200, "private, max-age=86400")


@pytest.mark.parametrize("asked", ["static/page.js", "static/page.js?druk=0123456789ab"])
def test_another_edition_is_asked_for_again(client: TestClient, asked: str) -> None:
    assert client.get(f"/{asked}").headers["cache-control"] == "no-cache"


def test_an_edition_changes_with_the_content_and_not_with_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = static_address("page.js")
    monkeypatch.setattr("app.web.static_files._read", lambda name: "other")
    assert static_address("page.js") != before
    assert edition_of("page.js") == edition_of("menu.css")
    assert (content_of("../settings.py"), edition_of("../settings.py")) == (None, "")

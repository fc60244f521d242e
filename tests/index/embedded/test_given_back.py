"""Giving back freed memory is asked of glibc, and of nothing that has no such function."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from index.embedded import given_back


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """The library is looked up in each test."""
    given_back._trim.cache_clear()
    yield
    given_back._trim.cache_clear()


def test_the_c_library_is_asked_once_it_has_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(malloc_trim=asked.append))
    given_back.give_back()
    assert asked == [0]


def test_a_system_without_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: object) -> object:
        raise TypeError("no library stands for the process")

    for found in (without, lambda name: SimpleNamespace()):
        monkeypatch.setattr(ctypes, "CDLL", found)
        given_back._trim.cache_clear()
        assert given_back._trim() is None
        given_back.give_back()

"""A few threads answer; a reader can stop waiting, and nobody waits without end."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.web.pool import AnswerPool, BusyError, StoppedError


def test_the_pool_gives_what_the_function_gives_or_raises() -> None:
    async def ask() -> int:
        pool = AnswerPool(2)
        with pytest.raises(ZeroDivisionError):
            await pool.run("a", lambda: 1 // 0)
        return await pool.run("a", lambda: 42)

    assert asyncio.run(ask()) == 42


def test_a_reader_who_stops_gets_no_answer_and_can_ask_again() -> None:
    go = threading.Event()
    begun = threading.Event()

    def slow() -> int:
        begun.set()
        assert go.wait(30)
        return 1

    async def ask() -> int:
        pool = AnswerPool(2)
        asked = asyncio.create_task(pool.run("a", slow))
        await asyncio.to_thread(begun.wait, 30)
        assert not pool.stop("another visitor")
        assert pool.stop("a")
        with pytest.raises(StoppedError):
            await asked
        answer = await pool.run("a", lambda: 2)
        go.set()
        return answer

    assert asyncio.run(ask()) == 2


def test_too_many_waiting_readers_are_turned_away_at_once() -> None:
    go = threading.Event()

    async def ask() -> None:
        pool = AnswerPool(1, waiting=2)
        waiting = [asyncio.create_task(pool.run(str(number), lambda: go.wait(30))) for number in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await pool.run("c", lambda: True)
        go.set()
        assert await asyncio.gather(*waiting) == [True, True]
        assert await pool.run("c", lambda: True)

    asyncio.run(ask())


def test_what_was_freed_goes_back_when_nobody_waits_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr("app.web.pool.give_back", lambda: given.append(1))
    go = threading.Event()

    async def ask() -> tuple[int, int]:
        pool = AnswerPool(2)
        slow = asyncio.create_task(pool.run("a", lambda: go.wait(30)))
        await asyncio.sleep(0)
        await pool.run("b", lambda: 1)
        during = len(given)
        go.set()
        await slow
        await asyncio.sleep(0)
        return during, len(given)

    assert asyncio.run(ask()) == (0, 1)

"""A portal that stops finishes what it writes, and keeps nobody waiting for a turn."""

from __future__ import annotations

import threading

import httpx
import pytest

from tests.embedded.conftest import World, problem
from tests.waiting import wait_for
from trayapp.embedded import db, timers
from trayapp.embedded.problems import Stopping
from trayapp.embedded.timer_thread import TimerThread

WRITERS = 8


class Turns:
    """The writer's lock, which counts who wants it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.wanted = 0

    def __enter__(self) -> None:
        self.wanted += 1
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_who_waits_for_a_turn_to_write_is_told_to_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is being written is kept; the queue behind it gets 503 with Retry-After, and nothing of it was done."""
    turns, answers = Turns(), list[httpx.Response]()
    monkeypatch.setattr(world.portal.db, "_lock", turns)

    def write(number: int) -> None:
        answers.append(
            world.client("dana").post(
                "/tickets", json={"subject": f"Late {number}"}, headers={"Idempotency-Key": f"k{number}"}
            )
        )

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    with world.portal.work() as work:
        work.tx.execute("UPDATE counters SET value = 700 WHERE name = 'change'")
        for thread in threads:
            thread.start()
        wait_for(lambda: turns.wanted == 1 + WRITERS, "a queue")
        world.portal.hub.close()
    for thread in threads:
        thread.join()

    for answer in answers:
        problem(answer, 503, "busy")
        assert int(answer.headers["Retry-After"]) > 0
    with world.portal.db.read() as tx:
        assert db.last_change(tx) == 700
        assert tx.execute("SELECT count(*) FROM tickets").fetchone()[0] == 0


def test_the_timers_leave_a_portal_that_stops_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due stays due, and that is no failure to log."""
    tried = threading.Event()

    def stopping(_portal: object) -> None:
        tried.set()
        raise Stopping("the portal stops")

    monkeypatch.setattr(timers, "catch_up", stopping)
    thread = TimerThread(world.portal)
    thread.start()

    assert tried.wait(20)
    thread.stop()

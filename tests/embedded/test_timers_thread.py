"""Timers are run without anybody asking, so that who listens hears of it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock
from tests.embedded.life import Life, begin
from tests.waiting import wait_for
from trayapp.embedded import letters, timer_thread, timers
from trayapp.embedded.alarm import Alarm
from trayapp.embedded.events import Audience
from trayapp.embedded.timer_thread import TimerThread

SOON = 0.02
"""Seconds between two looks at a clock that a test moves."""


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


def stored_status(life: Life, number: str) -> str:
    """What the database holds: reading it asks the portal for nothing."""
    with life.portal.db.read() as tx:
        row = tx.execute("SELECT status FROM tickets WHERE number = ?", (int(number),)).fetchone()
    return str(row["status"])


@pytest.mark.rule("ST-6")
def test_who_listens_is_told_without_asking(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the moment has come the ticket is closed, and those who see it are woken, with no request at all."""
    told: list[Audience] = []
    ticket = life.ticket("resolved")
    monkeypatch.setattr(type(life.portal.hub), "tell", lambda _, audience: told.append(audience))
    thread = TimerThread(life.portal, SOON)
    thread.start()
    try:
        life.clock.now = MONDAY + timedelta(days=4)
        wait_for(lambda: stored_status(life, ticket["ref"]["number"]) == "closed", "the timer")
        wait_for(lambda: any(audience.holds(life.people["dana"]) for audience in told), "the event")
    finally:
        thread.stop()
    assert not any(audience.holds(life.people["tom"]) for audience in told)


def test_a_timer_that_is_set_wakes_the_thread(life: Life) -> None:
    """The thread waits for the moment that was next when it went to sleep; a sooner one ends its wait."""
    timers.catch_up(life.portal)
    woken = threading.Event()

    def wait() -> None:
        life.portal.alarm.wait(life.clock(), 3600)
        woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    life.ticket("waiting_for_customer")
    thread.join(20)
    assert woken.is_set()


def test_stopping_does_not_wait_for_the_next_timer(life: Life) -> None:
    """A thread that would sleep for an hour ends at once."""
    thread = TimerThread(life.portal, 3600)
    thread.start()
    thread.stop()
    assert "timers" not in {each.name for each in threading.enumerate()}


@pytest.mark.expect_log("timers could not be run")
def test_a_failure_is_told_and_tried_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves what is due due; once there is room it is done."""
    ticket = life.ticket("resolved")
    real, failed = timers.catch_up, threading.Event()

    def full(portal: object) -> None:
        monkeypatch.setattr(timers, "catch_up", real)
        failed.set()
        raise sqlite3.OperationalError(f"database or disk is full: {portal is life.portal}")

    monkeypatch.setattr(timers, "catch_up", full)
    monkeypatch.setattr(timer_thread, "_AFTER_FAILURE", SOON)
    life.clock.now = MONDAY + timedelta(days=4)
    thread = TimerThread(life.portal, SOON)
    thread.start()
    try:
        wait_for(lambda: stored_status(life, ticket["ref"]["number"]) == "closed", "the second try")
    finally:
        thread.stop()
    assert failed.is_set()


def test_what_failed_half_way_is_done_as_a_whole_the_next_time(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that fails takes its transaction with it, and the alarm goes on ringing."""
    tickets = [life.ticket("resolved", subject=subject) for subject in ("A", "B")]
    life.clock.now = MONDAY + timedelta(days=4)
    moved = letters.moved
    calls = []

    def fail_at_the_second(*arguments: Any, **named: Any) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise sqlite3.OperationalError("disk I/O error")
        moved(*arguments, **named)

    monkeypatch.setattr(letters, "moved", fail_at_the_second)
    with pytest.raises(sqlite3.OperationalError):
        timers.catch_up(life.portal)
    numbers = [ticket["ref"]["number"] for ticket in tickets]
    assert [stored_status(life, number) for number in numbers] == ["resolved", "resolved"]
    timers.catch_up(life.portal)
    assert [stored_status(life, number) for number in numbers] == ["closed", "closed"]
    assert [kind for kind, _ in life.letters("dana", "status")] == ["status"] * 4


def test_a_step_that_cannot_be_written_is_due_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full at the very end of the transaction, the alarm goes on ringing as well."""
    ticket = life.ticket("resolved")
    life.clock.now = MONDAY + timedelta(days=4)
    write = life.portal.db.write

    @contextmanager
    def full() -> Iterator[sqlite3.Connection]:
        with write() as tx:
            yield tx
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(life.portal.db, "write", full)
    with pytest.raises(sqlite3.OperationalError):
        timers.catch_up(life.portal)
    monkeypatch.setattr(life.portal.db, "write", write)
    assert life.status(ticket) == "closed"


def test_an_alarm_rings_from_its_moment_on_and_never_too_late() -> None:
    """It rings until it is set, then from the soonest moment that anybody named."""
    alarm, noon = Alarm(), MONDAY
    assert alarm.rings(datetime.min.replace(tzinfo=noon.tzinfo))
    alarm.set(None)
    assert not alarm.rings(noon)
    alarm.sooner(noon + timedelta(hours=2))
    alarm.sooner(noon + timedelta(hours=1))
    alarm.sooner(noon + timedelta(hours=3))
    assert not alarm.rings(noon + timedelta(minutes=59))
    assert alarm.rings(noon + timedelta(hours=1))

"""Everything about this computer, for real."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from trayapp.core.model import Fact
from trayapp.core.ports import FactsCollector
from trayapp.machine.collect import MachineFacts
from trayapp.machine.keys import KEYS, Missing, family, ordered
from trayapp.machine.this_system import this_system

WINDOW = Fact("window.active", "Inbox (mail)")


def machine(**changes: object) -> MachineFacts:
    """A collector for this computer, without a portal."""
    parts: dict[str, object] = {
        "portal_url": lambda: None,
        "clock_offset": lambda: timedelta(minutes=5),
        "displays": lambda: ["800 × 600"],
        "window": lambda: WINDOW,
    }
    return MachineFacts(**(parts | changes))  # type: ignore[arg-type]


@pytest.mark.rule("APP-3")
def test_this_computer_is_told() -> None:
    """A real run on whatever this is: known keys in order, each once, the important ones not failed."""
    told: list[Fact] = []
    collector: FactsCollector = machine()

    facts = collector.collect(told.append)

    assert list(facts) == list(ordered(told))
    assert {family(fact.key) for fact in facts} <= set(KEYS)
    assert len({fact.key for fact in facts}) == len(facts)
    assert {
        "user.name",
        "host.name",
        "os.name",
        "cpu.model",
        "memory.free",
        "disk.free",
        "uptime",
        "time.zone",
    } <= {fact.key for fact in facts if not fact.failed and fact.value}
    assert Fact("time.offset", "5 min ahead of the portal") in facts
    assert Fact("display.1", "800 × 600") in facts
    assert WINDOW in facts


def test_every_fact_is_a_plain_line() -> None:
    """Values are text of one line, whatever a system put into its files."""
    facts = machine().collect(lambda _: None)

    assert all(type(fact.value) is str and fact.value.isprintable() for fact in facts)


def test_the_window_is_that_of_the_click() -> None:
    """What is active when the facts are collected is our own dialog, and not told; a click counts once."""
    seen = iter([Fact("window.active", "editor"), Fact("window.active", "browser")])
    facts = machine(window=lambda: next(seen))

    facts.at_click()

    assert Fact("window.active", "editor") in facts.collect(lambda _: None)
    assert Fact("window.active", "browser") in facts.collect(lambda _: None)


def test_failures_of_what_was_handed_in_are_facts() -> None:
    """A part of the program that breaks costs its fact alone."""

    def broken() -> None:
        raise RuntimeError

    facts = {fact.key: fact for fact in machine(displays=broken, clock_offset=broken).collect(lambda _: None)}

    assert facts["display.1"] == Fact("display.1", Missing.BROKEN, failed=True)
    assert facts["time.offset"].failed
    assert not facts["os.name"].failed


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """What a stuck part waits for, until the test has ended."""
    event = threading.Event()
    yield event
    event.set()


def test_a_stuck_part_is_left_behind(never: threading.Event) -> None:
    """The clock hangs: what was told before it stands, it is told as late, and the rest is there."""

    def hang() -> timedelta:
        never.wait()
        return timedelta()

    facts = {fact.key: fact for fact in machine(clock_offset=hang).collect(lambda _: None)}

    assert facts["time.offset"] == Fact("time.offset", Missing.LATE, failed=True)
    assert not facts["os.name"].failed
    assert not facts["memory.free"].failed


def test_this_system_speaks() -> None:
    """The platform this runs on has a name and a build."""
    assert this_system().name()
    assert this_system().build()

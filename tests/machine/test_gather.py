"""Collectors run side by side; a failing or stuck one stops nothing, not even the program's end."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from trayapp.core.model import Fact
from trayapp.machine.collector import Collector, Unsupported, reading, why
from trayapp.machine.gather import Gatherer
from trayapp.machine.keys import Missing

LONG = 60.0


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """What a stuck collector waits for, until the test has ended."""
    event = threading.Event()
    yield event
    event.set()


def stuck(event: threading.Event, *told: Fact) -> Collector:
    """Tells some facts and then waits for the event."""

    def run() -> Iterator[Fact]:
        yield from told
        event.wait()
        yield Fact("late", "too late")

    return Collector("stuck", ("a.*", "b", "late"), run, limit=0.5)


def nothing(_: Fact) -> None:
    """Hears and forgets."""


@pytest.mark.rule("APP-3")
def test_every_fact_is_told_as_it_comes() -> None:
    """What is returned is what was told, from all collectors."""
    told: list[Fact] = []

    facts = Gatherer().gather(
        [reading("one", {"a": lambda: "1", "b": lambda: "2"}), reading("two", {"c": lambda: "3"})],
        told.append,
        LONG,
    )

    assert {fact.key: fact.value for fact in facts} == {"a": "1", "b": "2", "c": "3"}
    assert list(facts) == told


def test_a_stuck_collector_is_late_and_the_others_are_not(never: threading.Event) -> None:
    """What it had told stands, what is missing says why, a family by its first member."""
    fine = reading("fine", {"c": lambda: "3"})

    facts = Gatherer().gather([stuck(never, Fact("b", "2")), fine], nothing, LONG)

    assert set(facts) == {
        Fact("c", "3"),
        Fact("b", "2"),
        Fact("a.1", Missing.LATE, failed=True),
        Fact("late", Missing.LATE, failed=True),
    }


def test_the_whole_has_a_limit_of_its_own(never: threading.Event) -> None:
    """No collector may take longer than all may."""
    slow = Collector("slow", ("a",), stuck(never).run, limit=LONG)

    assert Gatherer().gather([slow], nothing, whole=0.05) == [Fact("a", Missing.LATE, failed=True)]


def test_nothing_is_told_after_the_end(never: threading.Event) -> None:
    """A collector that comes to an end too late is not heard any more."""
    told: list[Fact] = []
    gatherer = Gatherer()
    gatherer.gather([stuck(never)], told.append, LONG)
    before = list(told)

    never.set()
    gatherer._running["stuck"].join()

    assert told == before


def test_a_stuck_collector_is_not_started_twice(never: threading.Event) -> None:
    """While it hangs, the next ticket has its facts failed at once, and no thread is added."""
    gatherer = Gatherer()
    gatherer.gather([stuck(never)], nothing, LONG)
    thread = gatherer._running["stuck"]

    facts = gatherer.gather([stuck(never)], nothing, LONG)

    assert gatherer._running["stuck"] is thread
    assert {fact.key for fact in facts if fact.failed} == {"a.1", "b", "late"}


def test_a_failure_keeps_what_was_told() -> None:
    """A collector that breaks half-way fails only for what is missing."""

    def run() -> Iterator[Fact]:
        yield Fact("a", "1")
        raise PermissionError

    facts = Gatherer().gather([Collector("x", ("a", "b"), run)], nothing, LONG)

    assert facts == [Fact("a", "1"), Fact("b", Missing.FORBIDDEN, failed=True)]


def test_single_values_fail_alone() -> None:
    """One unreadable value leaves its neighbours; what does not exist is no fact and no failure."""

    def broken() -> str:
        raise ZeroDivisionError

    facts = Gatherer().gather(
        [reading("x", {"a": broken, "b": lambda: None, "c": lambda: "", "d": lambda: "4"})], nothing, LONG
    )

    assert facts == [Fact("a", Missing.BROKEN, failed=True), Fact("d", "4")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(), Missing.FORBIDDEN),
        (FileNotFoundError(), Missing.ABSENT),
        (KeyError("x"), Missing.ABSENT),
        (TimeoutError(), Missing.LATE),
        (Unsupported(), Missing.UNSUPPORTED),
        (OSError(), Missing.BROKEN),
        (ValueError("secret text"), Missing.BROKEN),
    ],
)
def test_an_error_becomes_a_stable_word(error: Exception, reason: Missing) -> None:
    """The text of an error never goes into a ticket."""
    assert why(error) is reason


def test_a_stuck_collector_does_not_keep_the_program() -> None:
    """A process with a hanging collector ends by itself, with its own exit status."""
    program = (
        "import sys, threading\n"
        "from trayapp.machine.collector import Collector\n"
        "from trayapp.machine.gather import Gatherer\n"
        "hangs = Collector('x', ('a',), lambda: iter(threading.Event().wait, 1), limit=0.01)\n"
        "print(Gatherer().gather([hangs], lambda fact: None, 1)[0].value)\n"
        "sys.exit(7)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (7, Missing.LATE)

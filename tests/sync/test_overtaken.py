"""Another account or helpdesk is set up while the portal answers: what it says is nobody's any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes.memory_portal import POLICY
from tests.sync.conftest import House
from trayapp.core.events import TicketsChanged
from trayapp.core.model import Changes
from trayapp.core.policy import Policy
from trayapp.core.ports import Unchanged

Answer = Callable[..., object]


def during(house: House, call: str, happens: Callable[[], None]) -> None:
    """It happens once, while the portal answers that question."""
    answer: Answer = getattr(house.portal, call)

    def slow(*asked: object) -> object:
        found = answer(*asked)
        setattr(house.portal, call, answer)
        happens()
        return found

    setattr(house.portal, call, slow)


def move(house: House) -> None:
    """What an account does when another helpdesk is connected: forget, then note who it is now."""
    house.tickets.clear()
    probe = house.portal.probe()
    house.notes.put_probe(replace(probe, me=replace(probe.me, id="rt:https://new.example/1")))
    house.stopped = True


def without_conversations(house: House) -> None:
    """The portal's feed does not hold them: each is asked for."""
    changes = house.portal.changes

    def bare(cursor: str | None) -> Changes | Unchanged:
        page = changes(cursor)
        if isinstance(page, Unchanged):
            return page
        return replace(page, tickets=tuple(replace(change, messages=None) for change in page.tickets))

    house.portal.changes = bare  # type: ignore[method-assign]


@pytest.mark.parametrize("question", ["changes", "thread"])
def test_a_page_that_comes_too_late_is_dropped(house: House, question: str) -> None:
    """Neither tickets nor the place up to which they were pulled are those of the new account."""
    house.create("Printer")
    house.sync()
    house.portal.tickets["t4711"] = replace(house.portal.tickets["t4711"], subject="Printer again")
    house.portal.move("t4711", "new")
    house.tickets.start_over()
    house.told.clear()
    without_conversations(house)
    during(house, question, lambda: move(house))

    house.sync()

    assert (dict(house.tickets.known), house.tickets.cursor(), house.tickets.synced_at()) == ({}, None, None)
    assert house.heard(TicketsChanged) == []


def test_a_sign_out_counts_as_well(settled: House) -> None:
    """What is pulled while somebody signs out stays on this computer for nobody."""
    settled.portal.move("t4711", "new")
    settled.tickets.start_over()

    def sign_out() -> None:
        settled.tickets.clear()
        settled.stopped = True

    during(settled, "changes", sign_out)

    settled.sync()

    assert dict(settled.tickets.known) == {}


def test_the_next_worker_pulls_all_of_the_new_helpdesk(settled: House) -> None:
    """It begins without a cursor, and silently."""
    during(settled, "changes", lambda: move(settled))
    settled.sync()
    settled.stopped = False
    settled.restart()
    settled.told.clear()

    settled.sync()

    assert set(settled.tickets.known) == {"t4711"}
    assert settled.tickets.synced_at() is not None


def test_who_it_was_is_not_noted_over_who_it_is(settled: House) -> None:
    """The worker asked who it is before it was told to leave."""
    settled.later(hours=7)
    during(settled, "probe", lambda: move(settled))

    settled.sync()

    noted = settled.notes.probe()
    assert noted is not None
    assert noted.me.id == "rt:https://new.example/1"


def test_rules_that_come_too_late_are_not_taken(settled: House) -> None:
    """The new helpdesk's are there already."""
    settled.later(hours=7)
    rules: list[Policy] = []

    def connected() -> None:
        move(settled)
        rules.append(replace(POLICY, version="of the new one"))
        settled.notes.put_policy(rules[0])

    during(settled, "policy", connected)

    settled.sync()

    assert settled.notes.policy() == rules[0]

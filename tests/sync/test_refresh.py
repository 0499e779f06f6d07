"""How often a portal is asked only to be sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_portal import Fault
from tests.sync.conftest import House
from trayapp.core.errors import Offline
from trayapp.core.model import Probe
from trayapp.core.retry import Jitter
from trayapp.sync.engine import Engine
from trayapp.sync.store import SyncStore


def told_by_mark(house: House, jitter: Jitter) -> None:
    """The portal tells when account or policy have changed."""
    portal, probe = house.portal, house.portal.probe
    portal.probe = lambda: replace(probe(), about="mark")  # type: ignore[method-assign]
    store = SyncStore(house.outbox, house.tickets, house.notes, house.lock)
    house.engine = Engine(house.open, store, lambda: house.now, jitter, house.told.append)


@pytest.mark.parametrize(("chance", "hours"), [(0.0, 3), (0.5, 6), (1.0, 9)])
def test_who_logged_on_together_asks_for_the_rules_apart(house: House, chance: float, hours: float) -> None:
    """A portal that tells of changes is asked every six hours, give or take three: never a whole office at once."""
    told_by_mark(house, lambda: chance)
    house.sync()
    house.later(hours=hours - 0.1)
    house.sync()
    early = house.portal.asked("policy")
    house.later(hours=0.2)
    house.sync()

    assert (early, house.portal.asked("policy")) == (1, 2)


def test_a_portal_that_is_back_is_asked_for_what_matters_first(house: House) -> None:
    """What is asked only to be sure waits a while longer after an outage, but is asked."""
    told_by_mark(house, lambda: 0.5)
    house.sync()
    house.portal.faults.append(Fault("changes", Offline(reason="refused")))
    house.later(hours=5.9)
    house.sync()
    house.later(hours=0.2)
    house.sync()
    waited = house.portal.asked("policy")
    house.later(hours=1.5)
    house.sync()

    assert (waited, house.portal.asked("policy")) == (1, 2)


def test_what_a_first_ticket_tells_is_asked_as_soon_as_it_is_there(house: House) -> None:
    """A portal that cannot say what one may do with a ticket before there is one is asked again after the first."""
    portal, probe = house.portal, house.portal.probe

    def told() -> Probe:
        found, any_ticket = probe(), bool(portal.tickets)
        granted = replace(found.capabilities, unsure=frozenset() if any_ticket else frozenset({"close"}))
        return replace(found, capabilities=replace(granted, close=not any_ticket))

    portal.probe = told  # type: ignore[method-assign]
    house.sync()
    before = house.engine.capabilities
    house.create()
    house.sync()

    assert (before.close, before.unsure) == (True, frozenset({"close"}))
    assert (house.engine.capabilities.close, house.engine.capabilities.unsure) == (False, frozenset())

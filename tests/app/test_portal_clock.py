"""How far the clocks are apart, as far as a portal tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.ui.samples import NOW, sample_probe
from trayapp.app.portal_clock import ClockNotes, offset
from trayapp.paths import places
from trayapp.store.opened import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty one."""
    made = open_store(places(), lambda: NOW)
    yield made
    made.close()


def test_a_portal_that_tells_its_time_is_compared_with(store: Store) -> None:
    """At the moment when it tells it."""
    notes = ClockNotes(store.notes, lambda: NOW)
    notes.put_probe(replace(sample_probe(), server_time=NOW - timedelta(minutes=3)))

    assert offset(store.notes) == timedelta(minutes=3)


def test_of_one_that_does_not_nothing_is_claimed(store: Store) -> None:
    """Also not what another portal told before."""
    notes = ClockNotes(store.notes, lambda: NOW)
    before = offset(store.notes)
    notes.put_probe(sample_probe())
    notes.put_probe(replace(sample_probe(), server_time=None))

    assert before is None
    assert offset(store.notes) is None
    known = store.notes.probe()
    assert known is not None
    assert known.server_time is None

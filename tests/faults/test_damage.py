"""Damaged databases: a slice of the harms, and that a lost operation is noticed."""

from __future__ import annotations

import pytest

from tests.faults.damage import run
from tests.faults.runs import Options
from trayapp.store.carving import carve

_HARMS = 8


@pytest.mark.parametrize("name", ["foreign", "empty-with-log", "log-header"])
def test_what_once_broke_it(name: str) -> None:
    """Harms that once cost every operation cost none whose pages are whole."""
    tally = run(Options(repeat=name))

    assert (tally.injected.total(), tally.broken) == (1, [])


def test_some_of_all_harms() -> None:
    """Whatever is damaged, starting heals it and saves what is whole."""
    tally = run(Options(count=_HARMS))

    assert tally.injected.total() >= _HARMS
    assert not tally.broken


def test_a_lost_operation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were operations not looked for on the pages, the rig would say that they are lost."""
    monkeypatch.setattr(carve, "operations", lambda _path: iter(()))

    assert {each.what for _, each, _ in run(Options(repeat="zero-1")).broken} == {"lost"}

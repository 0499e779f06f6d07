"""A few walks through everything that may happen to an employee's words; `python -m tests.faults` takes many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.model.machine import machine
from tests.faults.model.portal import Rig, rig
from tests.faults.model.walking import SHORT


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One application for all."""
    with rig(tmp_path_factory.mktemp("rig")) as made:
        yield made


@pytest.mark.rule("APP-4")
@pytest.mark.rule("APP-5")
def test_whatever_happens_nothing_is_lost_doubled_or_silent(shared: Rig) -> None:
    """Kills, faults, clocks, disks, other people and backups in any order: both sides are right after every step."""
    met: Counter[str] = Counter()

    def count(kind: str) -> None:
        met[kind] += 1

    run_state_machine_as_test(machine(shared, count), settings=SHORT)

    assert met.total() > 5

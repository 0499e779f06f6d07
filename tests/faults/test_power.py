"""Power cuts: a slice of the replay, and that it notices a missing fsync."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.power.cutting import record, replay
from tests.faults.power.step import Step
from tests.faults.runs import Options
from tests.needed import need
from tests.proof.permitted import need_tracing

_CUTS = 16


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Step]]:
    """A session without a portal."""
    need([] if shutil.which("strace") else ["strace"])
    need_tracing()
    folder = tmp_path_factory.mktemp("session")
    return folder, record(folder, Options(), rounds=1, portal=False)


def test_nothing_promised_is_lost(recorded: tuple[Path, Sequence[Step]]) -> None:
    """Whatever a power cut leaves of what was not synced, the store opens and all that was told is there."""
    tally = replay(*recorded, Options(count=_CUTS))

    assert tally.injected.total() >= _CUTS // 2
    assert not tally.broken


def test_a_missing_wait_is_noticed(recorded: tuple[Path, Sequence[Step]]) -> None:
    """Had the log never been waited for, promises would be lost, and the replay says so."""
    folder, steps = recorded
    hasty = [step for step in steps if not (step.deed == "sync" and step.path.endswith("-wal"))]
    tally = replay(folder, hasty, Options(count=_CUTS))

    assert tally.broken

"""How far this computer's clock is from the portal's, noted whenever the portal tells its time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trayapp.core.model import Probe
from trayapp.core.operation import Problem
from trayapp.core.policy import Policy
from trayapp.core.ports import Clock

if TYPE_CHECKING:
    from trayapp.store.notes import SqlNotes

_NAME = "clock_offset"


class ClockNotes:
    """The store's notes, which also remember the clocks' difference at the moment a probe came in."""

    def __init__(self, notes: SqlNotes, clock: Clock) -> None:
        self._notes = notes
        self._clock = clock

    def policy(self) -> Policy | None:
        """As the store has it."""
        return self._notes.policy()

    def put_policy(self, policy: Policy) -> bool:
        """As the store has it."""
        return self._notes.put_policy(policy)

    def refused_policy(self) -> Problem | None:
        """As the store has it."""
        return self._notes.refused_policy()

    def put_refused_policy(self, problem: Problem | None) -> bool:
        """As the store has it."""
        return self._notes.put_refused_policy(problem)

    def probe(self) -> Probe | None:
        """As the store has it."""
        return self._notes.probe()

    def put_probe(self, probe: Probe) -> bool:
        """As the store has it, and the clocks' difference beside it; none where the portal does not tell its time."""
        told = probe.server_time
        self._notes.put(_NAME, repr((self._clock() - told).total_seconds()) if told else "")
        return self._notes.put_probe(probe)


def offset(notes: SqlNotes) -> timedelta | None:
    """How far this computer's clock is ahead of the portal's; negative: behind; `None`: nobody knows."""
    noted = notes.get(_NAME)
    return timedelta(seconds=float(noted)) if noted else None

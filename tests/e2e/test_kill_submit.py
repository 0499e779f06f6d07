"""Nothing is lost and nothing arrives twice, whenever the program is killed."""

from __future__ import annotations

import pytest

from tests.e2e.kill_submit import kill_many

KILLS = 40
"""Enough to hit every phase; the long run is `python -m tests.e2e.kill_submit`."""


@pytest.mark.e2e
@pytest.mark.rule("APP-4")
@pytest.mark.timeout(300)
def test_every_promised_ticket_arrives_once() -> None:
    """A submit killed at any moment leaves its ticket on the portal exactly once, or had promised nothing."""
    tally = kill_many(kills=KILLS, tickets=8, seed=20261122, sync_every=4)

    assert tally.killed > KILLS / 2
    assert tally.promised
    assert tally.faults() == []

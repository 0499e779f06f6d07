"""When an item cannot wait for the portal (CH-2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.ui.samples import NOW, sample_policy
from trayapp.core.events import Link
from trayapp.core.ids import new_op_id
from trayapp.core.model import Draft, Update
from trayapp.core.operation import Operation, OpKind, OpState, Problem
from trayapp.ui.outbox.urgent import is_overdue, to_call_about

POLICY = sample_policy()


def create(priority: str | None = None, at: datetime = NOW, seq: int = 1, **changes: object) -> Operation:
    """A new ticket waiting since then."""
    op_id = new_op_id(at)
    made = Operation(seq, op_id, op_id, OpKind.CREATE, Draft("X", priority=priority), OpState.WAITING, at)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.rule("CH-2")
def test_a_critical_ticket_offline_is_a_reason_to_call() -> None:
    """The most urgent priority of the policy cannot wait for the network; online it can."""
    critical = create("critical")

    assert to_call_about([critical], POLICY, Link.OFFLINE, NOW) == critical
    assert to_call_about([critical], POLICY, Link.ONLINE, NOW) is None
    assert to_call_about([create("high")], POLICY, Link.OFFLINE, NOW) is None


@pytest.mark.rule("CH-2")
def test_a_ticket_past_its_due_time_is_a_reason_to_call() -> None:
    """Two business hours after a high one was written, an answer was due."""
    high = create("high")

    assert not is_overdue(high, POLICY, NOW + timedelta(hours=1))
    assert is_overdue(high, POLICY, NOW + timedelta(hours=3))
    assert to_call_about([high], POLICY, Link.ONLINE, NOW + timedelta(hours=3)) == high


@pytest.mark.rule("CH-2")
def test_a_ticket_that_cannot_be_entered_is_a_reason_to_call() -> None:
    """Who is not let in by the portal is told whom to call."""
    stuck = create(state=OpState.NEEDS_USER, problem=Problem("not_registered"))
    fixable = create(state=OpState.NEEDS_USER, problem=Problem("rejected"))

    assert to_call_about([stuck], POLICY, Link.ONLINE, NOW) == stuck
    assert to_call_about([fixable], POLICY, Link.ONLINE, NOW) is None


def test_the_most_urgent_is_quoted() -> None:
    """A critical one before one that is only late; answers are never quoted."""
    late = create("high", NOW - timedelta(days=2), seq=1)
    critical = create("critical", seq=2)
    answer = replace(late, kind=OpKind.UPDATE, payload=Update("x"))

    assert to_call_about([answer, late, critical], POLICY, Link.OFFLINE, NOW) == critical


def test_without_a_policy_nothing_is_known_to_be_urgent() -> None:
    """Before the first connection there is no promise to be late for."""
    assert to_call_about([create("critical")], None, Link.OFFLINE, NOW) is None

"""When an item of the outbox cannot wait for the portal, so that calling is the thing to do (CH-2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from trayapp.core.business_time import due_at
from trayapp.core.events import Link
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpState
from trayapp.core.policy import Policy

_NOT_LET_IN = frozenset({"not_registered", "forbidden"})
"""Problems with which a ticket cannot be entered at all."""


def to_call_about(
    pending: Iterable[Operation], policy: Policy | None, link: Link, now: datetime
) -> Operation | None:
    """The ticket to quote on the telephone; `None`: nothing is that pressing."""
    creates = [op for op in pending if isinstance(op.payload, Draft)]
    urgent = [op for op in creates if _cannot_wait(op, policy, link, now)]
    return min(urgent, key=lambda op: (not _is_critical(op, policy), op.seq), default=None)


def is_overdue(op: Operation, policy: Policy | None, now: datetime) -> bool:
    """An answer was due before the ticket even left."""
    if policy is None or not isinstance(op.payload, Draft):
        return False
    wanted = policy.priority(op.payload.priority or policy.locked_priority or policy.default_priority)
    due = due_at(op.created_at, wanted.target, policy) if wanted and wanted.target else None
    return due is not None and due < now


def _cannot_wait(op: Operation, policy: Policy | None, link: Link, now: datetime) -> bool:
    if op.state is OpState.NEEDS_USER and op.problem and op.problem.kind in _NOT_LET_IN:
        return True
    return is_overdue(op, policy, now) or (link is not Link.ONLINE and _is_critical(op, policy))


def _is_critical(op: Operation, policy: Policy | None) -> bool:
    """The most urgent priority of the policy, whatever the portal calls it."""
    if policy is None or not policy.priorities or not isinstance(op.payload, Draft):
        return False
    return op.payload.priority == policy.priorities[0].code

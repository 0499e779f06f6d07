"""What a wish about a ticket is there, and whether it was granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from trayapp.core.errors import Forbidden
from trayapp.core.model import (
    Change,
    Close,
    DecideEstimate,
    KeepOpen,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
)
from trayapp.core.policy import Bucket
from trayapp.portals.no_place import no_place
from trayapp.portals.zammad.answers import Row, State
from trayapp.portals.zammad.rules import Rules

_GOES_ON = frozenset({Bucket.OPEN})


def wanted(want: Change, row: Row, rules: Rules) -> Mapping[str, int]:
    """The fields to be set; empty: it is so already. Raises `Forbidden`, `Rejected`."""
    bucket = rules.bucket(row.state_id)
    match want:
        case Close():
            return {} if bucket is Bucket.CLOSED else _to(rules.closed(), "close")
        case KeepOpen():
            return {} if bucket in _GOES_ON else _to(rules.follow_up(), "keep_open")
        case SetPriority(priority):
            if not rules.urgency_asked:
                raise Forbidden("customers do not choose the priority there", action="priority")
            urgency = rules.urgency(priority)
            return {} if urgency.id == row.priority_id else {"priority_id": urgency.id}
        case SetSubscriber() | SetCollaborator() | DecideEstimate():
            raise no_place(want)
        case _ as never:
            assert_never(never)


def was_done(wish: Mapping[str, int], row: Row) -> bool:
    """Whether the ticket, read back, is as it was wished. Another closed state counts: a trigger may have set it."""
    asked_urgency = wish.get("priority_id", row.priority_id)
    asked_state = wish.get("state_id", row.state_id)
    return (row.state_id, row.priority_id) == (asked_state, asked_urgency)


def _to(state: State | None, action: str) -> Mapping[str, int]:
    if state is None:
        raise Forbidden("the server has no such state", action=action)
    return {"state_id": state.id}

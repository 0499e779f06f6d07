"""What a wish about a ticket is there, and whether it was granted."""

from __future__ import annotations

from collections.abc import Mapping

from trayapp.core.errors import Forbidden
from trayapp.core.model import Change, Close, KeepOpen, SetPriority
from trayapp.core.policy import Bucket
from trayapp.portals.zammad.answers import Row, State
from trayapp.portals.zammad.rules import Rules

_GOES_ON = frozenset({Bucket.OPEN})


def wanted(want: Change, row: Row, rules: Rules) -> Mapping[str, int]:
    """The fields to be set; empty: it is so already. Raises `Forbidden`, `Rejected`."""
    bucket = rules.bucket(row.state_id)
    match want:
        case Close():
            return {} if bucket is Bucket.CLOSED else _to(rules.closed())
        case KeepOpen():
            return {} if bucket in _GOES_ON else _to(rules.follow_up())
        case SetPriority(priority):
            if not rules.urgency_asked:
                raise Forbidden("customers do not choose the priority there", action="priority")
            urgency = rules.urgency(priority)
            return {} if urgency.id == row.priority_id else {"priority_id": urgency.id}
        case _:
            raise Forbidden("customers cannot ask for this there", action=type(want).__name__.lower())


def was_done(wish: Mapping[str, int], row: Row) -> bool:
    """Whether the ticket, read back, is as it was wished. Another closed state counts: a trigger may have set it."""
    asked_urgency = wish.get("priority_id", row.priority_id)
    asked_state = wish.get("state_id", row.state_id)
    return (row.state_id, row.priority_id) == (asked_state, asked_urgency)


def _to(state: State | None) -> Mapping[str, int]:
    if state is None:
        raise Forbidden("the server has no such state", action="status")
    return {"state_id": state.id}

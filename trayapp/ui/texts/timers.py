"""What a ticket's status will do by itself, and when, in words (ST-3, ST-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from trayapp.core.model import Ticket
from trayapp.core.policy import Bucket, Policy, Status
from trayapp.ui.texts import when

NOT_SOLVED = "Not solved? Keep it open, and IT goes on with it."


@dataclass(frozen=True, slots=True)
class Known:
    """How far the words may go: what is known of the portal, and what the employee can do."""

    synced_at: datetime | None
    """When the portal last told everything it had."""
    may_answer: bool = True
    on_its_way: bool = False
    """An answer, or the wish to keep it open, waits to be sent."""


def countdown(
    ticket: Ticket, policy: Policy | None, now: datetime, known: Known, zone: tzinfo | None = None
) -> str:
    """What the portal will do by itself, or was to do; empty when no timer runs.

    In the zone of this computer, unless another is named. Right also offline: once the moment has passed, it says
    that the portal has not been heard since.
    """
    moment = ticket.status_until
    if moment is None:
        return ""
    status = policy.status(ticket.status) if policy else None
    what = _what(_following(ticket, status), policy)
    if moment > now:
        return f"{_says(what)} {when.itself(moment, now, zone)}{_condition(status, known)}"
    was = f"Was to {what} {when.on_day(moment, now, zone)}"
    if known.synced_at is None or known.synced_at < moment:
        return f"{was}; not synced {_since(known.synced_at, now, zone)}."
    return f"{was}; the portal has not done so yet."


def _following(ticket: Ticket, status: Status | None) -> str:
    if ticket.status_next:
        return ticket.status_next
    return status.timer.to if status and status.timer else ""


def _what(code: str, policy: Policy | None) -> str:
    """`resolve by itself`, `close by itself`, or `become On Hold by itself`."""
    following = policy.status(code) if policy else None
    if following and following.bucket is Bucket.RESOLVED:
        return "resolve by itself"
    if following and following.bucket is Bucket.CLOSED:
        return "close by itself"
    label = following.label if following else code.replace("_", " ").capitalize()
    return f"become {label} by itself" if label else "change by itself"


def _says(what: str) -> str:
    verb, rest = what.split(" ", 1)
    return f"{verb.capitalize()}s {rest}"


def _condition(status: Status | None, known: Known) -> str:
    """What the employee's own words change about it, where they change anything."""
    if known.on_its_way:
        return ", unless what you sent arrives before."
    if not known.may_answer or status is None or status.on_update in (None, status.code):
        return "."
    if status.bucket is Bucket.RESOLVED:
        return "; share an update to go on with it."
    return ", unless you answer."


def _since(moment: datetime | None, now: datetime, zone: tzinfo | None) -> str:
    return "yet" if moment is None else f"since {when.on(moment, now, zone)}"

"""Statuses, where they lead, and the timers that move a ticket by itself (ST-1 to ST-7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bucket(StrEnum):
    """What a status means to the employee; every status of every portal falls into one."""

    OPEN = "open"
    WAITING_FOR_YOU = "waiting_for_you"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Timer:
    """What a status does by itself after so many days (ST-3, ST-6).

    Days are counted in the portal's time zone: a ticket that began to wait on Monday at 14:00 moves at 14:00, also
    when the clocks were changed in between.
    """

    days: float
    """After entering the status."""
    to: str
    """The code of the status it then becomes."""
    reminders: tuple[float, ...] = ()
    """Days after entering at which the employee is reminded by e-mail; each is less than `days`."""


@dataclass(frozen=True, slots=True)
class Status:
    """A state of the life cycle (ST-1 to ST-7)."""

    code: str
    label: str
    meaning: str
    bucket: Bucket
    next: tuple[str, ...] = ()
    """Where support may move it by hand; empty: anywhere."""
    on_update: str | None = None
    """Where the employee's own words lead (ST-5, ST-6); `None`: nowhere, it stays."""
    new_ticket: bool = False
    """An update makes a new ticket that references this one (ST-7)."""
    timer: Timer | None = None

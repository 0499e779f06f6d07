"""What the worker tells the rest of the program. Frozen, safe to hand across threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.ids import OpId
from trayapp.core.link import Link
from trayapp.core.model import Announcement, Notice, TicketRef
from trayapp.core.operation import OpKind, Problem

__all__ = [
    "Announced",
    "Answered",
    "Delivered",
    "Emit",
    "Event",
    "Link",
    "LinkChanged",
    "Noticed",
    "OutboxChanged",
    "PolicyChanged",
    "PolicyRefused",
    "Sending",
    "StatusMoved",
    "Stuck",
    "TicketsChanged",
]


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The portal became reachable, unreachable, or wants a sign-in."""

    link: Link
    at: datetime
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """An operation moved; `op_id` is `None` when several did."""

    op_id: OpId | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Progress of one operation's bytes."""

    op_id: OpId
    sent: int
    total: int
    """Bytes; `sent` <= `total`."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The portal has acknowledged an operation."""

    op_id: OpId
    kind: OpKind
    ref: TicketRef
    subject: str
    due_at: datetime | None = None
    instead_of: TicketRef | None = None
    """The closed ticket that was meant: the words went on in a new one, which is `ref` (ST-7)."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """An operation needs the employee."""

    op_id: OpId
    kind: OpKind
    subject: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class TicketsChanged:
    """Rows of the local store changed; empty `ids`: many."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Support staff wrote on a ticket of the employee (APP-7, TK-5)."""

    ref: TicketRef
    subject: str
    author: str
    text: str
    status: str | None = None
    """The new status, when it came with the answer."""
    status_label: str = ""


@dataclass(frozen=True, slots=True)
class StatusMoved:
    """A ticket of the employee has a new status (APP-7)."""

    ref: TicketRef
    subject: str
    status: str
    status_label: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A new announcement (APP-7, INFO-1)."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """The portal sent another policy or other capabilities; read them from the store."""


@dataclass(frozen=True, slots=True)
class PolicyRefused:
    """The portal sent a policy that cannot be used; the last good one holds. `None`: it can be used again."""

    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something new behind the bell (INFO-2)."""

    notice: Notice


Event = (
    LinkChanged
    | OutboxChanged
    | Sending
    | Delivered
    | Stuck
    | TicketsChanged
    | Answered
    | StatusMoved
    | Announced
    | PolicyChanged
    | PolicyRefused
    | Noticed
)
Emit = Callable[[Event], None]

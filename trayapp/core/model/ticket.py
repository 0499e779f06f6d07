"""A ticket and its conversation, as the portal last described them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from trayapp.core.model.files import RemoteFile
from trayapp.core.model.people import Participant
from trayapp.core.model.writing import Fact


@dataclass(frozen=True, slots=True)
class TicketRef:
    """How the portal names a ticket."""

    id: str
    """For requests; opaque."""
    number: str
    """For people, such as `4711`."""


@dataclass(frozen=True, slots=True)
class MessageRef:
    """How the portal names a message on a ticket."""

    id: str
    ticket: TicketRef | None = None
    """Where it was put, when that is another ticket: one that was closed meanwhile goes on in a new one (ST-7)."""


class Side(StrEnum):
    """Who speaks in a conversation."""

    EMPLOYEE = "employee"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a ticket's conversation. The text is plain and never rendered as HTML."""

    id: str
    author: str
    side: Side
    at: datetime
    text: str
    files: tuple[RemoteFile, ...] = ()
    mine: bool = False
    """Written by the person signed in."""


class Relation(StrEnum):
    """Why the employee sees a ticket; the views of TK-3 are built from it."""

    OWN = "own"
    COMPANY = "company"
    SUBSCRIBER = "subscriber"
    """Added to it by somebody of the same company: concerns them as their own does (TK-8)."""
    COLLABORATOR = "collaborator"


class Action(StrEnum):
    """What this employee may do to this ticket now, as the portal grants it."""

    UPDATE = "update"
    CLOSE = "close"
    PRIORITY = "priority"
    KEEP_OPEN = "keep_open"
    """A timer runs against it, or it is resolved (ST-3, ST-6)."""
    SUBSCRIBERS = "subscribers"
    COLLABORATORS = "collaborators"
    ESTIMATES = "estimates"
    REFERENCE = "reference"
    """A new ticket may reference it (ST-7)."""
    LEAVE = "leave"
    """They were added to it, and may take themselves off (TK-7, TK-8)."""


class EstimateState(StrEnum):
    """Where an estimate stands (TK-6)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What support proposes to do, and for how much (TK-6)."""

    id: str
    title: str
    amount: str
    """In the portal's words: `12 hours, $1,440.00`."""
    state: str
    """A code of `EstimateState`, or one this version does not know."""
    at: datetime
    """When it was proposed."""
    note: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as the portal last described it."""

    ref: TicketRef
    subject: str
    description: str
    status: str
    """A code of the policy, or one this version does not know."""
    relation: Relation
    requester: str
    created_at: datetime
    updated_at: datetime
    status_label: str = ""
    """The portal's own word for the status, for a code that the policy at hand does not name."""
    sub_status: str = ""
    priority: str | None = None
    priority_asked: str | None = None
    nature: str | None = None
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    """When an answer is expected (PR-2 to PR-5)."""
    status_since: datetime | None = None
    status_until: datetime | None = None
    """When a timer of the portal changes the status by itself."""
    status_next: str | None = None
    """The status that timer leads to."""
    actions: frozenset[str] = frozenset()
    people: tuple[Participant, ...] = ()
    """Subscribers and collaborators (TK-7, TK-8)."""
    estimates: tuple[Estimate, ...] = ()
    credits: float | None = None
    """Service credits billed for the work (TK-9); `None`: none, or not shown to this person."""
    references: TicketRef | None = None
    """The closed ticket that this one goes on from (ST-7)."""
    continued: TicketRef | None = None
    """The ticket in which this closed one goes on (ST-7)."""
    incident: str | None = None
    """The id of the announced incident it belongs to."""
    files: tuple[RemoteFile, ...] = ()
    facts: tuple[Fact, ...] = ()
    op_id: str | None = None
    """The operation that created it, when it was this program."""
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class TicketChange:
    """A ticket that changed, with what was said since the cursor."""

    ticket: Ticket
    messages: tuple[Message, ...] | None = None
    """`None`: the portal does not say in its feed; ask `thread`."""

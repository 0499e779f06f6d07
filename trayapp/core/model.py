"""The nouns of a helpdesk as an employee's desktop knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})
"""An empty, unchangeable mapping, for defaults of arguments."""


class FileKind(StrEnum):
    """What a file is to the employee."""

    SCREENSHOT = "screenshot"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes lie in the spool, addressed by their hash."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    """Lower-case hexadecimal."""
    kind: FileKind = FileKind.FILE


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about this computer, as it will be sent (APP-3)."""

    key: str
    """A stable name such as `os.version`; `ui.texts` knows its label."""
    value: str
    failed: bool = False
    """The collector could not tell; `value` then says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new ticket as the employee wrote it: the payload of a create operation."""

    subject: str
    description: str = ""
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    """Answers to the fields that policy adds, by field code."""
    priority: str | None = None
    """The priority the employee asked for (PR-7); the portal may lock another."""
    facts: tuple[Fact, ...] = ()
    files: tuple[StoredFile, ...] = ()
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A reply of the employee on an existing ticket: the payload of an update operation (TK-4)."""

    text: str
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """The wish to close a ticket (TK-4)."""


@dataclass(frozen=True, slots=True)
class SetPriority:
    """The wish to change a ticket's priority (TK-10)."""

    priority: str


Change = Close | SetPriority
"""What `Portal.change` may be asked for."""


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


class Side(StrEnum):
    """Who speaks in a conversation."""

    EMPLOYEE = "employee"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that the portal holds."""

    id: str
    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str | None = None


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
    COLLABORATOR = "collaborator"


class Action(StrEnum):
    """What this employee may do to this ticket now, as the portal grants it."""

    UPDATE = "update"
    CLOSE = "close"
    PRIORITY = "priority"


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
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    """When an answer is expected (PR-2 to PR-5)."""
    status_until: datetime | None = None
    """When a timer of the portal changes the status by itself."""
    status_next: str | None = None
    """The status that timer leads to."""
    actions: frozenset[str] = frozenset()
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


class Severity(StrEnum):
    """How much an announcement matters."""

    INFO = "info"
    WARNING = "warning"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message of the portal to everybody (INFO-1)."""

    id: str
    title: str
    body: str
    severity: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of what changed on the portal since a cursor."""

    tickets: tuple[TicketChange, ...]
    cursor: str
    """Opaque to everyone but the adapter that made it."""
    more: bool = False
    announcements: tuple[Announcement, ...] | None = None
    """All that are current; `None`: they did not change."""
    removed: tuple[str, ...] = ()
    """Ids of tickets the employee no longer sees."""


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as the portal knows them."""

    id: str
    email: str
    name: str
    company: str
    level: str
    """A code of the policy's levels."""
    permissions: frozenset[str] = field(default_factory=frozenset)


class Once(StrEnum):
    """How a portal recognises that an operation was sent before."""

    NATIVE = "native"
    LOOKUP = "lookup"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this portal lets this employee do; the UI offers nothing else."""

    views: frozenset[str] = frozenset({"open", "closed"})
    update: bool = True
    close: bool = True
    priority: bool = False
    attachments: bool = True
    announcements: bool = False
    events: bool = False
    """Server-sent events announce changes at once."""
    submit_once: Once = Once.NONE
    update_once: Once = Once.NONE
    sign_in: frozenset[str] = frozenset({"token"})
    max_file: int | None = None
    """Bytes of the largest file accepted; `None`: unknown."""
    max_total: int | None = None
    """Bytes of all files of one ticket together; `None`: unknown."""
    settle: float = 0.0
    """Seconds to wait before a "not found" may be believed."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a portal says of itself and of the person asking."""

    version: str
    name: str
    me: Account
    server_time: datetime
    capabilities: Capabilities

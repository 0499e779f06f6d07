"""What must survive: outbox, spool, the local copy of the portal, notes and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from trayapp.core.ids import OpId
from trayapp.core.model import (
    Announcement,
    Article,
    Changes,
    FileKind,
    Message,
    Notice,
    Probe,
    StoredFile,
    Ticket,
    TicketRef,
)
from trayapp.core.operation import Operation, OpKind, OpState, Payload, Problem
from trayapp.core.policy import Policy
from trayapp.core.ports.portal import FileSource, Steps


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine decided about a claimed operation, for the outbox to make durable."""

    state: OpState
    next_at: datetime | None = None
    problem: Problem | None = None
    doubtful: bool = False
    ref: TicketRef | None = None
    message: str | None = None
    """The id of the message that a reply became."""
    payload: Payload | None = None
    """What was acknowledged, where the policy of today made it other words than those written; `None`: these."""


class SyncLock(Protocol):
    """Keeps two processes of one home (tray app, command line) from sending the same operation."""

    def try_lock(self) -> bool:
        """Take it if nobody has it; never waits. A process that dies gives it back."""

    def release(self) -> None:
        """Give it back; harmless without it."""


class Outbox(Protocol):
    """Operations on their way. Every method is one durable transaction; raises `LocalFault`."""

    def add(
        self,
        op_id: OpId,
        ticket_id: str,
        kind: OpKind,
        payload: Payload,
        now: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation:
        """Queue an operation; on disk when it returns. Its files lie in the spool already and get a reference."""

    def get(self, op_id: OpId) -> Operation | None:
        """One operation, finished ones included."""

    def pending(self) -> Sequence[Operation]:
        """All that are not done, oldest first."""

    def recent(self, limit: int = 20) -> Sequence[Operation]:
        """The last ones done, newest first (their "Sent as #4711")."""

    def sent(self, ticket_id: str) -> Sequence[Operation]:
        """What was acknowledged as this ticket, by its id on the portal: the ticket itself and answers, oldest first.

        With what their files were; the bytes are the portal's now. Empty for one not sent from here, or long ago.
        """

    def claim(self, now: datetime, author: str | None = None, portal: str | None = None) -> Operation | None:
        """The next due operation, now `sending`, `attempts` counted up; none before it on its ticket is unfinished.

        One that nobody in particular wrote for `portal`, or for none, is `author`'s from now on: it must not go out
        again as another's.
        """

    def settle(self, op_id: OpId, outcome: Outcome, now: datetime) -> None:
        """Make the outcome of a claimed operation durable.

        Done frees its files and gives later ops of its ticket the portal's id.
        """

    def hand_over(
        self,
        op_id: OpId,
        outcome: Outcome,
        now: datetime,
        due: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation | None:
        """`settle`, then `claim` what is due at `due`, in one transaction."""

    def unseen(self, author: str) -> Sequence[Operation]:
        """What that account sent, was acknowledged, and has not been told of by a pull since, newest first.

        After a pull from the beginning also what was found forgotten before.
        """

    def seen(self, op_ids: Sequence[OpId]) -> None:
        """The portal has them: they are not `unseen` any more."""

    def forgotten(self, op_ids: Sequence[OpId]) -> None:
        """The portal no longer has what it had acknowledged: they need the employee (`Forgotten`), and are looked up
        before they are sent again. What was written on a ticket of theirs waits for it. Not for changes of a ticket.
        """

    def recover(self) -> int:
        """At start: every op found `sending` becomes due at once and doubtful. Returns how many."""

    def next_due(self, now: datetime) -> datetime | None:
        """When the next op is due; `None` when none waits for time."""

    def steps(self, op_id: OpId) -> Steps:
        """The notes of one operation."""

    def retry(self, op_id: OpId, now: datetime) -> None:
        """Make it due now. Raises `NotFound`."""

    def discard(self, op_id: OpId) -> None:
        """The employee gives it up; later ops of a ticket never created go with it.

        Raises `NotFound`, or `Forbidden` while it is being sent.
        """

    def move(self, op_id: OpId, portal: str | None, author: str | None, *, anyway: bool = False) -> None:
        """The employee sends a new ticket that was written for another helpdesk to this one, with what waits behind it.

        Its codes, which mean something else here, become lines of its description. Raises `NotFound`, or `Forbidden`
        while it is being sent, for what belongs to a ticket of the other one, or (arrived) for what may have reached
        the other one already, unless the employee wants it sent `anyway`.
        """

    def replace(self, op_id: OpId, payload: Payload) -> None:
        """The employee edited it: same id, due now.

        Raises `NotFound`, or `Forbidden` while it is being sent or doubtful (it may be there already).
        """

    def let_go(self, files: Sequence[StoredFile]) -> None:
        """They were put into the spool for an operation that did not come about; those that others need stay.

        Raises `LocalFault`.
        """

    def resolve(self, ticket_id: str) -> str:
        """The portal's id where `ticket_id` is the op id of a create that was delivered; else `ticket_id` itself."""


class Spool(FileSource, Protocol):
    """Attachment bytes, content-addressed, durable."""

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        """Keep the bytes: temp file, fsync, rename, fsync of the folder. Raises `LocalFault`."""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A line of the ticket list."""

    id: str
    number: str
    subject: str
    status: str
    status_label: str
    bucket: str
    updated_at: datetime
    unread: bool
    priority: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What the ticket list shows."""

    view: str = "open"
    """open, company, closed, collaborator, completed, all (TK-3)."""
    words: str = ""
    """Searched in number, subject, description and conversation (INFO-3)."""


@dataclass(frozen=True, slots=True)
class News:
    """A ticket's page that differs from what was known: material for a notification."""

    ticket: Ticket
    known: bool
    """The ticket was here before this page."""
    status_before: str | None
    messages: tuple[Message, ...]
    """New ones, oldest first."""


class Overtaken(Exception):
    """What was pulled is another person's, or another helpdesk's, by now: nothing of it was written."""


class Tickets(Protocol):
    """The local copy of what the portal last said, readable offline (APP-6). Raises `LocalFault`.

    An `epoch` that is given must be the one of now: what was asked for before all was forgotten is not written.
    """

    def epoch(self) -> int:
        """Another one each time that what was pulled is forgotten, because another account is signed in."""

    def apply(
        self, changes: Changes, policy: Policy | None, now: datetime, epoch: int | None = None
    ) -> Sequence[News]:
        """Write one page and its cursor in one transaction; tell what is news to the employee. Raises `Overtaken`.

        At the end of a pull that began without a cursor, what none of its pages told of is gone.
        """

    def cursor(self) -> str | None:
        """Where the next pull goes on."""

    def from_the_beginning(self) -> bool:
        """The pull that is under way, or comes next, began or begins without a cursor."""

    def start_over(self) -> None:
        """The portal has forgotten the cursor: the next pull begins without one. Nothing else is forgotten."""

    def synced_at(self) -> datetime | None:
        """When the portal last told everything it had."""

    def mark_synced(self, now: datetime, epoch: int | None = None) -> None:
        """A pull found nothing (more). Raises `Overtaken`."""

    def put(self, ticket: Ticket, policy: Policy | None, epoch: int | None = None) -> None:
        """One ticket as read back; nothing where that was overtaken."""

    def page(self, query: Query, after: TicketRow | None = None, limit: int = 200) -> Sequence[TicketRow]:
        """Rows, newest change first, after the given one."""

    def count(self, query: Query) -> int:
        """How many rows the query has in all."""

    def get(self, ticket_id: str) -> Ticket | None:
        """By the portal's id or by the number people use."""

    def thread(self, ticket_id: str) -> Sequence[Message]:
        """The conversation, oldest first."""

    def add_messages(self, ticket_id: str, messages: Sequence[Message]) -> None:
        """Messages that `Portal.thread` gave."""

    def mark_read(self, ticket_id: str) -> None:
        """The employee has seen it."""

    def unread(self) -> int:
        """Tickets with something unseen."""

    def announcements(self, now: datetime) -> Sequence[Announcement]:
        """Those current at `now`, newest first."""

    def clear(self) -> None:
        """Forget what was pulled (another person signs in); the outbox is not touched."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may already help with what is being written; each best first, none over a handful."""

    tickets: tuple[TicketRow, ...] = ()
    """The employee's own open ones."""
    articles: tuple[Article, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    """Current ones; an incident may be joined."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search through everything found, best first (INFO-3)."""

    tickets: tuple[TicketRow, ...] = ()
    articles: tuple[Article, ...] = ()
    announcements: tuple[Announcement, ...] = ()


class Knowledge(Protocol):
    """Articles, search and suggestions over the local copy, also offline (INFO-3, INFO-4). Raises `LocalFault`."""

    def articles(self, shelf: str | None = None) -> Sequence[Article]:
        """Those of a shelf, or all, by title."""

    def article(self, article_id: str) -> Article | None:
        """One of them."""

    def suggest(self, words: str, now: datetime) -> Suggestions:
        """What fits words that are being written: any of them counts, not all."""

    def search(self, words: str, now: datetime, limit: int = 50) -> Found:
        """Tickets, articles and announcements that hold all the words, or words that begin so."""


@dataclass(frozen=True, slots=True)
class BellEntry:
    """A notice, and whether the employee has seen it (INFO-2)."""

    notice: Notice
    unread: bool


class Bell(Protocol):
    """What happened to the employee's tickets, newest first (INFO-2). Raises `LocalFault`."""

    def entries(self, limit: int = 100) -> Sequence[BellEntry]:
        """The last ones."""

    def unread(self) -> int:
        """How many are unseen."""

    def mark_read(self, notice_id: str | None = None) -> None:
        """One was seen; `None`: all of them."""


class Notes(Protocol):
    """Small facts of the store: policy, probe, drafts. Values are JSON written by their owners."""

    def policy(self) -> Policy | None:
        """The last good policy."""

    def put_policy(self, policy: Policy) -> bool:
        """Keep it; tells whether it differs from the one before."""

    def refused_policy(self) -> Problem | None:
        """Why the portal's latest policy could not be taken; `None`: it was."""

    def put_refused_policy(self, problem: Problem | None) -> bool:
        """Keep that; tells whether it differs from before."""

    def probe(self) -> Probe | None:
        """What the portal last said of itself."""

    def put_probe(self, probe: Probe) -> bool:
        """Keep it; tells whether account or capabilities differ from before."""


class WindowNotes(Notes, Protocol):
    """The same, and small texts of windows by name."""

    def get(self, name: str) -> str | None:
        """A small text that was put, if any."""

    def put(self, name: str, value: str) -> bool:
        """Keep a small text, nothing secret; tells whether it differs from the one before."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What the employee was writing (APP-10). No screenshot: pixels stay in memory until Send."""

    subject: str = ""
    description: str = ""
    product: str | None = None
    category: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    priority: str | None = None
    paths: tuple[str, ...] = ()
    """Files added by path."""
    replaces: str | None = None
    """The op id of the outbox row being edited."""
    nature: str | None = None
    references: str | None = None
    joins: str | None = None
    saved_at: datetime | None = None


class Drafts(Protocol):
    """The draft that survives a crash or a log-out."""

    def save(self, draft: SavedDraft) -> None:
        """Keep it, replacing the one before."""

    def load(self) -> SavedDraft | None:
        """The one kept, if any."""

    def clear(self) -> None:
        """Sent or thrown away."""

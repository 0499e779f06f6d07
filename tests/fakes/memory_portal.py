"""A portal in memory, with state and with faults, in the place of an adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from trayapp.core.errors import NotFound, Offline
from trayapp.core.ids import OpId
from trayapp.core.model import (
    Account,
    Announcement,
    Capabilities,
    Change,
    Changes,
    Close,
    Draft,
    Message,
    MessageRef,
    Once,
    Probe,
    Relation,
    Side,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.policy import Bucket, Policy, Priority, Status, Target
from trayapp.core.ports import FileSource, Progress, Steps, Unchanged

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POLICY = Policy(
    version="1",
    profile="test",
    portal_name="Test IT",
    statuses=(
        Status("new", "New", "", Bucket.OPEN),
        Status("working", "Working", "", Bucket.OPEN),
        Status("closed", "Closed", "", Bucket.CLOSED),
    ),
    priorities=(Priority("standard", "Standard", "", target=Target(8.0)), Priority("low", "Low", "")),
    default_priority="standard",
)
NATIVE = Capabilities(priority=True, announcements=True, submit_once=Once.NATIVE, update_once=Once.NATIVE)


@dataclass(frozen=True)
class Fault:
    """An error that a method raises once, before or after it did its work."""

    method: str
    error: Exception
    applied: bool = False


@dataclass
class Said:
    """A message with the key it came under."""

    message: Message
    op: OpId | None = None


@dataclass
class MemoryPortal:
    """`core.ports.Portal`. `calls` is what was asked, in order; `faults` are met one after another."""

    files: FileSource | None = None
    capabilities: Capabilities = NATIVE
    me: Account = field(default_factory=lambda: Account("u1", "ann@acme.example", "Ann", "Acme", "basic"))
    rules: Policy = POLICY
    faults: list[Fault] = field(default_factory=list)
    always: dict[str, Exception] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    messages: dict[str, list[Said]] = field(default_factory=dict)
    posted: tuple[Announcement, ...] = ()
    received: dict[str, bytes] = field(default_factory=dict)
    page_size: int = 100
    feed_has_messages: bool = True
    closed: bool = False
    _log: list[str] = field(default_factory=list)
    _announced: tuple[Announcement, ...] = ()

    # -- what tests do on the portal

    def answer(self, ticket_id: str, text: str, side: Side = Side.STAFF) -> None:
        """Somebody writes on a ticket."""
        self._say(ticket_id, text, side, None)

    def move(self, ticket_id: str, status: str) -> None:
        """Somebody sets a ticket's status."""
        self._touch(replace(self.tickets[ticket_id], status=status))

    def subjects(self) -> list[str]:
        """Of every ticket, in the order they were created."""
        return [ticket.subject for ticket in self.tickets.values()]

    def asked(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)

    # -- the port

    def probe(self) -> Probe:
        self._enter("probe")
        return Probe("1", "Test IT", self.me, START, self.capabilities)

    def policy(self) -> Policy:
        self._enter("policy")
        return self.rules

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        size = sum(file.size for file in draft.files)
        fault = self._enter("submit", op, lambda: progress(size, size))
        for file in draft.files:
            assert self.files is not None
            with self.files.open(file) as source:
                self.received[file.sha256] = source.read()
        known = self._created(op) if self.capabilities.submit_once is Once.NATIVE else None
        ref = known or self._create(op, draft)
        self._leave(fault)
        return ref

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:
        self._enter("find", op)
        return self._created(op)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        self._enter("changes", cursor or "")
        start = int(cursor or 0)
        if cursor is not None and start == len(self._log) and self._announced == self.posted:
            return Unchanged()
        ids = list(dict.fromkeys(self._log[start : start + self.page_size]))
        end = min(start + self.page_size, len(self._log))
        self._announced = self.posted
        pages = tuple(TicketChange(self.tickets[item], self._thread(item)) for item in ids)
        return Changes(pages, str(end), more=end < len(self._log), announcements=self.posted)

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        self._enter("read", ref.id)
        return self._ticket(ref)

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        self._enter("thread", after or "")
        said = [item.message for item in self.messages.get(ref.id, [])]
        ids = [message.id for message in said]
        return said[ids.index(after) + 1 :] if after else said

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
        self._enter("fetch", file_id)
        to.write(self.received[file_id])

    def update(
        self, op: OpId, ref: TicketRef, update: Update, steps: Steps, progress: Progress
    ) -> MessageRef:
        fault = self._enter("update", op, lambda: progress(0, 0))
        known = self._written(op, ref) if self.capabilities.update_once is Once.NATIVE else None
        message = known or MessageRef(self._say(self._ticket(ref).ref.id, update.text, Side.EMPLOYEE, op).id)
        self._leave(fault)
        return message

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        self._enter("find_update", op)
        return self._written(op, ref)

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:
        fault = self._enter("change", op)
        ticket = self._ticket(ref)
        if isinstance(want, Close):
            changed = replace(ticket, status="closed")
        else:
            changed = replace(ticket, priority=want.priority)
        self._touch(changed)
        self._leave(fault)
        return changed

    def listen(self, stopped: Callable[[], bool]) -> Iterator[None]:
        self._enter("listen")
        return iter(())

    def close(self) -> None:
        self.closed = True

    # -- inside

    def _enter(self, method: str, about: str = "", sent: Callable[[], None] = lambda: None) -> Fault | None:
        self.calls.append((method, about))
        fault = next((fault for fault in self.faults if fault.method == method), None)
        if fault:
            self.faults.remove(fault)
        error = self.always.get(method) or (fault.error if fault and not fault.applied else None)
        if not isinstance(error, Offline):  # only then the request never left
            sent()
        if error:
            raise error
        return fault

    def _leave(self, fault: Fault | None) -> None:
        if fault:
            raise fault.error

    def _create(self, op: OpId, draft: Draft) -> TicketRef:
        number = str(4711 + len(self.tickets))
        ref = TicketRef(f"t{number}", number)
        ticket = Ticket(
            ref,
            draft.subject,
            draft.description,
            "new",
            Relation.OWN,
            self.me.name,
            START,
            START,
            priority="standard",
            op_id=op,
        )
        self._touch(ticket)
        return ref

    def _created(self, op: OpId) -> TicketRef | None:
        return next((ticket.ref for ticket in self.tickets.values() if ticket.op_id == op), None)

    def _written(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        said = self.messages.get(ref.id, [])
        return next((MessageRef(item.message.id) for item in said if item.op == op), None)

    def _say(self, ticket_id: str, text: str, side: Side, op: OpId | None) -> Message:
        said = self.messages.setdefault(ticket_id, [])
        at = START + timedelta(seconds=len(said))
        mine = side is Side.EMPLOYEE
        message = Message(f"{ticket_id}.{len(said)}", "Ann" if mine else "Sam", side, at, text, mine=mine)
        said.append(Said(message, op))
        self._touch(self.tickets[ticket_id])
        return message

    def _touch(self, ticket: Ticket) -> None:
        self.tickets[ticket.ref.id] = ticket
        self._log.append(ticket.ref.id)

    def _ticket(self, ref: TicketRef) -> Ticket:
        if ref.id not in self.tickets:
            raise NotFound(what="ticket", id=ref.id)
        return self.tickets[ref.id]

    def _thread(self, ticket_id: str) -> tuple[Message, ...] | None:
        said = tuple(item.message for item in self.messages.get(ticket_id, []))
        return said if self.feed_has_messages else None

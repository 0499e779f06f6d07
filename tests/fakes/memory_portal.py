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
    AccountChange,
    Announcement,
    Article,
    Capabilities,
    Change,
    Changes,
    Close,
    Contact,
    DecideEstimate,
    Draft,
    EstimateState,
    KeepOpen,
    Message,
    MessageRef,
    Notice,
    Once,
    Participant,
    Probe,
    Relation,
    Role,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    Side,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.policy import Bucket, Policy, Priority, Status, Target
from trayapp.core.ports import FileSource, Heard, Progress, Steps, Unchanged

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
    shelved: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    """All that ever came; a page tells of those that its asker has not been told of."""
    people: tuple[Contact, ...] = ()
    asked_for: dict[OpId, AccountChange] = field(default_factory=dict)
    asked_as: TicketRef | None = None
    """The ticket that a change about people becomes."""
    forgotten: frozenset[OpId] = frozenset()
    """What a backup that was put back has undone."""
    goes_on: bool = False
    """What is written on a closed ticket goes on in a new one (ST-7)."""
    drafts: list[Draft] = field(default_factory=list)
    """As they came in."""
    received: dict[str, bytes] = field(default_factory=dict)
    page_size: int = 100
    feed_has_messages: bool = True
    closed: bool = False
    _log: list[str] = field(default_factory=list)
    _told: tuple[tuple[Announcement, ...], tuple[Article, ...]] = ((), ())

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
        self.drafts.append(draft)
        ref = known or self._create(op, draft)
        self._leave(fault)
        return ref

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:
        self._enter("find", op)
        return self._created(op)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        self._enter("changes", cursor or "")
        start, told = (int(part or 0) for part in (cursor or "0").partition(".")[::2])
        around = (self.posted, self.shelved)
        if (
            cursor is not None
            and (start, told) == (len(self._log), len(self.notices))
            and self._told == around
        ):
            return Unchanged()
        ids = list(dict.fromkeys(self._log[start : start + self.page_size]))
        end = min(start + self.page_size, len(self._log))
        shelved = None if cursor is not None and self._told[1] == self.shelved else self.shelved
        self._told = around
        pages = tuple(TicketChange(self.tickets[item], self._thread(item)) for item in ids)
        return Changes(
            pages,
            f"{end}.{len(self.notices)}" if self.notices else str(end),
            more=end < len(self._log),
            announcements=self.posted,
            articles=shelved,
            notices=self.notices[told:],
        )

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
        message = known or self._write(op, self._ticket(ref), update.text)
        self._leave(fault)
        return message

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        self._enter("find_update", op)
        return self._written(op, ref)

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:
        fault = self._enter("change", op)
        ticket = self._ticket(ref)
        changed = self._changed(ticket, want)
        self._touch(changed)
        self._leave(fault)
        return changed

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:
        fault = self._enter("ask", op)
        self.asked_for.setdefault(op, want)
        self._leave(fault)
        return self.asked_as

    def find_asked(self, op: OpId, want: AccountChange) -> bool:
        self._enter("find_asked", op)
        return op in self.asked_for

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:
        self._enter("taken", ",".join(ops))
        return frozenset(ops) - self.forgotten

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:
        self._enter("contacts", words)
        return [one for one in self.people if words.lower() in f"{one.name} {one.email}".lower()]

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        self._enter("listen")
        return iter(())

    def close(self) -> None:
        self.closed = True

    # -- inside

    def _changed(self, ticket: Ticket, want: Change) -> Ticket:
        match want:
            case Close():
                return replace(ticket, status="closed")
            case KeepOpen():
                return replace(ticket, status="working")
            case SetPriority(priority):
                return replace(ticket, priority=priority)
            case SetSubscriber(email, on):
                return _with_person(ticket, Participant(email, email, Role.SUBSCRIBER), on=on)
            case SetCollaborator(email, on):
                return _with_person(ticket, Participant(email, email, Role.COLLABORATOR), on=on)
            case DecideEstimate(estimate, approve):
                state = EstimateState.APPROVED if approve else EstimateState.DECLINED
                decided = tuple(
                    replace(one, state=state) if one.id == estimate else one for one in ticket.estimates
                )
                return replace(ticket, estimates=decided)

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
        """Where `op` was written, also in the ticket in which that one goes on."""
        for ticket_id, said in self.messages.items():
            message = next((item.message for item in said if item.op == op), None)
            if message:
                return MessageRef(message.id, None if ticket_id == ref.id else self.tickets[ticket_id].ref)
        return None

    def _write(self, op: OpId, ticket: Ticket, text: str) -> MessageRef:
        if not self.goes_on or ticket.status != "closed":
            return MessageRef(self._say(ticket.ref.id, text, Side.EMPLOYEE, op).id)
        ref = self._create(OpId(""), Draft(ticket.subject))
        self._touch(replace(self.tickets[ref.id], references=ticket.ref))
        self._touch(replace(ticket, continued=ref))
        return MessageRef(self._say(ref.id, text, Side.EMPLOYEE, op).id, ref)

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


def _with_person(ticket: Ticket, person: Participant, *, on: bool) -> Ticket:
    others = tuple(one for one in ticket.people if (one.email, one.role) != (person.email, person.role))
    return replace(ticket, people=(*others, person) if on else others)

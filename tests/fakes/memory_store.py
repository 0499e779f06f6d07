"""The store's ports in memory: honest about order, states and ids, but nothing survives the process."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import BinaryIO

from trayapp.core.elsewhere import freed
from trayapp.core.errors import Forbidden, LocalFault, NotFound
from trayapp.core.ids import OpId
from trayapp.core.model import Announcement, Changes, Draft, FileKind, Message, Probe, StoredFile, Ticket
from trayapp.core.operation import Operation, OpKind, OpState, Payload, Problem
from trayapp.core.policy import Policy
from trayapp.core.ports import News, Outcome, Overtaken, Query, TicketRow

CAP = timedelta(hours=24)
"""A `next_at` further away was written by a clock that has moved since."""


class MemorySteps:
    """Notes of one operation."""

    def __init__(self) -> None:
        self.noted: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.noted.get(key)

    def put(self, key: str, value: str) -> None:
        self.noted[key] = value


class MemorySpool:
    """Attachment bytes by hash."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        content = source.read()
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return StoredFile(name, media_type, len(content), digest, kind)

    def open(self, file: StoredFile) -> BinaryIO:
        if file.sha256 not in self.kept:
            raise LocalFault("gone", reason="corrupt", name=file.name)
        return io.BytesIO(self.kept[file.sha256])


class MemoryOutbox:
    """Operations in the order they were asked for."""

    def __init__(self) -> None:
        self.ops: dict[OpId, Operation] = {}
        self.notes: dict[OpId, MemorySteps] = {}
        self.gone: list[StoredFile] = []
        self.expected: set[OpId] = set()
        """Acknowledged, and no pull has told of them; tests fill it."""

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
        number, state = len(self.ops) + 1, OpState.QUEUED
        op = Operation(number, op_id, ticket_id, kind, payload, state, now, author=author, portal=portal)
        self.ops[op_id] = op
        return op

    def get(self, op_id: OpId) -> Operation | None:
        return self.ops.get(op_id)

    def pending(self) -> Sequence[Operation]:
        return [op for op in self.ops.values() if not op.finished]

    def recent(self, limit: int = 20) -> Sequence[Operation]:
        return [op for op in reversed(self.ops.values()) if op.finished][:limit]

    def claim(self, now: datetime, author: str | None = None, portal: str | None = None) -> Operation | None:
        for op in self._heads():
            if op.state in {OpState.QUEUED, OpState.WAITING} and _due(op, now):
                taken = replace(op, state=OpState.SENDING, attempts=op.attempts + 1)
                if op.author is None and op.portal in {None, portal}:
                    taken = replace(taken, author=author)
                if op.portal is None and op.author in {None, author}:
                    taken = replace(taken, portal=portal)
                return self._put(taken)
        return None

    def move(self, op_id: OpId, portal: str | None, author: str | None, *, anyway: bool = False) -> None:
        op = self.ops[op_id]
        if op.may_be_there and not anyway:
            raise Forbidden(reason="arrived", id=op_id)
        payload = freed(op.payload) if isinstance(op.payload, Draft) else op.payload
        self._put(
            replace(op, payload=payload, state=OpState.QUEUED, problem=None, portal=portal, author=author)
        )

    def unseen(self, author: str) -> Sequence[Operation]:
        return [op for op in self.ops.values() if op.op_id in self.expected and op.author == author]

    def seen(self, op_ids: Sequence[OpId]) -> None:
        self.expected -= set(op_ids)

    def forgotten(self, op_ids: Sequence[OpId]) -> None:
        for op_id in op_ids:
            problem = Problem("forgotten")
            self._put(replace(self.ops[op_id], state=OpState.NEEDS_USER, problem=problem, doubtful=True))

    def settle(self, op_id: OpId, outcome: Outcome, now: datetime) -> None:
        op = self.ops[op_id]
        if op.state is not OpState.SENDING:
            raise AssertionError(f"{op_id} was not claimed")
        self._put(
            replace(
                op,
                state=outcome.state,
                next_at=outcome.next_at,
                problem=outcome.problem,
                doubtful=outcome.doubtful,
                ref=outcome.ref or op.ref,
                payload=outcome.payload or op.payload,
                message=outcome.message,
                done_at=now if outcome.state is OpState.DONE else None,
            )
        )
        if outcome.state is OpState.DONE and outcome.ref:
            for later in self.pending():
                follows = op.kind is OpKind.UPDATE and outcome.ref.id != op.ticket_id
                if later.ticket_id == op_id or (
                    follows and later.ticket_id == op.ticket_id and later.kind is not OpKind.ESTIMATE
                ):
                    self._put(replace(later, ticket_id=outcome.ref.id, ref=outcome.ref))

    def sent(self, ticket_id: str) -> Sequence[Operation]:
        kinds = {OpKind.CREATE, OpKind.UPDATE}
        done = [op for op in self.ops.values() if op.finished and op.kind in kinds]
        return [op for op in done if op.ref and op.ref.id == ticket_id]

    def hand_over(
        self,
        op_id: OpId,
        outcome: Outcome,
        now: datetime,
        due: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation | None:
        self.settle(op_id, outcome, now)
        return self.claim(due, author, portal)

    def recover(self) -> int:
        left = [op for op in self.ops.values() if op.state is OpState.SENDING]
        for op in left:
            self._put(replace(op, state=OpState.WAITING, next_at=None, doubtful=True))
        return len(left)

    def next_due(self, now: datetime) -> datetime | None:
        times = [op.next_at or now for op in self._heads() if op.state in {OpState.QUEUED, OpState.WAITING}]
        return min(times, default=None)

    def steps(self, op_id: OpId) -> MemorySteps:
        return self.notes.setdefault(op_id, MemorySteps())

    def retry(self, op_id: OpId, now: datetime) -> None:
        self._put(replace(self._known(op_id), state=OpState.QUEUED, next_at=None))

    def let_go(self, files: Sequence[StoredFile]) -> None:
        self.gone += files

    def discard(self, op_id: OpId) -> None:
        if self._known(op_id).state is OpState.SENDING:
            raise Forbidden(action="discard")
        self.ops = {key: op for key, op in self.ops.items() if op_id not in {key, op.ticket_id}}

    def replace(self, op_id: OpId, payload: Payload) -> None:
        op = self._known(op_id)
        if op.state is OpState.SENDING or op.doubtful:
            raise Forbidden(action="edit")
        self._put(replace(op, payload=payload, state=OpState.QUEUED, next_at=None))

    def resolve(self, ticket_id: str) -> str:
        op = self.ops.get(OpId(ticket_id))
        return op.ref.id if op and op.ref else ticket_id

    def _heads(self) -> list[Operation]:
        """The first unfinished operation of each ticket."""
        heads: dict[str, Operation] = {}
        for op in self.pending():
            heads.setdefault(op.ticket_id, op)
        return list(heads.values())

    def _known(self, op_id: OpId) -> Operation:
        if op_id not in self.ops:
            raise NotFound(what="operation", id=op_id)
        return self.ops[op_id]

    def _put(self, op: Operation) -> Operation:
        self.ops[op.op_id] = op
        return op


def _due(op: Operation, now: datetime) -> bool:
    return op.next_at is None or op.next_at <= now or op.next_at - now > CAP


class MemoryTickets:
    """What the portal last said."""

    def __init__(self) -> None:
        self.known: dict[str, Ticket] = {}
        self.said: dict[str, list[Message]] = {}
        self.posted: tuple[Announcement, ...] = ()
        self._cursor: str | None = None
        self._importing = False
        self._synced_at: datetime | None = None
        self._unread: set[str] = set()
        self.cleared = 0

    def epoch(self) -> int:
        return self.cleared

    def apply(
        self, changes: Changes, policy: Policy | None, now: datetime, epoch: int | None = None
    ) -> Sequence[News]:
        self._expect(epoch)
        news = []
        for change in changes.tickets:
            before = self.known.get(change.ticket.ref.id)
            fresh = self._fresh(change.ticket.ref.id, change.messages or ())
            self.add_messages(change.ticket.ref.id, fresh)
            self.put(change.ticket, policy)
            if fresh or before is None or before.status != change.ticket.status:
                status = before.status if before else None
                news.append(News(change.ticket, before is not None, status, tuple(fresh)))
        for gone in changes.removed:
            self.known.pop(gone, None)
        if changes.announcements is not None:
            self.posted = changes.announcements
        self._importing = self.from_the_beginning() and changes.more
        self._cursor = changes.cursor
        return news

    def cursor(self) -> str | None:
        return self._cursor

    def from_the_beginning(self) -> bool:
        return self._cursor is None or self._importing

    def start_over(self) -> None:
        self._cursor = None

    def synced_at(self) -> datetime | None:
        return self._synced_at

    def mark_synced(self, now: datetime, epoch: int | None = None) -> None:
        self._expect(epoch)
        self._synced_at = now

    def _expect(self, epoch: int | None) -> None:
        if epoch not in {None, self.cleared}:
            raise Overtaken

    def put(self, ticket: Ticket, policy: Policy | None, epoch: int | None = None) -> None:
        if epoch not in {None, self.cleared}:
            return
        self.known[ticket.ref.id] = ticket

    def page(self, query: Query, after: TicketRow | None = None, limit: int = 200) -> Sequence[TicketRow]:
        if after is not None:
            return []
        return [_row(ticket, ticket.ref.id in self._unread) for ticket in self.known.values()][:limit]

    def count(self, query: Query) -> int:
        return len(self.known)

    def get(self, ticket_id: str) -> Ticket | None:
        by_number = (ticket for ticket in self.known.values() if ticket.ref.number == ticket_id)
        return self.known.get(ticket_id) or next(by_number, None)

    def thread(self, ticket_id: str) -> Sequence[Message]:
        return tuple(self.said.get(ticket_id, ()))

    def add_messages(self, ticket_id: str, messages: Sequence[Message]) -> None:
        fresh = self._fresh(ticket_id, messages)
        self.said.setdefault(ticket_id, []).extend(fresh)
        self._unread |= {ticket_id} if fresh else set()

    def mark_read(self, ticket_id: str) -> None:
        self._unread.discard(ticket_id)

    def unread(self) -> int:
        return len(self._unread)

    def announcements(self, now: datetime) -> Sequence[Announcement]:
        return [a for a in self.posted if a.starts_at <= now and (a.ends_at is None or now < a.ends_at)]

    def clear(self) -> None:
        self.known, self.said, self.posted = {}, {}, ()
        self._cursor = self._synced_at = None
        self.cleared += 1

    def _fresh(self, ticket_id: str, messages: Sequence[Message]) -> list[Message]:
        known = {message.id for message in self.said.get(ticket_id, ())}
        return [message for message in messages if message.id not in known]


def _row(ticket: Ticket, unread: bool) -> TicketRow:
    return TicketRow(
        ticket.ref.id,
        ticket.ref.number,
        ticket.subject,
        ticket.status,
        ticket.status_label,
        "open",
        ticket.updated_at,
        unread,
        ticket.priority,
    )


class MemoryNotes:
    """Policy and probe as last pulled."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._policy: Policy | None = None
        self._probe: Probe | None = None
        self.refused: Problem | None = None

    def get(self, name: str) -> str | None:
        """A small text."""
        return self.texts.get(name)

    def put(self, name: str, value: str) -> bool:
        """Keep it."""
        changed = self.texts.get(name) != value
        self.texts[name] = value
        return changed

    def policy(self) -> Policy | None:
        return self._policy

    def put_policy(self, policy: Policy) -> bool:
        differs, self._policy = policy != self._policy, policy
        return differs

    def refused_policy(self) -> Problem | None:
        return self.refused

    def put_refused_policy(self, problem: Problem | None) -> bool:
        differs, self.refused = problem != self.refused, problem
        return differs

    def probe(self) -> Probe | None:
        return self._probe

    def put_probe(self, probe: Probe) -> bool:
        before, self._probe = self._probe, probe
        return before is None or (before.me, before.capabilities) != (probe.me, probe.capabilities)


@dataclass
class MemoryLock:
    """A lock that somebody else may have."""

    taken: bool = False
    held: bool = field(default=False, init=False)

    def try_lock(self) -> bool:
        self.held = not self.taken
        return self.held

    def release(self) -> None:
        self.held = False

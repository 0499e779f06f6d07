"""The outbox does what a plain list would do, whatever happens in whatever order, restarts and kills included."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.store.makers import NOW, op_id
from trayapp.core.errors import Forbidden
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, TicketRef, Update
from trayapp.core.operation import OpKind, OpState
from trayapp.core.ports import Outcome
from trayapp.paths import Places
from trayapp.store.opened import open_store

CAP = timedelta(hours=1)
DUE = (OpState.QUEUED, OpState.WAITING)


@dataclass
class Row:
    """An operation as a plain object."""

    op_id: OpId
    ticket: str
    kind: OpKind
    words: str
    state: OpState = OpState.QUEUED
    attempts: int = 0
    next_at: datetime | None = None
    doubtful: bool = False


@dataclass
class Model:
    """What the outbox should be: a list."""

    now: datetime = NOW
    rows: list[Row] = field(default_factory=list)

    def open(self) -> list[Row]:
        """Those not done."""
        return [row for row in self.rows if row.state is not OpState.DONE]

    def heads(self) -> list[Row]:
        """The first unfinished one of each ticket, where it may be sent at some time."""
        first: dict[str, Row] = {}
        for row in self.open():
            first.setdefault(row.ticket, row)
        return [row for row in first.values() if row.state in DUE]

    def due(self, row: Row) -> datetime:
        """When a head is due."""
        late = row.next_at is None or row.next_at > self.now + CAP
        return self.now if late or row.next_at is None else max(row.next_at, self.now)

    def sending(self) -> list[Row]:
        """Those claimed."""
        return [row for row in self.rows if row.state is OpState.SENDING]


class OutboxAgreement(RuleBasedStateMachine):
    """Store and model, side by side."""

    @initialize()
    def begin(self) -> None:
        """An empty outbox."""
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        self.where = Places(root / "config", root / "data", root / "cache", root / "logs")
        self.model = Model()
        self.store = open_store(self.where, lambda: self.model.now)

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    @rule(words=st.text(min_size=1, max_size=5))
    def create(self, words: str) -> None:
        """The employee writes a ticket."""
        new = op_id()
        self.store.outbox.add(new, new, OpKind.CREATE, Draft(words), self.model.now)
        self.model.rows.append(Row(new, new, OpKind.CREATE, words))

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data(), words=st.text(min_size=1, max_size=5))
    def reply(self, data: st.DataObject, words: str) -> None:
        """The employee writes on a ticket, under whatever name it has now or had before."""
        about = data.draw(st.sampled_from(self.model.rows))
        new = op_id()
        name = about.op_id if about.kind is OpKind.CREATE and data.draw(st.booleans()) else about.ticket
        self.store.outbox.add(new, name, OpKind.UPDATE, Update(words), self.model.now)
        self.model.rows.append(Row(new, about.ticket, OpKind.UPDATE, words))

    @rule()
    def claim(self) -> None:
        """The worker asks what goes next."""
        due = [row for row in self.model.heads() if self.model.due(row) <= self.model.now]
        claimed = self.store.outbox.claim(self.model.now)

        assert (claimed and claimed.op_id) == (due[0].op_id if due else None)
        if claimed:
            due[0].state, due[0].next_at = OpState.SENDING, None
            due[0].attempts += 1
            assert (claimed.attempts, claimed.doubtful) == (due[0].attempts, due[0].doubtful)

    @precondition(lambda self: self.model.sending())
    @rule(data=st.data(), doubtful=st.booleans(), minutes=st.integers(0, 90))
    def fail(self, data: st.DataObject, doubtful: bool, minutes: int) -> None:
        """Sending did not work: it waits, or needs the employee."""
        row = data.draw(st.sampled_from(self.model.sending()))
        row.state = data.draw(st.sampled_from([OpState.WAITING, OpState.NEEDS_USER]))
        row.doubtful, row.next_at = doubtful, self.model.now + timedelta(minutes=minutes)
        self.store.outbox.settle(
            row.op_id, Outcome(row.state, row.next_at, doubtful=doubtful), self.model.now
        )

    @precondition(lambda self: self.model.sending())
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """The portal acknowledges."""
        row = data.draw(st.sampled_from(self.model.sending()))
        made = TicketRef(f"t-{row.op_id}", row.op_id[:4]) if row.kind is OpKind.CREATE else None
        self.store.outbox.settle(row.op_id, Outcome(OpState.DONE, ref=made), self.model.now)
        row.state, row.next_at, row.doubtful = OpState.DONE, None, False
        if made:
            for other in [one for one in self.model.rows if one.ticket == row.op_id]:
                other.ticket = made.id

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def discard(self, data: st.DataObject) -> None:
        """The employee gives something up."""
        row = data.draw(st.sampled_from(self.model.rows))
        if row.state in (OpState.SENDING, OpState.DONE):
            with pytest.raises(Forbidden):
                self.store.outbox.discard(row.op_id)
            return
        self.store.outbox.discard(row.op_id)
        whole = row.kind is OpKind.CREATE
        self.model.rows = [
            one for one in self.model.rows if one is not row and not (whole and one.ticket == row.op_id)
        ]

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data(), words=st.text(min_size=1, max_size=5))
    def edit(self, data: st.DataObject, words: str) -> None:
        """The employee changes their words."""
        row = data.draw(st.sampled_from(self.model.rows))
        payload = Draft(words) if row.kind is OpKind.CREATE else Update(words)
        if row.doubtful or row.state in (OpState.SENDING, OpState.DONE):
            with pytest.raises(Forbidden):
                self.store.outbox.replace(row.op_id, payload)
            return
        self.store.outbox.replace(row.op_id, payload)
        row.words, row.state, row.next_at = words, OpState.QUEUED, None

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        """The employee wants it tried now."""
        row = data.draw(st.sampled_from(self.model.rows))
        self.store.outbox.retry(row.op_id, self.model.now)
        if row.state in (OpState.WAITING, OpState.NEEDS_USER):
            row.state, row.next_at = OpState.QUEUED, None

    @rule(minutes=st.integers(-120, 120))
    def time_passes(self, minutes: int) -> None:
        """Forwards or, when somebody sets the clock, back."""
        self.model.now += timedelta(minutes=minutes)

    @rule()
    def restart(self) -> None:
        """The program dies and starts again."""
        self.store.close()
        self.store = open_store(self.where, lambda: self.model.now)
        left = self.model.sending()

        assert self.store.outbox.recover() == len(left)
        for row in left:
            row.state, row.next_at, row.doubtful = OpState.QUEUED, None, True

    @invariant()
    def same_rows(self) -> None:
        """The same operations, in the same order, in the same state."""
        if not hasattr(self, "model"):
            return
        actual = [
            (op.op_id, op.ticket_id, op.state, op.attempts, op.next_at, op.doubtful, words(op.payload))
            for op in self.store.outbox.pending()
        ]

        assert actual == [
            (row.op_id, row.ticket, row.state, row.attempts, row.next_at, row.doubtful, row.words)
            for row in self.model.open()
        ]

    @invariant()
    def same_next_moment(self) -> None:
        """The same answer to when the next one is due."""
        if hasattr(self, "model"):
            expected = min((self.model.due(row) for row in self.model.heads()), default=None)
            assert self.store.outbox.next_due(self.model.now) == expected


def words(payload: object) -> str:
    """What the employee wrote."""
    assert isinstance(payload, Draft | Update)
    return payload.subject if isinstance(payload, Draft) else payload.text


TestOutboxAgreement = OutboxAgreement.TestCase
TestOutboxAgreement.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

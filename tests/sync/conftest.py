"""A house with everything a sync needs: a store, a portal, a clock, and the events that were told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from tests.fakes.memory_portal import START, MemoryPortal
from tests.fakes.memory_store import MemoryLock, MemoryNotes, MemoryOutbox, MemorySpool, MemoryTickets
from trayapp.core.events import Event
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Draft, StoredFile, Update
from trayapp.core.operation import Operation, OpKind, Payload
from trayapp.core.ports import Portal
from trayapp.sync.engine import Engine, Report
from trayapp.sync.store import SyncStore


@dataclass
class House:
    """Both sides of a sync. `sync` is one pass; `later` lets time go by."""

    spool: MemorySpool = field(default_factory=MemorySpool)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    lock: MemoryLock = field(default_factory=MemoryLock)
    told: list[Event] = field(default_factory=list)
    now: datetime = START
    stopped: bool = False
    helpdesk: Callable[[], str | None] = lambda: None
    """The name of what is set up."""
    portal: MemoryPortal = field(init=False)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.portal = MemoryPortal(self.spool)
        self.restart()

    def restart(self) -> None:
        """The program starts again: the store is what it was."""
        store = SyncStore(self.outbox, self.tickets, self.notes, self.lock)
        self.engine = Engine(
            self.open,
            store,
            lambda: self.now,
            lambda: 1.0,
            self.told.append,
            lambda: self.stopped,
            helpdesk=self.helpdesk,
        )

    def at(self, helpdesk: str) -> None:
        """That helpdesk is set up from now on."""
        self.helpdesk = lambda: helpdesk
        self.restart()

    def open(self) -> Portal:
        """What the engine opens."""
        return self.portal

    def sync(self) -> Report:
        """One pass."""
        return self.engine.run_once(self.now)

    def later(self, **delta: float) -> None:
        """Time goes by."""
        self.now += timedelta(**delta)

    def create(self, subject: str = "Printer", files: tuple[StoredFile, ...] = ()) -> OpId:
        """The employee submits a ticket."""
        op_id = new_op_id(self.now)
        return self.add(op_id, op_id, OpKind.CREATE, Draft(subject, files=files))

    def update(self, ticket_id: str, text: str) -> OpId:
        """The employee writes on a ticket."""
        return self.add(new_op_id(self.now), ticket_id, OpKind.UPDATE, Update(text))

    def add(self, op_id: OpId, ticket_id: str, kind: OpKind, payload: Payload) -> OpId:
        """The employee asks for anything."""
        return self.outbox.add(op_id, ticket_id, kind, payload, self.now).op_id

    def op(self, op_id: OpId) -> Operation:
        """An operation as it stands."""
        found = self.outbox.get(op_id)
        assert found is not None
        return found

    def heard(self, kind: type) -> list[Event]:
        """Events of one kind, in order."""
        return [event for event in self.told if isinstance(event, kind)]


@pytest.fixture
def house() -> House:
    """A store and a portal that know nothing yet."""
    return House()


@pytest.fixture
def settled(house: House) -> House:
    """A house that has one ticket and has pulled before."""
    house.create("Printer")
    house.sync()
    house.told.clear()
    return house

"""An adapter on a server of its own, and on answers that no good server gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fakes.memory_store import MemorySteps
from tests.fakes.zammad.bench import ZammadBench
from tests.fakes.zammad.house import House
from tests.fakes.zammad.server import ZammadServer
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Draft, MessageRef, Ticket, TicketRef, Update
from trayapp.core.ports import Portal


class Desk:
    """An employee at an adapter, and the server it asks."""

    def __init__(self, server: ZammadServer, bench: ZammadBench) -> None:
        self.server = server
        self.house: House = server.house
        self.bench = bench
        self.portal: Portal = bench.portal()

    def op(self) -> OpId:
        """A new operation."""
        return new_op_id(datetime.now(UTC))

    def submit(self, draft: Draft | None = None, op: OpId | None = None) -> TicketRef:
        """Create a ticket."""
        draft = draft or Draft("Printer prints blank")
        return self.portal.submit(op or self.op(), draft, MemorySteps(), lambda sent, total: None)

    def write(self, ref: TicketRef, update: Update, op: OpId | None = None) -> MessageRef:
        """Add words."""
        return self.portal.update(op or self.op(), ref, update, MemorySteps(), lambda sent, total: None)

    def read(self, ref: TicketRef) -> Ticket:
        """The ticket as it is."""
        found = self.portal.read(ref, None)
        assert isinstance(found, Ticket)
        return found


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Dana of Northwind, at a server that nobody else uses."""
    with ZammadServer() as server:
        bench = ZammadBench(server)
        yield Desk(server, bench)
        bench.close()

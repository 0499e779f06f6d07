"""Adapters on real servers. Every test of this folder runs for each of them; another adapter is another `Bench`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.fakes.portal_process import PortalProcess
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Changes, Draft, FileKind, StoredFile, TicketRef
from trayapp.core.ports import Portal
from trayapp.portals.registry import open_portal


class Bench(Protocol):
    """A server of one kind, its people, and what can happen to it."""

    spool: MemorySpool

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for employee, colleague (same company), stranger (another company) or nobody."""

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write about tickets, registrations or the profile is applied, and its answer lost."""

    def busy(self, seconds: int) -> None:
        """The next request is answered with "come back in so many seconds"."""

    def fail(self) -> None:
        """The next request is answered with a failure of the server."""

    def down(self) -> None:
        """The server ends."""

    def up(self) -> None:
        """The server begins again, at the same address and with what it had."""


@dataclass
class NativeBench:
    """The embedded portal, in a process of its own."""

    process: PortalProcess
    spool: MemorySpool = field(default_factory=MemorySpool)
    _open: list[Portal] = field(default_factory=list)

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for that person."""
        people = {
            "employee": "dana@northwind.example",
            "colleague": "leo@northwind.example",
            "stranger": "tom@harbordental.example",
        }
        token = self.process.users[people[who]] if who in people else "no-such-token"
        self._open.append(open_portal("native", self.process.url, lambda: token, self.spool))
        return self._open[-1]

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""
        with self.process.client("agent") as agent:
            key = {"Idempotency-Key": str(uuid4())}
            agent.post(f"tickets/{ref.id}/messages", json={"text": text}, headers=key).raise_for_status()

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write to that part of the portal is applied, and its answer lost."""
        self.process.fault(drop_answer=True, path=f"/api/v1/{about}")

    def busy(self, seconds: int) -> None:
        """The next request is answered with 429."""
        self.process.fault(status=429, retry_after=seconds)

    def fail(self) -> None:
        """The next request is answered with 500."""
        self.process.fault(status=500)

    def down(self) -> None:
        """The process is killed."""
        self.process.kill()

    def up(self) -> None:
        """The process is started again."""
        self.process.start()

    def close(self) -> None:
        """Give back every adapter."""
        for portal in self._open:
            portal.close()


@pytest.fixture(scope="package")
def native_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One embedded portal for all tests of this folder: each works on tickets of its own."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api") as process:
        yield process


@pytest.fixture
def native(native_process: PortalProcess) -> Iterator[NativeBench]:
    """The embedded portal, with no faults planned."""
    bench = NativeBench(native_process)
    yield bench
    bench.close()
    native_process.clear_faults()


@pytest.fixture(params=["native"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Each kind of server in turn."""
    found: Bench = request.getfixturevalue(request.param)
    return found


class Desk:
    """An employee at an adapter: short words for what the tests do all the time."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.portal = bench.portal()
        self.steps = MemorySteps()

    def op(self) -> OpId:
        """A new operation."""
        return new_op_id(datetime.now(UTC))

    def draft(self, subject: str = "Printer prints blank", **more: object) -> Draft:
        """A ticket that this server takes."""
        return Draft(subject, **more)  # type: ignore[arg-type]

    def submit(self, draft: Draft | None = None, op: OpId | None = None) -> TicketRef:
        """Create a ticket."""
        return self.portal.submit(
            op or self.op(), draft or self.draft(), self.steps, lambda sent, total: None
        )

    def file(self, content: bytes, name: str = "shot.png") -> StoredFile:
        """A file in the spool."""
        return self.bench.spool.put(io.BytesIO(content), name, "image/png", FileKind.SCREENSHOT)

    def everything(self, since: str | None = None) -> Changes:
        """All pages since a cursor, as one."""
        return everything(self.portal, since)


def everything(portal: Portal, since: str | None = None) -> Changes:
    """All pages since a cursor, as one."""
    pages: list[Changes] = []
    while not pages or pages[-1].more:
        page = portal.changes(pages[-1].cursor if pages else since)
        if not isinstance(page, Changes):
            break
        pages.append(page)
    tickets = tuple(change for page in pages for change in page.tickets)
    return Changes(tickets, pages[-1].cursor if pages else str(since))


@pytest.fixture
def desk(bench: Bench) -> Desk:
    """The employee."""
    return Desk(bench)

"""Adapters on real servers. Every test of this folder runs for each of them; another adapter is another `Bench`."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.fakes.portal_process import PortalProcess
from tests.fakes.zammad.bench import ZammadBench
from tests.fakes.zammad.server import ZammadServer
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import (
    Change,
    Changes,
    Draft,
    FileKind,
    MessageRef,
    StoredFile,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.policy import Bucket
from trayapp.core.ports import Portal
from trayapp.portals.registry import open_portal


class Bench(Protocol):
    """A server of one kind, its people, and what can happen to it."""

    spool: MemorySpool

    @property
    def bell(self) -> bool:
        """It tells what happened to tickets behind a bell (INFO-2)."""

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for employee, colleague (same company, may do all that an employee can be let do), stranger
        (another company) or nobody.
        """

    def address(self, who: str) -> str:
        """Somebody's e-mail address."""

    def move(self, ref: TicketRef, bucket: Bucket) -> None:
        """Support staff gives a ticket the first status that means this."""

    def propose(self, ref: TicketRef) -> str:
        """Support staff proposes an estimate; its id."""

    def withdraw(self, ref: TicketRef, estimate: str) -> None:
        """Support staff takes it back."""

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write about tickets, registrations or the profile is applied, and its answer lost."""

    def gone_after_write(self) -> AbstractContextManager[None]:
        """As long as this is entered: the next write about tickets is done and answered, and nothing after it."""

    def busy(self, seconds: int) -> None:
        """The next request is answered with "come back in so many seconds"."""

    def fail(self) -> None:
        """The next request is answered with a failure of the server."""

    def down(self) -> None:
        """The server ends."""

    def up(self) -> None:
        """The server begins again, at the same address and with what it had."""


_MSP = {
    "employee": "dana@northwind.example",
    "colleague": "leo@northwind.example",
    "owner": "maya@northwind.example",
    "stranger": "tom@harbordental.example",
}
_REQUESTS = {
    "employee": "grace@brightwater.example",
    "colleague": "ben@brightwater.example",
    "stranger": "owen@cedarlaw.example",
}


@dataclass
class NativeBench:
    """The embedded portal, in a process of its own."""

    process: PortalProcess
    people: Mapping[str, str]
    """Addresses by role."""
    bell: bool = True
    spool: MemorySpool = field(default_factory=MemorySpool)
    _open: list[Portal] = field(default_factory=list)

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for that person."""
        token = self.process.users[self.people[who]] if who in self.people else "no-such-token"
        self._open.append(open_portal("native", self.process.url, lambda: token, self.spool))
        return self._open[-1]

    def address(self, who: str) -> str:
        """Somebody's e-mail address."""
        return self.people[who]

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""
        self._staff(f"tickets/{ref.id}/messages", text=text)

    def move(self, ref: TicketRef, bucket: Bucket) -> None:
        """Support staff gives a ticket the first status that means this."""
        with self.process.client("agent") as agent:
            statuses = agent.get("policy").json()["statuses"]
        code = next(status["code"] for status in statuses if status["bucket"] == bucket)
        self._staff(f"tickets/{ref.id}/changes", kind="status", status=code)

    def propose(self, ref: TicketRef) -> str:
        """Support staff proposes an estimate; its id."""
        made = self._staff(f"tickets/{ref.id}/estimates", title="New drum", amount="2 hours", note="")
        return str(made["id"])

    def withdraw(self, ref: TicketRef, estimate: str) -> None:
        """Support staff takes it back."""
        with self.process.client("agent") as agent:
            agent.delete(f"tickets/{ref.id}/estimates/{estimate}").raise_for_status()

    def _staff(self, path: str, **body: str) -> Mapping[str, object]:
        with self.process.client("agent") as agent:
            answer = agent.post(path, json=body, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
            found: Mapping[str, object] = answer.json()
        return found

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write to that part of the portal is applied, and its answer lost."""
        self.process.fault(drop_answer=True, path=f"/api/v1/{about}")

    @contextmanager
    def gone_after_write(self) -> Iterator[None]:
        """The next request about tickets is answered, which the adapter begins a write with; then nothing is."""
        self.process.fault(status=503, passing=1, count=1000, path="/api/v1/tickets")
        yield
        self.process.clear_faults()

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
    bench = NativeBench(native_process, _MSP)
    yield bench
    bench.close()
    native_process.clear_faults()


@pytest.fixture(scope="package")
def estimating_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One embedded portal whose policy knows estimates."""
    folder = tmp_path_factory.mktemp("estimating")
    with PortalProcess(folder, "--test-api", "--profile", "requests") as process:
        yield process


@pytest.fixture
def native_estimating(estimating_process: PortalProcess) -> Iterator[NativeBench]:
    """That portal, with no faults planned."""
    bench = NativeBench(estimating_process, _REQUESTS)
    yield bench
    bench.close()
    estimating_process.clear_faults()


@pytest.fixture(params=["native_estimating"])
def estimating(request: pytest.FixtureRequest) -> Bench:
    """Each kind of server that knows estimates in turn."""
    found: Bench = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="package")
def zammad_server() -> Iterator[ZammadServer]:
    """A server that behaves as Zammad's source says: no live one can be installed here."""
    with ZammadServer() as server:
        yield server


@pytest.fixture
def zammad(zammad_server: ZammadServer) -> Iterator[ZammadBench]:
    """That server, with no faults planned."""
    bench = ZammadBench(zammad_server)
    yield bench
    bench.close()


_SLOW_TO_START = [pytest.mark.live, pytest.mark.timeout(900)]
"""The first test sets the server up, which takes minutes on a machine that is busy."""
KINDS = [
    "native",
    "zammad",
    pytest.param("rt_granted_bench", marks=pytest.mark.live, id="rt_granted"),
    pytest.param("rt_strict_bench", marks=pytest.mark.live, id="rt_strict"),
    pytest.param("redmine_granted_bench", marks=_SLOW_TO_START, id="redmine_granted"),
    pytest.param("redmine_strict_bench", marks=_SLOW_TO_START, id="redmine_strict"),
]
"""Fixtures of benches: the real servers of others (tests/live) only with the mark `live`."""


@pytest.fixture(params=KINDS)
def bench(request: pytest.FixtureRequest) -> Bench:
    """Each kind of server in turn."""
    found: Bench = request.getfixturevalue(request.param)
    return found


class Desk:
    """An employee at an adapter: short words for what the tests do all the time."""

    def __init__(self, bench: Bench, who: str = "employee") -> None:
        self.bench = bench
        self.portal = bench.portal(who)
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

    def write(self, ref: TicketRef, text: str, op: OpId | None = None) -> MessageRef:
        """Add words to a ticket."""
        return self.portal.update(op or self.op(), ref, Update(text), self.steps, lambda sent, total: None)

    def change(self, ref: TicketRef, want: Change) -> Ticket:
        """Ask for a change."""
        return self.portal.change(self.op(), ref, want)

    def read(self, ref: TicketRef) -> Ticket:
        """The ticket as it is."""
        found = self.portal.read(ref, None)
        assert isinstance(found, Ticket)
        return found

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
    return Changes(
        tickets,
        pages[-1].cursor if pages else str(since),
        articles=next((page.articles for page in reversed(pages) if page.articles is not None), None),
        notices=tuple(notice for page in pages for notice in page.notices),
    )


@pytest.fixture
def desk(bench: Bench) -> Desk:
    """The employee."""
    return Desk(bench)

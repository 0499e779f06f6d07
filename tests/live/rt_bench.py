"""A desk of the real Request Tracker as the contract suite takes servers: behind a proxy that breaks things."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.fakes.memory_store import MemorySpool
from tests.faults.fault import Fault, Kind
from tests.faults.proxy import Proxy
from tests.live.rt_desk import RtDesk
from trayapp.core.model import TicketRef
from trayapp.core.password import Password
from trayapp.core.policy import Bucket
from trayapp.core.ports import Portal
from trayapp.portals.registry import open_portal

_STATUS = {
    Bucket.OPEN: "open",
    Bucket.WAITING: "stalled",
    Bucket.CLOSED: "resolved",
}
_WRITES = frozenset({"POST", "PUT"})
_LOGIN = "/NoAuth/"


class RtBench:
    """`tests.contract.conftest.Bench` of a desk."""

    bell = False
    """It tells of nothing behind a bell."""

    def __init__(self, desk: RtDesk) -> None:
        self.desk = desk
        self.spool = MemorySpool()
        self._next: list[tuple[frozenset[str], Fault]] = []
        """The fault of the next request with one of these methods; with none of them, of any."""
        self._ends = ""
        """When nothing is answered any more."""
        at = urlsplit(desk.server.url)
        self._proxy = Proxy((str(at.hostname), at.port or 0), self._plan)
        self._open: list[Portal] = []

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for that person, through the proxy."""
        person = self.desk.profile.people.get(who)
        secret = person.secret if person else Password("nobody", "no such word").secret()
        self._open.append(open_portal("rt", self._proxy.url, lambda: secret, self.spool))
        return self._open[-1]

    def address(self, who: str) -> str:
        """Somebody's e-mail address."""
        return self.desk.person(who).address

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""
        self.desk.answer(ref.id, text)

    def move(self, ref: TicketRef, bucket: Bucket) -> None:
        """Support staff gives a ticket a status that means this."""
        if bucket not in _STATUS:
            pytest.skip(f"no status of this server means {bucket}")
        self.desk.status(ref.id, _STATUS[bucket])

    def propose(self, ref: TicketRef) -> str:
        """There are no estimates."""
        pytest.skip(f"no estimates on {ref.number}")

    def withdraw(self, ref: TicketRef, estimate: str) -> None:
        """There are none."""
        pytest.skip(f"no estimate {estimate} on {ref.number}")

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write is applied, and its answer lost."""
        self._next.append((_WRITES, Fault(Kind.CUT_ANSWER)))

    @contextmanager
    def gone_after_write(self) -> Iterator[None]:
        """The next write is done and answered, and nothing after it."""
        self._ends = "after the next write"
        yield
        self._ends = ""

    def busy(self, seconds: int) -> None:
        """The next request is answered with 429."""
        self._next.append((frozenset(), Fault(Kind.STATUS, status=429, retry_after=seconds)))

    def fail(self) -> None:
        """The next request is answered with 500."""
        self._next.append((frozenset(), Fault(Kind.STATUS, status=500)))

    def down(self) -> None:
        """The server is killed."""
        self._proxy.down()
        self.desk.server.kill()

    def up(self) -> None:
        """The server is started again."""
        self.desk.server.start()
        self._proxy.up()

    def close(self) -> None:
        """Give back every adapter."""
        for portal in self._open:
            portal.close()
        self._proxy.close()
        if not self.desk.server.running:
            self.desk.server.start()

    def _plan(self, method: str, path: str) -> Fault:
        if self._ends == "now":
            return Fault(Kind.STATUS)
        if self._ends and method in _WRITES and _LOGIN not in path:
            self._ends = "now"
        if self._next:
            methods, fault = self._next[0]
            if not methods or (method in methods and _LOGIN not in path):
                del self._next[0]
                return fault
        return Fault()

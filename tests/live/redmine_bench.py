"""A project of the real Redmine as the contract suite takes servers: behind a proxy that breaks things."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.fakes.memory_store import MemorySpool
from tests.faults.fault import Fault, Kind
from tests.faults.proxy import Proxy
from tests.live.redmine_desk import RedmineDesk
from trayapp.core.model import TicketRef
from trayapp.core.policy import Bucket
from trayapp.core.ports import Portal
from trayapp.portals.registry import open_portal

_STATUS = {Bucket.OPEN: 2, Bucket.WAITING_FOR_YOU: 4, Bucket.RESOLVED: 3, Bucket.CLOSED: 5}
"""In Progress, Feedback, Resolved and Closed of a fresh server."""
_WRITES = frozenset({"POST", "PUT"})


class RedmineBench:
    """`tests.contract.conftest.Bench` of a project."""

    bell = False
    """It tells of nothing behind a bell."""

    def __init__(self, desk: RedmineDesk) -> None:
        self.desk = desk
        self.spool = MemorySpool()
        self.next: list[tuple[str, Fault]] = []
        """The fault of the next write to such a path; without a path, of any request."""
        self._ends = ""
        """When nothing is answered any more."""
        at = urlsplit(desk.server.url)
        self.proxy = Proxy((str(at.hostname), at.port or 0), self._plan)
        self._open: list[Portal] = []

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for that person, through the proxy."""
        person = self.desk.project.people.get(who)
        key = self.desk.server.keys[person.name] if person else "0" * 40
        self._open.append(open_portal("redmine", self.proxy.url, lambda: key, self.spool))
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
        """The next write to an issue is applied, and its answer lost."""
        self.next.append(("/issues" if about == "tickets" else about, Fault(Kind.CUT_ANSWER)))

    @contextmanager
    def gone_after_write(self) -> Iterator[None]:
        """The next write is done and answered, and nothing after it."""
        self._ends = "after the next write"
        yield
        self._ends = ""

    def busy(self, seconds: int) -> None:
        """The next request is answered with 429."""
        self.next.append(("", Fault(Kind.STATUS, status=429, retry_after=seconds)))

    def fail(self) -> None:
        """The next request is answered with 500."""
        self.next.append(("", Fault(Kind.STATUS, status=500)))

    def down(self) -> None:
        """The server is killed."""
        self.proxy.down()
        self.desk.server.kill()

    def up(self) -> None:
        """The server is started again."""
        self.desk.server.start()
        self.proxy.up()

    def close(self) -> None:
        """Give back every adapter."""
        for portal in self._open:
            portal.close()
        self.proxy.close()
        if not self.desk.server.running:
            self.desk.server.start()

    def _plan(self, method: str, path: str) -> Fault:
        if self._ends == "now":
            return Fault(Kind.STATUS)
        if self._ends and method in _WRITES and path.startswith("/issues"):
            self._ends = "now"
        if self.next:
            place, fault = self.next[0]
            if not place or (method in _WRITES and path.startswith(place)):
                del self.next[0]
                return fault
        return Fault()

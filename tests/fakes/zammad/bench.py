"""That server with its people, as the contract suite wants one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.fakes.memory_store import MemorySpool
from tests.fakes.zammad.api import Reply
from tests.fakes.zammad.server import Faults, ZammadServer
from trayapp.core.model import TicketRef
from trayapp.core.policy import Bucket
from trayapp.core.ports import Portal
from trayapp.portals.registry import open_portal

PEOPLE: Mapping[str, tuple[str, str, str, int]] = {
    "employee": ("dana@northwind.example", "Dana", "Reyes", 1),
    "colleague": ("leo@northwind.example", "Leo", "Park", 1),
    "stranger": ("tom@harbordental.example", "Tom", "Webb", 2),
}
_STATES = {
    Bucket.OPEN: "open",
    Bucket.WAITING: "pending reminder",
    Bucket.RESOLVED: "pending close",
    Bucket.CLOSED: "closed",
}


@dataclass
class ZammadBench:
    """A server that behaves as Zammad's source says."""

    server: ZammadServer
    spool: MemorySpool = field(default_factory=MemorySpool)
    _open: list[Portal] = field(default_factory=list)

    @property
    def bell(self) -> bool:
        """Customers have none."""
        return False

    def __post_init__(self) -> None:
        for email, first, last, organization in PEOPLE.values():
            if email not in self.server.house.people:
                self.server.house.add(email, first, last, organization)

    def portal(self, who: str = "employee") -> Portal:
        """An adapter for that person."""
        token = f"token-of-{self.address(who)}" if who in PEOPLE else "no-such-token"
        self._open.append(open_portal("zammad", self.server.url, lambda: token, self.spool))
        return self._open[-1]

    def address(self, who: str) -> str:
        """Somebody's e-mail address."""
        return PEOPLE[who][0]

    def move(self, ref: TicketRef, bucket: Bucket) -> None:
        """Support staff gives a ticket a state that means this."""
        if bucket not in _STATES:
            pytest.skip("no state there waits for the employee")
        self.server.house.move(int(ref.id), _STATES[bucket])

    def propose(self, ref: TicketRef) -> str:
        """There are no estimates."""
        raise NotImplementedError(ref)

    def withdraw(self, ref: TicketRef, estimate: str) -> None:
        """There are no estimates."""
        raise NotImplementedError(ref, estimate)

    def answer(self, ref: TicketRef, text: str) -> None:
        """Support staff writes on a ticket."""
        self.server.house.answer(int(ref.id), text)

    def lose_answer(self, about: str = "tickets") -> None:
        """The next write is applied, and its answer lost."""
        self.server.faults.lose = True

    @contextmanager
    def gone_after_write(self) -> Iterator[None]:
        """The next write is done and answered, and nothing after it."""
        self.server.faults.gone_after_write = True
        yield
        self.server.faults.gone_after_write = self.server.faults.gone = False

    def busy(self, seconds: int) -> None:
        """The next request is answered with 429."""
        self.server.faults.next = Reply(429, b"Retry later\n", {"Retry-After": str(seconds)})

    def fail(self) -> None:
        """The next request is answered with 500."""
        self.server.faults.next = Reply(500, b'{"error":"Error ID x: Please contact your administrator."}')

    def page(self, status: int) -> Reply:
        """What a web server in front answers."""
        return Reply(status, b"<html><body>nginx</body></html>", {"Content-Type": "text/html"})

    def down(self) -> None:
        """The server ends."""
        self.server.down()

    def up(self) -> None:
        """The server begins again."""
        self.server.up()

    def close(self) -> None:
        """Give back every adapter, and plan nothing any more."""
        for portal in self._open:
            portal.close()
        self.server.faults = Faults()

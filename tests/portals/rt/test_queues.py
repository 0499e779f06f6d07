"""Where a new ticket goes: queues come and go."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.fakes.memory_store import MemorySteps
from tests.portals.rt.conftest import Server
from trayapp.core.errors import Forbidden, Rejected, TrayAppError
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, TicketRef
from trayapp.portals.rt.portal import RtPortal

OP = OpId("01a20470-7bc8-73b9-9218-013a814d474c")


class Queues:
    """A server with these queues, which refuses tickets to all others."""

    def __init__(self, server: Server, *names: str) -> None:
        self._server = server
        self.open = dict(enumerate(names, 1))
        self.taken: list[int] = []
        server.says["queues/all"] = lambda _request: {
            "items": [self._told(each) for each in self.open],
            "pages": 1,
        }
        server.says["tickets"] = {"items": [], "pages": 0}
        server.says["ticket"] = self._create
        for each in self.open:
            server.says[f"queue/{each}"] = {"id": each}
        server.says["ticket/7"] = {"id": 7, "Status": "new", "Requestor": [{"id": "alice"}]}

    def _told(self, number: int) -> object:
        return {"id": str(number), "Name": self.open[number], "_hyperlinks": [{"ref": "create"}]}

    def _create(self, request: httpx.Request) -> httpx.Response:
        request.read()
        number = next((each for each in range(1, 9) if f'"Queue":"{each}"'.encode() in request.content), 0)
        if number not in self.open:
            return httpx.Response(403, json={"message": "No permission to create tickets in the queue"})
        self.taken.append(number)
        return httpx.Response(201, json={"id": "7"})


def submit(portal: RtPortal, product: str | None = None) -> TicketRef:
    """A new ticket."""
    return portal.submit(OP, Draft("Printer", product=product), MemorySteps(), lambda _sent, _total: None)


@pytest.fixture
def queues(server: Server) -> Queues:
    """Two of them."""
    return Queues(server, "IT", "House")


def test_a_queue_that_vanished_is_told_at_the_field(server: Server, queues: Queues) -> None:
    """Whoever chose it is told that it is there no more, also where it went after it was looked for."""
    portal = server.portal()
    portal.policy()
    del queues.open[2]

    with pytest.raises(Rejected) as refused:
        submit(portal, "2")

    assert (refused.value.fields, queues.taken) == ({"product": "unknown"}, [])


def test_where_nobody_chose_another_queue_takes_it(server: Server, queues: Queues) -> None:
    """The first one went; the words arrive in the next."""
    portal = server.portal()
    portal.policy()
    del queues.open[1]

    assert submit(portal) == TicketRef("7", "7")
    assert queues.taken == [2]


def _none_left(queues: Queues) -> None:
    queues.open.clear()


def _refused(queues: Queues) -> None:
    told = dict(queues.open)
    queues.open = _Closed(told)


class _Closed(dict[int, str]):
    """Queues that are shown, and take nothing."""

    def __contains__(self, _number: object) -> bool:
        return False


@pytest.mark.parametrize("happens", [_none_left, _refused])
def test_without_any_queue_that_is_told(
    server: Server, queues: Queues, happens: Callable[[Queues], None]
) -> None:
    """Nothing takes tickets of this person: it is not tried for ever."""
    portal = server.portal()
    portal.policy()
    happens(queues)

    with pytest.raises(TrayAppError) as refused:
        submit(portal)

    assert isinstance(refused.value, Forbidden)
    assert queues.taken == []

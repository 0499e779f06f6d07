"""What was taken was sent, whatever fails afterwards."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.fakes.memory_store import MemorySteps
from tests.portals.rt.conftest import Server
from trayapp.core.errors import MayHaveBeenSent, OutcomeUnknown
from trayapp.core.ids import OpId
from trayapp.core.model import Close, Draft, MessageRef, TicketRef, Update
from trayapp.portals.rt.portal import RtPortal

OP = OpId("01a20470-7bc8-73b9-9218-013a814d474c")
OTHER = OpId("01a20470-7bc8-73b9-9218-013a814d474d")
REF = TicketRef("7", "7")
TICKET = {
    "id": 7,
    "Status": "open",
    "Subject": "Printer",
    "Requestor": [{"id": "alice"}],
    "_hyperlinks": [{"ref": "lifecycle", "to": "resolved"}],
}
NONE: dict[str, object] = {"items": [], "pages": 1}


def unreachable(request: httpx.Request) -> httpx.Response:
    """No network any more."""
    raise httpx.ConnectError("gone", request=request)


def silent(request: httpx.Request) -> httpx.Response:
    """No answer."""
    raise httpx.ReadTimeout("slow", request=request)


def busy(_request: httpx.Request) -> httpx.Response:
    """Come back later."""
    return httpx.Response(503, headers={"Retry-After": "30"}, json={"message": "later"})


def elsewhere(_request: httpx.Request) -> httpx.Response:
    """A common sign-in."""
    return httpx.Response(302, headers={"Location": "https://sso.example/"})


TROUBLE = pytest.mark.parametrize("trouble", [unreachable, silent, busy, elsewhere])
Trouble = Callable[[httpx.Request], httpx.Response]


class Desk:
    """A server that takes a ticket or a reply, and then has the trouble that a test wants."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.taken: list[str] = []
        self.where = ""
        """What the server says it made of a reply."""
        self.trouble: Trouble | None = None
        self.shown: list[object] = []
        self.ticket = TICKET
        self.steps = MemorySteps()
        queue = {"id": "1", "Name": "IT", "_hyperlinks": [{"ref": "create"}]}
        server.says.update(
            {
                "queues/all": {"items": [queue], "pages": 1},
                "queue/1": {"id": 1},
                "tickets": NONE,
                "ticket": lambda request: self._take(request, {"id": "7"}),
                "ticket/7": lambda request: self._after(request, self.ticket),
                "ticket/7/correspond": lambda request: self._take(request, ["Correspondence added"]),
                "ticket/8/correspond": lambda request: self._take(request, ["Correspondence added"]),
                "transactions": lambda request: self._after(request, {"items": self.shown, "pages": 1}),
            }
        )

    def _take(self, request: httpx.Request, said: object) -> httpx.Response:
        request.read()
        self.taken.append(request.url.path)
        headers = {"Location": self.where} if self.where else {}
        return httpx.Response(201, json=said, headers=headers)

    def _after(self, request: httpx.Request, said: object) -> object:
        if request.method == "PUT":
            self.taken.append(request.url.path)
            return ["Ticket 7: Status changed"]
        return self.trouble(request) if self.trouble and self.taken else said

    def update(self, portal: RtPortal) -> MessageRef:
        """A reply, as the next try sends it."""
        return portal.update(OP, REF, Update("Words"), self.steps, lambda _sent, _total: None)


@pytest.fixture
def desk(server: Server) -> Desk:
    """Without trouble."""
    return Desk(server)


@TROUBLE
def test_a_ticket_that_was_made_is_told_whatever_fails_then(desk: Desk, trouble: Trouble) -> None:
    """Its number is known: nobody says that it was not sent."""
    desk.trouble = trouble

    made = desk.server.portal().submit(OP, Draft("Printer"), desk.steps, lambda _sent, _total: None)

    assert (made, len(desk.taken)) == (REF, 1)


@TROUBLE
def test_a_reply_is_what_the_server_says_it_made(desk: Desk, trouble: Trouble) -> None:
    """Nothing is asked afterwards that could fail."""
    desk.trouble, desk.where = trouble, "/REST/2.0/transaction/454"

    assert desk.update(desk.server.portal()) == MessageRef("454")


def test_a_reply_to_a_merged_ticket_names_the_other(desk: Desk) -> None:
    """The words went on there."""
    desk.ticket = {**TICKET, "id": 8}
    desk.where = "https://desk.example/REST/2.0/transaction/454"

    assert desk.update(desk.server.portal()) == MessageRef("454", TicketRef("8", "8"))


@TROUBLE
def test_where_the_server_does_not_say_the_reply_is_looked_for(desk: Desk, trouble: Trouble) -> None:
    """That it cannot be looked for now leaves doubt, and is not taken for a request that was not sent."""
    desk.trouble = trouble
    portal = desk.server.portal()

    with pytest.raises(OutcomeUnknown):
        desk.update(portal)

    desk.trouble = None
    desk.shown = [{"id": "454", "Data": "Re: [k:013a814d474c]", "Creator": {"Name": "alice"}}]
    assert portal.find_update(OP, REF) == desk.update(portal) == MessageRef("454")
    assert len(desk.taken) == 1


def test_what_the_server_does_not_show_is_not_sent_again_by_itself(desk: Desk) -> None:
    """Taken, and hidden from who wrote it: only the employee may send it once more."""
    portal = desk.server.portal()

    with pytest.raises(MayHaveBeenSent):
        desk.update(portal)

    assert len(desk.taken) == 1


def test_nor_is_it_after_it_could_not_be_looked_for(desk: Desk) -> None:
    """The next try remembers that it was taken; after the employee was asked, it is theirs to decide."""
    portal, desk.trouble = desk.server.portal(), busy
    with pytest.raises(OutcomeUnknown):
        desk.update(portal)
    desk.trouble = None

    with pytest.raises(MayHaveBeenSent):
        desk.update(portal)
    sent_by_itself = len(desk.taken)
    desk.where = "/REST/2.0/transaction/455"

    assert (sent_by_itself, desk.update(portal).id) == (1, "455")


@TROUBLE
def test_a_change_that_was_taken_is_in_doubt(desk: Desk, trouble: Trouble) -> None:
    """Until the ticket can be read again."""
    desk.trouble = trouble

    with pytest.raises(OutcomeUnknown):
        desk.server.portal().change(OP, REF, Close())


def test_tickets_that_were_merged_are_found_by_each_key(server: Server) -> None:
    """The one that is left refers to the operations of both."""
    links = [{"ref": "refers-to", "_url": f"urn:uuid:{op}"} for op in (OP, OTHER)]
    server.says["tickets"] = {"items": [{"id": "7", "_hyperlinks": links}], "pages": 1}
    portal = server.portal()

    assert [portal.find(op, Draft("Printer")) for op in (OP, OTHER)] == [REF, REF]
    assert portal.find(OpId(f"{OP[:-1]}e"), Draft("Printer")) is None

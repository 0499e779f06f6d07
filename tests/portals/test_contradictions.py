"""Answers that are well formed and cannot be true."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest

from tests.portals.conftest import Opened
from tests.portals.samples import CHANGES, TICKET
from trayapp.core.errors import OutcomeUnknown, ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import Changes, Close, Draft, TicketRef
from trayapp.portals.wire import MOST_PARTS

OP = OpId("op-1")
ANOTHER = {**TICKET, "ref": {"id": "t9", "number": "9"}, "op_id": "op-9"}


def nowhere(sent: int, total: int) -> None:
    """Progress that nobody watches."""


def test_the_ticket_of_another_operation_is_no_receipt(opened: Opened) -> None:
    """Told that something else was made, nobody knows what became of one's own: it is looked up before it is sent."""
    with pytest.raises(OutcomeUnknown):
        opened.answering(201, json=ANOTHER).submit(OP, Draft("Printer"), opened.steps, nowhere)


def test_a_ticket_without_its_operation_is_one_all_the_same(opened: Opened) -> None:
    """A portal that does not name the operation may still have made the ticket."""
    made = opened.answering(201, json={**TICKET, "op_id": None}).submit(OP, Draft("P"), opened.steps, nowhere)
    assert made == TicketRef("t1", "4711")


def test_a_ticket_that_was_not_asked_for_is_found_by_nobody(opened: Opened) -> None:
    """A list of others' tickets holds not the one that was looked for."""
    assert opened.answering(json={"tickets": [ANOTHER]}).find(OP, Draft("Printer")) is None


def test_a_change_of_another_ticket_is_none(opened: Opened) -> None:
    """Whoever asks to close one ticket is not told of another."""
    with pytest.raises(OutcomeUnknown):
        opened.answering(200, json=ANOTHER).change(OP, TicketRef("t1", "4711"), Close())
    with pytest.raises(ServerFault):
        opened.answering(200, json=ANOTHER).read(TicketRef("t1", "4711"), None)


def test_a_page_that_is_too_large_is_asked_for_in_parts(opened: Opened) -> None:
    """What does not fit into one answer comes in shorter pages; only a single ticket that does not fit is given up."""
    crowd: dict[str, Any] = {"tickets": [], "cursor": "c", "removed": ["x"] * MOST_PARTS}

    def answer(request: httpx.Request) -> httpx.Response:
        many = int(request.url.params["limit"]) > 1
        return httpx.Response(200, json=crowd if many else CHANGES)

    page = opened(answer).changes(None)

    assert isinstance(page, Changes)
    assert page.cursor == "c2"
    assert [request.url.params["limit"] for request in opened.requests] == ["200", "20", "1"]
    with pytest.raises(ServerFault):
        opened.answering(
            content=msgspec.json.encode(crowd), headers={"Content-Type": "application/json"}
        ).changes(None)

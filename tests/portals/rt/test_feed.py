"""What changed since: every ticket once, whatever the list is like, and no list without an end."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from tests.portals.rt.conftest import Server
from tests.portals.rt.listed import LONG_AGO, Listed, walked
from trayapp.core.errors import ServerFault
from trayapp.core.model import Changes
from trayapp.portals.rt import cursor as cursor_of_rt
from trayapp.portals.rt import feed


def test_tickets_of_one_second_are_each_told_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a helpdesk moved to a new server: far more than are remembered have the same time."""
    monkeypatch.setattr(cursor_of_rt, "MOST_KEPT", 40)
    Listed(server, dict.fromkeys(range(1, 211), LONG_AGO))

    told, cursor = walked(server.portal())

    assert told == list(range(1, 211))
    assert walked(server.portal(), cursor)[0] == []


def test_a_change_among_many_is_told(server: Server) -> None:
    """After everything was told, one that changes is, and only that."""
    listed = Listed(server, dict.fromkeys(range(1, 121), LONG_AGO))
    _, cursor = walked(server.portal())
    listed.touch(7)

    assert walked(server.portal(), cursor)[0] == [7]


def test_a_server_that_ignores_the_page_is_not_asked_for_ever(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same part again is no next part: that is a fault, and found after a few questions."""
    monkeypatch.setattr(feed, "PAGE", 1000)
    Listed(server, dict.fromkeys(range(1, 301), LONG_AGO)).deaf = True
    portal = server.portal()

    with pytest.raises(ServerFault):
        portal.changes(None)

    assert server.paths().count("/REST/2.0/tickets") < 10


def test_a_list_that_moves_while_it_is_read_loses_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of the first page changes and goes to the end: who moves up to its page is told all the same."""
    monkeypatch.setattr(feed, "PAGE", 1000)
    listed = Listed(server, {each: LONG_AGO + timedelta(seconds=each) for each in range(1, 131)})

    def moves(page: int) -> None:
        if page == 2:
            listed.before_page = lambda _page: None
            listed.touch(3)

    listed.before_page = moves

    told, _ = walked(server.portal())

    assert set(told) == set(range(1, 131))
    assert sorted(told) == sorted([*range(1, 131), 3])


def test_what_is_known_is_passed_by_in_turns(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stand before what is new: each call looks at a bounded part, and the cursor goes on there."""
    monkeypatch.setattr(feed, "LOOKED_AT", 1)
    listed = Listed(server, dict.fromkeys(range(1, 221), LONG_AGO))
    _, cursor = walked(server.portal())
    listed.changed[500] = LONG_AGO
    portal = server.portal()

    first = portal.changes(cursor)
    told, _ = walked(portal, cursor)

    assert isinstance(first, Changes)
    assert (first.tickets, first.more) == ((), True)
    assert told == [500]


@pytest.mark.expect_log("is passed over")
def test_a_ticket_larger_than_any_answer_stops_nobody(server: Server) -> None:
    """The others are told of, and it is passed over until it changes."""
    listed = Listed(server, {each: LONG_AGO + timedelta(hours=each) for each in range(1, 5)})
    listed.large = frozenset({2})

    told, cursor = walked(server.portal())

    assert told == [1, 3, 4]
    listed.large = frozenset()
    listed.touch(2)
    assert walked(server.portal(), cursor)[0] == [2]


def test_a_ticket_that_went_meanwhile_stops_nobody(server: Server) -> None:
    """It was in the list, and nobody finds it."""
    listed = Listed(server, dict.fromkeys((1, 2, 3), LONG_AGO))
    server.says["ticket/2"] = {"id": 2, "Status": "deleted"}

    assert walked(server.portal())[0] == [1, 3]
    assert listed.changed


@pytest.mark.parametrize("due", ["3026-11-22T00:00:00Z", "0001-01-01T00:00:00+05:00", "soon", ""])
def test_a_due_time_that_nobody_can_mean_is_none(server: Server, due: str) -> None:
    """Support staff typed it wrongly: the ticket is told of without it."""
    listed = Listed(server, {each: LONG_AGO + timedelta(hours=each) for each in range(1, 4)})
    listed.odd[2] = {"Due": due}

    page = server.portal().changes(None)

    assert isinstance(page, Changes)
    assert [(change.ticket.ref.id, change.ticket.due_at) for change in page.tickets] == [
        ("1", None),
        ("2", None),
        ("3", None),
    ]


@pytest.mark.expect_log("is passed over")
@pytest.mark.parametrize(
    "odd", [{"Created": "3026-11-22T00:00:00Z"}, {"Created": None}, {"Priority": "urgent"}, {"id": None}]
)
def test_a_ticket_that_cannot_be_meant_stops_nobody(server: Server, odd: dict[str, object]) -> None:
    """The others are told of, and it is passed over until it changes."""
    listed = Listed(server, {each: LONG_AGO + timedelta(hours=each) for each in range(1, 4)})
    listed.odd[2] = odd

    told, cursor = walked(server.portal())

    assert told == [1, 3]
    listed.odd.clear()
    listed.touch(2)
    assert walked(server.portal(), cursor)[0] == [2]


@pytest.mark.expect_log("is passed over")
@pytest.mark.parametrize("last", ["3026-11-22T00:00:00Z", "2400-01-01T00:00:00Z", "yesterday"])
def test_a_change_in_the_future_hides_no_others(server: Server, last: str) -> None:
    """Everything that changes after it is told of, also by the next pulls."""
    listed = Listed(server, {each: LONG_AGO + timedelta(hours=each) for each in range(1, 4)})
    listed.in_list[3] = {"LastUpdated": last}
    told, cursor = walked(server.portal())
    listed.changed[4] = LONG_AGO + timedelta(hours=5)

    assert (told, walked(server.portal(), cursor)[0]) == ([1, 2], [4])


def test_a_failing_server_is_no_ticket_that_is_passed_over(server: Server) -> None:
    """What may work the next time is not left out."""
    listed = Listed(server, {each: LONG_AGO + timedelta(hours=each) for each in range(1, 4)})
    server.says["ticket/2"] = httpx.Response(500, json={"message": "trouble"})

    with pytest.raises(ServerFault):
        server.portal().changes(None)

    del server.says["ticket/2"]
    assert walked(server.portal())[0] == list(listed.changed)


def test_what_went_long_ago_is_not_asked_for(server: Server) -> None:
    """At first only the last removal counts, however many there were; those after it are told."""
    Listed(server, {1: LONG_AGO})
    gone = [
        {"id": str(each), "ObjectId": str(each), "Type": "Status", "NewValue": "deleted"}
        for each in range(2, 9)
    ]

    def transactions(request: httpx.Request) -> object:
        told = gone[::-1] if request.url.params["order"] == "DESC" else gone
        return {"items": told, "pages": 99 if request.url.params["order"] == "DESC" else 1}

    server.says["transactions"] = transactions
    _, cursor = walked(server.portal())
    asked = server.paths().count("/REST/2.0/transactions")
    gone.append({**gone[0], "id": "9", "ObjectId": "77"})

    page = server.portal().changes(cursor)

    assert isinstance(page, Changes)
    assert (asked, page.removed) == (1, ("77",))

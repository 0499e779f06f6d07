"""Issues of a Redmine read as tickets, from answers good and bad."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest

from tests.portals.redmine.conftest import Server, issue
from trayapp.core.errors import (
    Busy,
    CursorGone,
    Forbidden,
    Misconfigured,
    NotFound,
    OutcomeUnknown,
    ServerFault,
    TrayAppError,
)
from trayapp.core.ids import OpId
from trayapp.core.model import Changes, Close, Side, Ticket, TicketRef
from trayapp.core.ports import Unchanged
from trayapp.portals.told import Told, text_of

REF = TicketRef("4", "4")
OP = OpId("0190c2f1-0000-7000-8000-000000000001")
FULL = "GET issues/4.json"
_EMPTY = {"content-type": "application/json"}
_FILE = {"id": 8, "filename": "shot.png", "filesize": 3, "content_type": "image/png"}


def entry(number: int, notes: str | None, who: int = 5, **more: Any) -> dict[str, Any]:
    """An entry of a journal."""
    return {
        "id": number,
        "user": {"id": who, "name": f"Person {who}"},
        "notes": notes,
        "created_on": "2026-11-22T15:00:00Z",
        **more,
    }


def read(server: Server, **more: Any) -> Ticket:
    """The ticket made of an issue."""
    server.tells(FULL, issue=issue(**more))
    found = server.portal().read(REF, None)
    assert isinstance(found, Ticket)
    return found


def test_a_conversation_is_told_in_order_and_without_what_is_private(server: Server) -> None:
    """Also for people who have it told backwards: the oldest first, private notes and mere changes left out."""
    server.tells(
        FULL,
        issue=issue(
            attachments=[_FILE],
            journals=[
                entry(
                    9, "Last", 6, details=[{"property": "attachment", "name": "8", "new_value": "shot.png"}]
                ),
                entry(8, "Secret", 6, private_notes=True),
                entry(7, "", 6, details=[{"property": "attr", "name": "status_id", "new_value": "2"}]),
                entry(5, text_of(Told("Mine\r\nall", OP))),
            ],
        ),
    )

    told = server.portal().thread(REF, None)

    assert [(each.id, each.text, each.side, each.mine) for each in told] == [
        ("5", "Mine\nall", Side.EMPLOYEE, True),
        ("9", "Last", Side.STAFF, False),
    ]
    assert [file.name for file in told[1].files] == ["shot.png"]
    assert [each.id for each in server.portal().thread(REF, "5")] == ["9"]
    assert len(server.portal().thread(REF, "no number")) == 2


def test_files_of_a_ticket_are_those_that_came_with_it(server: Server) -> None:
    """Neither the files of later messages nor this program's own are among them."""
    own = {"id": 9, "filename": f"trayapp-{OP}.json"}
    later = entry(5, "See", details=[{"property": "attachment", "name": "10", "new_value": "later.png"}])

    ticket = read(
        server,
        description=text_of(Told("Words", OP)),
        attachments=[_FILE, own, {"id": 10, "filename": "later.png"}],
        journals=[later],
    )

    assert [file.name for file in ticket.files] == ["shot.png"]
    assert (ticket.description, ticket.op_id) == ("Words", OP)


@pytest.mark.parametrize(
    ("permissions", "status", "allowed", "actions"),
    [
        (("add_issue_notes", "edit_own_issues"), False, True, {"update", "close", "priority"}),
        (("add_issue_notes", "edit_own_issues"), False, False, {"update", "priority"}),
        (("add_issue_notes", "edit_own_issues"), True, True, {"update", "priority"}),
        (("add_issue_notes",), False, True, {"update"}),
        ((), False, True, set()),
    ],
)
def test_what_is_offered_is_what_the_roles_allow(
    server: Server, permissions: tuple[str, ...], status: bool, allowed: bool, actions: set[str]
) -> None:
    """Statuses that the server calls allowed count only for those whose role may edit."""
    server.may(*permissions)
    closing = {"id": 5, "name": "Closed", "is_closed": allowed}

    ticket = read(server, status={"id": 1, "name": "X", "is_closed": status}, allowed_statuses=[closing])

    assert ticket.actions == actions


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(404, headers=_EMPTY), NotFound),
        (httpx.Response(403, headers=_EMPTY), NotFound),
        (httpx.Response(404, html="<h1>nginx"), Misconfigured),
        (httpx.Response(200, html="<h1>Sign in"), Misconfigured),
        (httpx.Response(200, json={"issue": issue(5)}), ServerFault),
        (httpx.Response(200, json={"issue": {"id": 4}}), ServerFault),
        (httpx.Response(200, json=[]), ServerFault),
        (httpx.Response(200, content=b"{", headers=_EMPTY), ServerFault),
        (httpx.Response(500, html="<h1>We're sorry"), ServerFault),
        (httpx.Response(503, headers={"retry-after": "7"}), Busy),
    ],
)
def test_answers_that_are_none(server: Server, answer: httpx.Response, error: type[TrayAppError]) -> None:
    """Each answer that is no issue has an error of its own sort."""
    server.answers[FULL] = answer

    with pytest.raises(error):
        server.portal().read(REF, None)


@pytest.mark.parametrize("number", ["", "../users/1", "4?x", "４", "-1"])
def test_an_id_that_is_no_number_is_not_asked_for(server: Server, number: str) -> None:
    """What is no number of an issue goes into no address."""
    with pytest.raises(NotFound):
        server.portal().read(TicketRef(number, ""), None)
    with pytest.raises(NotFound):
        server.portal().fetch(REF, number, io.BytesIO())

    assert server.asked == []


def test_an_entity_tag_answers(server: Server) -> None:
    """An issue that has not changed is not read again."""
    server.answers[FULL] = lambda request: httpx.Response(
        304 if request.headers["if-none-match"] == 'W/"x"' else 500
    )

    assert isinstance(server.portal().read(REF, 'W/"x"'), Unchanged)


@pytest.mark.parametrize("content", [b"ab", b"abcd"])
def test_a_file_of_another_length_is_not_believed(server: Server, content: bytes) -> None:
    """A file that is cut short, or longer than it is said to be, is refused."""
    server.tells("GET attachments/8.json", attachment=_FILE)
    server.answers["GET attachments/download/8/shot.png"] = httpx.Response(200, content=content)

    with pytest.raises(ServerFault):
        server.portal().fetch(REF, "8", io.BytesIO())


def test_a_file_of_somebody_else_is_not_there(server: Server) -> None:
    """What is forbidden is named as not there."""
    server.answers["GET attachments/8.json"] = httpx.Response(403, headers=_EMPTY)

    with pytest.raises(NotFound) as missing:
        server.portal().fetch(REF, "8", io.BytesIO())

    assert missing.value.params == {"what": "file", "id": "8"}


@pytest.mark.parametrize("cursor", ["", "?", "e30=", "bm9uZQ==", "W10="])
def test_a_cursor_of_another_kind_is_gone(server: Server, cursor: str) -> None:
    """What is no bookmark of this adapter's begins anew."""
    with pytest.raises(CursorGone):
        server.portal().changes(cursor)


def test_a_bookmark_of_somebody_else_is_gone(server: Server) -> None:
    """What another person had read does not count."""
    page = server.portal().changes(None)
    assert isinstance(page, Changes)
    server.tells("GET users/current.json", user={"id": 6, "login": "bob", "mail": "b@corp.example"})

    with pytest.raises(CursorGone):
        server.portal().changes(page.cursor)


def test_a_yes_without_a_change_is_no_yes(server: Server) -> None:
    """Closing that is answered with 204 and not done is told as forbidden."""
    server.tells(FULL, issue=issue(allowed_statuses=[{"id": 5, "name": "Closed", "is_closed": True}]))
    server.answers["PUT issues/4.json"] = httpx.Response(204)

    with pytest.raises(Forbidden) as refused:
        server.portal().change(OP, REF, Close())

    assert refused.value.params["action"] == "close"


def test_a_change_behind_a_gateway_is_unknown(server: Server) -> None:
    """Where somebody in between gives up, nobody knows what the server did."""
    server.tells(FULL, issue=issue(allowed_statuses=[{"id": 5, "name": "Closed", "is_closed": True}]))
    server.answers["PUT issues/4.json"] = httpx.Response(504)

    with pytest.raises(OutcomeUnknown):
        server.portal().change(OP, REF, Close())


def test_an_issue_told_just_now_and_gone_begins_anew(server: Server) -> None:
    """Also what is too young to be counted is missed when it is deleted."""
    server.tells(FULL, issue=issue())
    server.tells("GET issues.json", issues=[issue()], total_count=1)
    page = server.portal().changes(None)
    assert isinstance(page, Changes)
    assert server.portal().changes(page.cursor) is not None
    server.tells("GET issues.json", issues=[], total_count=1)

    with pytest.raises(CursorGone):
        server.portal().changes(page.cursor)

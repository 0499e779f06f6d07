"""Who asks, and what this person may do: told as far as the server tells it."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.rt.conftest import Server
from trayapp.core.errors import Misconfigured, SignIn
from trayapp.portals.rt.own_name import own_name

CLOSES = {"ref": "lifecycle", "to": "resolved"}
WRITES = {"ref": "correspond"}


def tickets(*links: object) -> object:
    """A list of tickets on which these may be done."""
    return {"items": [{"id": at + 1, "_hyperlinks": each} for at, each in enumerate(links)], "pages": 1}


@pytest.mark.parametrize(
    ("listed", "may", "unsure"),
    [
        (tickets(), True, {"close", "priority"}),
        (tickets([WRITES]), False, set()),
        (tickets([WRITES], [WRITES, CLOSES]), True, set()),
    ],
)
def test_rights_are_told_by_tickets_alone(
    server: Server, listed: object, may: bool, unsure: set[str]
) -> None:
    """Before there is one, nobody says yes or no; afterwards any ticket that may be changed is a yes."""
    server.says["tickets"] = listed

    granted = server.portal().probe().capabilities

    assert (granted.close, granted.priority, set(granted.unsure)) == (may, may, unsure)


def test_somebody_whose_account_was_locked_is_asked_to_sign_in(server: Server) -> None:
    """The session ends, and a new one is worth nothing."""
    server.says["tickets"] = tickets()
    portal = server.portal()
    portal.probe()
    leads = httpx.Response(302, headers={"Location": "/"})
    server.says.update({"rt": leads, "user/alice": leads, "tickets": leads})

    with pytest.raises(SignIn) as refused:
        portal.probe()

    assert refused.value.params["reason"] == "refused"


def test_an_old_server_is_named(server: Server) -> None:
    """With its version, so that IT knows what is meant."""
    server.says["rt"] = {"Version": "4.4.7"}

    with pytest.raises(Misconfigured) as told:
        server.portal().probe()

    assert told.value.params == {"reason": "version", "found": "4.4.7", "product": "Request Tracker"}


@pytest.mark.parametrize(
    ("cookie", "name"),
    [
        ("RT_SID_help.corp.example.443=0a1b; path=/", "help.corp.example"),
        ("a=b; RT_SID_Corp%20IT.80=0a1b", "Corp IT"),
        ("RT_SID_desk=0a1b", "desk"),
        ("RT_SID_example.com.443=0a1b", ""),
        ("SID=1", ""),
        ("", ""),
    ],
)
def test_the_server_s_own_name_is_in_its_cookie(cookie: str, name: str) -> None:
    """Without the port; what nobody ever set is no name."""
    assert own_name(cookie) == name


@pytest.mark.parametrize("secret", [None, "1-29-0123456789abcdef"])
def test_the_helpdesk_is_called_by_its_own_name(server: Server, secret: str | None) -> None:
    """Also for who has no session: a stranger's question tells it, and no secret goes with that."""
    server.says["user/29"] = server.says["user/alice"]
    server.says["queues/all"] = server.says["tickets"] = {"items": [], "pages": 1}

    assert server.portal(secret).policy().portal_name == "desk"
    asked = [request for request in server.asked if request.url.path.endswith("/NoAuth/Login.html")]
    assert all("authorization" not in request.headers for request in asked)


def test_a_server_without_a_name_is_called_by_its_host(server: Server) -> None:
    """As it is written in the address."""
    server.session = "OTHER=1"
    server.says["queues/all"] = server.says["tickets"] = {"items": [], "pages": 1}

    assert server.portal().policy().portal_name == "desk.example"

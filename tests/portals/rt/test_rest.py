"""Who asks, what an answer must be, and what is made of those that are none."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.rt.conftest import SESSION, Server
from trayapp.core.errors import Busy, Misconfigured, NotFound, Offline, ServerFault, SignIn, TrayAppError
from trayapp.core.model import TicketRef
from trayapp.portals.http import Oversized
from trayapp.portals.rt import rest
from trayapp.portals.rt.me import person

PAGE = httpx.Response(200, html="<html><body>Welcome</body></html>")


def test_one_sign_in_is_enough(server: Server) -> None:
    """Every request of an adapter's life goes with the session of the first; the password goes once."""
    rest = server.rest()

    person(rest)
    person(rest)

    assert server.paths().count("/NoAuth/Login.html") == 1
    assert {request.headers.get("cookie") for request in server.asked[1:]} == {SESSION}
    assert all("authorization" not in request.headers for request in server.asked)


def test_a_session_that_ended_is_begun_anew_once(server: Server) -> None:
    """The page for signing in instead of an answer means: sign in again, and ask again."""
    rest = server.rest()
    person(rest)
    server.session = f"{SESSION[:-1]}0"

    person(rest)

    assert server.paths().count("/NoAuth/Login.html") == 2


def test_a_wrong_password_wants_a_sign_in(server: Server) -> None:
    """The server gives a session to everybody, and shows its page to who has no right to it."""
    server.says["rt"] = httpx.Response(302, headers={"Location": "/NoAuth/Login.html?next=1"})

    with pytest.raises(SignIn) as refused:
        server.portal().probe()

    assert refused.value.params["reason"] == "refused"


@pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        (PAGE, Misconfigured, "not_a_portal"),
        (
            httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
            Misconfigured,
            "elsewhere",
        ),
        (httpx.Response(302), Misconfigured, "not_a_portal"),
        (httpx.Response(302, headers={"Location": "https://["}), Misconfigured, "not_a_portal"),
        (httpx.Response(404, html="<h1>Not Found</h1>"), Misconfigured, "not_a_portal"),
        (httpx.Response(200, json={"Version": "4.4.7"}), Misconfigured, "version"),
        (httpx.Response(200, json=["Version"]), Misconfigured, "not_a_portal"),
        (httpx.Response(200, json={"Version": "many"}), Misconfigured, "not_a_portal"),
        (httpx.Response(401, json={"message": "Unauthorized"}), SignIn, "refused"),
        (httpx.Response(407), Misconfigured, "proxy"),
        (httpx.Response(511), Offline, "captive_portal"),
        (httpx.Response(200, content=b"{", headers={"Content-Type": "application/json"}), ServerFault, None),
        (httpx.Response(500, json={}), ServerFault, None),
        (httpx.Response(503, headers={"Retry-After": "7"}), Busy, None),
    ],
)
def test_what_is_no_answer_is_told(
    server: Server, answer: httpx.Response, error: type[TrayAppError], reason: str | None
) -> None:
    """Somebody else's page, another product, an old version, trouble: each is what it is."""
    server.says["rt"] = answer

    with pytest.raises(error) as told:
        server.portal().probe()

    assert told.value.params.get("reason") == reason


def test_a_token_goes_as_it_is(server: Server) -> None:
    """It names its person, and no session is begun for it."""
    server.says["user/29"] = server.says["user/alice"]

    person(server.rest("1-29-0123456789abcdef"))

    assert [request.headers["authorization"] for request in server.asked] == ["token 1-29-0123456789abcdef"]


@pytest.mark.parametrize("secret", ["", "two words", "no-number-of-a-person", "1-29-\n"])
def test_what_is_no_token_is_not_sent(server: Server, secret: str) -> None:
    """It is refused here, and nobody sees it."""
    with pytest.raises(SignIn):
        person(server.rest(secret))

    assert server.asked == []


def test_a_server_without_the_page_takes_the_password_itself(server: Server) -> None:
    """Where no session is given, name and password go with the request."""
    server.session = "OTHER=1"

    person(server.rest())

    assert server.asked[-1].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("answer", [httpx.Response(403, json={"message": "Forbidden"}), None])
def test_somebody_else_s_ticket_is_none(server: Server, answer: httpx.Response | None) -> None:
    """Refused or not there: for this person it is the same."""
    if answer:
        server.says["ticket/7"] = answer

    with pytest.raises(NotFound):
        server.portal().read(TicketRef("7", "7"), None)


@pytest.mark.parametrize("number", ["../user/1", "t_1", ""])
def test_a_number_that_is_none_is_not_asked_for(server: Server, number: str) -> None:
    """Nothing else is reached by a ticket's name."""
    with pytest.raises(NotFound):
        server.portal().read(TicketRef(number, "x"), None)

    assert server.asked == []


def test_a_common_sign_in_in_between_is_named(server: Server) -> None:
    """A company that puts its own page before the helpdesk: where it leads is told, and no secret of the address."""
    leads = "https://ann:secret@login.corp.example/saml?from=desk"
    server.says["ticket/7"] = httpx.Response(302, headers={"Location": leads})

    with pytest.raises(Misconfigured) as told:
        server.portal().read(TicketRef("7", "7"), None)

    assert told.value.params == {"reason": "elsewhere", "to": "https://login.corp.example"}


def test_many_small_things_are_too_much(server: Server) -> None:
    """Each takes far more memory than its letters: such an answer is not taken apart."""
    server.says["transactions"] = {"items": [{"id": 1, "x": [0] * rest.MOST_PARTS}], "pages": 1}

    with pytest.raises(Oversized):
        server.rest().page("transactions", [])


def test_a_list_is_kept_up_to_a_bound(server: Server) -> None:
    """Pages that are bearable one by one, and not all together."""
    server.says["transactions"] = {"items": [{"id": 1, "x": [0] * (rest.MOST_PARTS // 2)}], "pages": 900}

    with pytest.raises(Oversized):
        list(server.rest().items("transactions", []))

    assert server.paths().count("/REST/2.0/transactions") <= 2 * rest.MOST_LISTED // rest.MOST_PARTS + 1

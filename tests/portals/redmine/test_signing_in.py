"""Signing in to a Redmine, and what stands in the way."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.redmine.conftest import ADDRESS, KEY, Server, unread
from trayapp.core.errors import Forbidden, Misconfigured, ServerFault, SignIn, TrayAppError
from trayapp.core.password import Password
from trayapp.portals.redmine.auth import exchanged

JSON = {"content-type": "application/json"}
PAGE = httpx.Response(200, html="<html>Welcome</html>")


def answering(response: httpx.Response) -> httpx.MockTransport:
    """A server that says one thing."""
    return httpx.MockTransport(lambda _: unread(response))


def test_a_password_is_exchanged_for_the_key() -> None:
    """One question by name and password gives the person's key, which is all that is kept."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return unread(httpx.Response(200, json={"user": {"id": 5, "login": "alice", "api_key": KEY}}))

    grant = exchanged(ADDRESS, "alice", "pässword", httpx.MockTransport(answer))

    assert (grant.access, grant.refresh) == (KEY, None)
    assert [request.url.path for request in asked] == ["/redmine/users/current.json"]
    assert "pässword" not in repr(grant)
    assert KEY not in repr(grant)


@pytest.mark.parametrize(
    ("response", "error", "params"),
    [
        (httpx.Response(401, headers=JSON), SignIn, {"reason": "refused"}),
        (httpx.Response(401, json={"errors": ["Use the API key"]}), Forbidden, {"why": "Use the API key"}),
        (httpx.Response(403, json={"errors": ["Change it"]}), Forbidden, {"why": "Change it"}),
        (httpx.Response(403, headers=JSON), Misconfigured, {"reason": "no_api", "product": "Redmine"}),
        (PAGE, Misconfigured, {"reason": "not_a_portal"}),
        (httpx.Response(404, html="<html>"), Misconfigured, {"reason": "not_a_portal"}),
        (httpx.Response(302, headers={"location": "/elsewhere"}), Misconfigured, {"reason": "not_a_portal"}),
        (httpx.Response(200, json={"user": {"id": 5}}), ServerFault, {}),
        (httpx.Response(200, json={"user": "alice"}), ServerFault, {}),
    ],
)
def test_what_else_may_come_of_it(
    response: httpx.Response, error: type[TrayAppError], params: dict[str, str]
) -> None:
    """Each way in which it goes wrong is told apart."""
    with pytest.raises(error) as refused:
        exchanged(ADDRESS, "alice", "no", answering(response))

    assert dict(refused.value.params) == params


def test_the_key_goes_with_every_request(server: Server) -> None:
    """Who asks is said by the key alone, and by nothing that a cookie of the server's would remember."""
    server.portal().probe()

    assert {request.headers["X-Redmine-API-Key"] for request in server.asked} == {KEY}
    assert not any("cookie" in request.headers for request in server.asked)


@pytest.mark.parametrize("key", [None, "", "two words", "schlüssel", "a\nb"])
def test_a_key_that_is_none_is_not_sent(server: Server, key: str | None) -> None:
    """Without a usable key nothing is asked of the server."""
    with pytest.raises(SignIn):
        server.portal(key).probe()

    assert server.asked == []


def test_another_person_is_another_person(server: Server) -> None:
    """When somebody else signs in while the program runs, they are asked for anew."""
    keys = ["first-key", "other-key"]
    portal = server.portal()
    portal._key = lambda: keys[0]
    portal.changes(None)
    before = len(server.requests("GET users/current.json"))
    portal.changes(None)
    assert len(server.requests("GET users/current.json")) == before

    keys.pop(0)
    portal.changes(None)

    assert len(server.requests("GET users/current.json")) == before + 1


def test_a_name_and_a_password_are_not_sent_as_a_key(server: Server) -> None:
    """The secret of another product on the same host: nothing leaves this computer."""
    with pytest.raises(SignIn) as refused:
        server.portal(Password("alice", "pässword").secret()).probe()

    assert refused.value.params["reason"] == "malformed"
    assert server.asked == []

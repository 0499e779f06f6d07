"""Whom the token is shown to. The generator is driven by hand: no network, no client."""

from __future__ import annotations

import httpx
import pytest

from trayapp.core.errors import SignIn
from trayapp.core.password import Password
from trayapp.portals.auth import BearerAuth

PORTAL = httpx.URL("https://help.example/desk")


def sent(url: str, token: str | None = "t0k") -> httpx.Request:
    """The request as it goes out."""
    return next(BearerAuth(PORTAL, lambda: token).auth_flow(httpx.Request("GET", url)))


def test_the_portal_gets_the_token() -> None:
    """Requests to the portal's origin carry the token."""
    assert sent("https://help.example/desk/api/v1/probe").headers["Authorization"] == "Bearer t0k"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/desk",
        "http://help.example/desk",
        "https://help.example:8443/desk",
        "https://help.example.evil.example/",
    ],
)
def test_nobody_else_gets_it(url: str) -> None:
    """Another host, scheme or port never sees the token."""
    assert "Authorization" not in sent(url).headers


@pytest.mark.parametrize("token", [None, "", "two words", "line\nbreak", "sch\u00f6n"])
def test_without_a_usable_token_nothing_is_sent(token: str | None) -> None:
    """No token, or one that cannot stand in a header, wants a sign-in; the token is not in the error."""
    with pytest.raises(SignIn) as refused:
        sent("https://help.example/", token)

    assert not token or token not in str(refused.value)


def test_a_name_and_a_password_are_no_token() -> None:
    """The secret of another product on the same host is not shown to this one."""
    secret = Password("dana", "s3cret").secret()

    with pytest.raises(SignIn) as refused:
        sent("https://help.example/", secret)

    assert refused.value.params["reason"] == "malformed"
    assert secret not in str(refused.value)


def test_the_token_is_asked_for_each_time() -> None:
    """A token that was renewed is used at once."""
    tokens = iter(["first", "second"])
    auth = BearerAuth(PORTAL, lambda: next(tokens))

    shown = [next(auth.auth_flow(httpx.Request("GET", PORTAL))).headers["Authorization"] for _ in range(2)]

    assert shown == ["Bearer first", "Bearer second"]

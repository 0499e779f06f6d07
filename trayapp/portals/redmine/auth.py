"""A person's API key on every request to their Redmine, on none to anybody else; and a password exchanged for it."""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from trayapp.core.errors import Forbidden, Misconfigured, NeedsUser, ServerFault, SignIn
from trayapp.core.password import password_of
from trayapp.core.ports import Grant
from trayapp.portals.auth import TokenSource
from trayapp.portals.http import Http
from trayapp.portals.redmine.answers import UserAnswer
from trayapp.portals.redmine.talk import Talk

KEY = "X-Redmine-API-Key"


class KeyAuth(httpx.Auth):
    """Raises `SignIn` when there is no usable key."""

    def __init__(self, address: str, key: TokenSource) -> None:
        self._home = _origin(httpx.URL(address))
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) == self._home:
            request.headers[KEY] = _usable(self._key())
        yield request


def exchanged(address: str, user: str, password: str, transport: httpx.BaseTransport | None = None) -> Grant:
    """The person's API key for their name and password, which are used for this one request.

    Raises `SignIn` (refused), `Forbidden` with `why` (the password must be changed first), `Misconfigured`.
    """
    http = Http(address, None, transport)
    try:
        basic = base64.b64encode(f"{user}:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        user_told = Talk(http).get("users/current.json", UserAnswer, headers=headers).user
    except (SignIn, Forbidden) as error:
        raise _meant(error) from error
    finally:
        http.close()
    if not user_told.api_key:
        raise ServerFault("signed in, and given no key")
    return Grant(_usable(user_told.api_key))


def _meant(error: SignIn | Forbidden) -> NeedsUser:
    """With a reason it is not the password: it has ended, or there are two factors, and a key has to be pasted."""
    why = error.params.get("why")
    if why:
        return Forbidden(error.detail, why=why)
    if isinstance(error, SignIn):
        return error
    return Misconfigured("the REST API is off", reason="no_api", product="Redmine")


def _usable(key: str | None) -> str:
    if not key:
        raise SignIn("no key")
    if password_of(key) is not None:  # of another product on this host: it is nobody's to read
        raise SignIn("a name and a password, where a key belongs", reason="malformed")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SignIn("the key holds characters that no key has", reason="malformed")
    return key


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port

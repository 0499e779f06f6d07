"""The employee's token on every request to the portal, and on none to anybody else."""

from __future__ import annotations

from collections.abc import Callable, Generator

import httpx

from trayapp.core.errors import SignIn
from trayapp.core.password import password_of

TokenSource = Callable[[], str | None]
"""The token as it is now; `None`: nobody is signed in."""
Renewal = Callable[[str], str | None]
"""A fresh token for one that the portal refused just now; `None`: there is none. May ask the network."""


def no_renewal(_refused: str) -> None:
    """A personal token that is refused stays refused."""


class BearerAuth(httpx.Auth):
    """`Authorization: Bearer …`, for the portal's own origin alone. Raises `SignIn` when there is no usable token."""

    def __init__(self, origin: httpx.URL, token: TokenSource, renew: Renewal = no_renewal) -> None:
        self._origin = _origin(origin)
        self._token = token
        self._renew = renew

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) != self._origin:
            yield request
            return
        token = _usable(self._token())
        request.headers["Authorization"] = f"Bearer {token}"
        answer = yield request
        # a body that was read from a file as it went cannot be sent again here; the operation comes again by itself
        if answer.status_code == 401 and isinstance(request.stream, httpx.ByteStream):
            fresh = self._renew(token)
            if fresh and fresh != token:
                request.headers["Authorization"] = f"Bearer {_usable(fresh)}"
                yield request


def _usable(token: str | None) -> str:
    if not token:
        raise SignIn("no token")
    if password_of(token) is not None:  # of another product on this host: it is nobody's to read
        raise SignIn("a name and a password, where a token belongs", reason="malformed")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise SignIn("the token holds characters that no token has", reason="malformed")
    return token


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port

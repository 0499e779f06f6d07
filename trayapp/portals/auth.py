"""The employee's token on every request to the portal, and on none to anybody else."""

from __future__ import annotations

from collections.abc import Callable, Generator

import httpx

from trayapp.core.errors import SignIn

TokenSource = Callable[[], str | None]
"""The token as it is now; `None`: nobody is signed in."""


class BearerAuth(httpx.Auth):
    """`Authorization: Bearer …`, for the portal's own origin alone. Raises `SignIn` when there is no usable token."""

    def __init__(self, origin: httpx.URL, token: TokenSource) -> None:
        self._origin = _origin(origin)
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) == self._origin:
            request.headers["Authorization"] = f"Bearer {self._usable()}"
        yield request

    def _usable(self) -> str:
        token = self._token()
        if not token:
            raise SignIn("no token")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise SignIn("the token holds characters that no token has", reason="malformed")
        return token


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port

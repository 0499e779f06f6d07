"""Tells the server who asks: by an access token, or by name and password."""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from trayapp.core.errors import SignIn
from trayapp.core.password import password_of
from trayapp.portals.auth import TokenSource


class SecretAuth(httpx.Auth):
    """`Authorization: Token token=…` or `Basic …`, for the server's own origin alone.

    Raises `SignIn` where there is nothing to sign in with, or what there is cannot be a token (malformed).
    """

    def __init__(self, origin: httpx.URL, secret: TokenSource) -> None:
        self._origin = _origin(origin)
        self._secret = secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) == self._origin:
            request.headers["Authorization"] = _header(self._secret())
        yield request


def _header(secret: str | None) -> str:
    if not secret:
        raise SignIn("nothing to sign in with")
    if kept := password_of(secret):
        pair = f"{kept.user}:{kept.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"
    if not secret.isascii() or not secret.isprintable() or not set(secret).isdisjoint(' ",;='):
        raise SignIn("the token holds characters that no token has", reason="malformed")
    return f"Token token={secret}"


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port

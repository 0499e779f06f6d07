"""Signing in with a password, which is kept: employees cannot make tokens for themselves here."""

from __future__ import annotations

import httpx

from trayapp.core.password import Password
from trayapp.core.ports import Authority, Grant
from trayapp.portals.only_password import OnlyPassword
from trayapp.portals.rt.me import person, version
from trayapp.portals.rt.rest import Rest


def authority(address: str, transport: httpx.BaseTransport | None = None) -> Authority:
    """Who knows passwords at this address; a token that an administrator made is taken, too."""

    def exchange(user: str, password: str) -> Grant:
        secret = Password(user, password).secret()
        rest = Rest(address, lambda: secret, transport)
        try:
            version(rest)
            person(rest)
        finally:
            rest.close()
        return Grant(secret)

    return OnlyPassword(exchange, token=True)

"""Name and password once, an access token from then on: where the server lets this person have one."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import httpx
import msgspec

from trayapp.core.errors import Forbidden, NotFound, OutcomeUnknown, Rejected, ServerFault, SignIn
from trayapp.core.password import Password
from trayapp.core.ports import Authority, Clock, Grant
from trayapp.portals.only_password import OnlyPassword
from trayapp.portals.zammad.link import Link
from trayapp.portals.zammad.probing import me_of

_PERMISSION = "ticket.customer"
"""All that the token may do, also where the person may do more."""


def authority(address: str, clock: Clock, transport: httpx.BaseTransport | None = None) -> Authority:  # noqa: ARG001
    """Takes names and passwords, and tokens made on the server.

    A token made here stays in the person's list there after signing out: with its one permission it cannot take itself
    off that list.
    """
    return OnlyPassword(lambda user, password: _exchange(address, user, password, transport), token=True)


def _exchange(address: str, user: str, password: str, transport: httpx.BaseTransport | None) -> Grant:
    kept = Password(user, password).secret()
    with closing(Link(address, lambda: kept, transport)) as link:
        me_of(link.get("users/me"))
        return Grant(_token(link) or kept)


def _token(link: Link) -> str | None:
    """`None`: customers may have none, as it is by default (`db/seeds/permissions.rb`), or tokens are switched off."""
    label = f"trayapp {platform.node()}".strip()
    body = msgspec.json.encode({"name": label, "label": label, "permission": [_PERMISSION]})
    try:
        told = link.send("POST", "user_access_token", [body], len(body))
    except (Forbidden, Rejected, NotFound, SignIn, ServerFault, OutcomeUnknown):
        return None
    return _usable(told)


def _usable(told: Mapping[str, Any]) -> str | None:
    """Older servers call it `name`."""
    token = told.get("token") or told.get("name")
    return token if isinstance(token, str) and token else None

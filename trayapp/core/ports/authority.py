"""Signing in without a token in hand: through the browser, on another device, or with a password."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Grant:
    """What a portal gives somebody who signed in. Secret: only the key store keeps it."""

    access: str = field(repr=False)
    """The token that goes with requests."""
    refresh: str | None = field(default=None, repr=False)
    """Exchanged, once, for the next grant."""
    expires_at: datetime | None = None
    """When `access` ends; `None`: not said."""


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What a person types on another device (RFC 8628)."""

    user_code: str
    """Such as `WDJB-MJHT`."""
    url: str
    """Where it is typed."""
    expires_at: datetime


class Authority(Protocol):
    """Who gives out tokens for a portal. Every method blocks on the network and raises `TrayAppError`.

    `SignIn` carries a `reason`: denied (the person said no), timeout, cancelled, refused (the portal takes it no more).
    """

    def methods(self) -> frozenset[str]:
        """How one may sign in here: browser, device, password, token (a personal one, made on the portal).

        Also name: beside password, where one may do without the password.
        """

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:
        """Sign in through the system's browser; it comes back to this computer (RFC 8252, RFC 7636).

        `goodbye` is what the browser's page says at the end.
        """

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Grant:
        """Sign in on another device; `show` is called once with what is typed there."""

    def password(self, user: str, password: str) -> Grant:
        """Sign in with a password: exchanged for something better to be kept, where the portal has that.

        It may be empty where `methods` has name.

        Raises `SignIn` (refused) when the portal does not know the two.
        """

    def refresh(self, grant: Grant) -> Grant:
        """The next grant. Raises `SignIn` (refused) when the portal takes the refresh token no longer."""

    def revoke(self, grant: Grant) -> None:
        """The portal forgets it; best effort for who signs out."""

    def close(self) -> None:
        """Give back connections."""

"""Signing in to servers that know names and passwords: neither a browser's page nor a device's code."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trayapp.core.errors import Misconfigured, SignIn
from trayapp.core.ports import DeviceCode, Grant

Exchange = Callable[[str, str], Grant]
"""What is kept for a name and a password. Blocks on the network. Raises `SignIn` (refused), `TrayAppError`."""


class OnlyPassword:
    """`core.ports.Authority` of such a server; a `token` made on it may be pasted, too, where it knows any."""

    def __init__(self, exchange: Exchange, *, token: bool) -> None:
        self._exchange = exchange
        self._methods = frozenset({"password", "token"} if token else {"password"})

    def methods(self) -> frozenset[str]:
        """Without asking."""
        return self._methods

    def password(self, user: str, password: str) -> Grant:
        """See `Authority.password`."""
        if not user or not password:
            raise SignIn("no name or no password", reason="refused")
        return self._exchange(user, password)

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:  # noqa: ARG002
        """There is no such page."""
        raise Misconfigured("this server knows names and passwords alone", reason="kind")

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Grant:  # noqa: ARG002
        """There is no such code."""
        raise Misconfigured("this server knows names and passwords alone", reason="kind")

    def refresh(self, grant: Grant) -> Grant:  # noqa: ARG002
        """What is kept here does not end by itself; refused, it is refused."""
        raise SignIn("the password is taken no longer", reason="refused")

    def revoke(self, grant: Grant) -> None:
        """Nothing on the server knows of it."""

    def close(self) -> None:
        """Each exchange has given back its own connections."""

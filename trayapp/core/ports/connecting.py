"""Setting up a portal: what runs at an address, signing in there, and nothing kept before all of it worked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from trayapp.core.model import Probe
from trayapp.core.operation import Operation
from trayapp.core.policy import Policy
from trayapp.core.ports.authority import DeviceCode


@dataclass(frozen=True, slots=True)
class Recognised:
    """What runs at an address, found out without signing in."""

    kind: str
    """Of the adapters' registry."""
    address: str
    """As the adapter takes it: shorter than what was typed, where a page further in was named."""
    product: str
    """What it calls itself, or is called."""
    version: str = ""
    """Empty: it does not tell strangers."""
    tried: bool = True
    """The adapter was proven against a real server."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A portal that is set up now."""

    probe: Probe
    policy: Policy
    durable: bool
    """The key store took the sign-in; `False`: it lives until the program ends."""
    left: tuple[Operation, ...] = ()
    """What was written for the portal before and has not been sent: it stays, and is never sent to this one."""


class Trial(Protocol):
    """A portal that is about to be set up. Every method blocks on the network and raises `TrayAppError`.

    Each way to sign in also asks who one is and what the rules are, and only then keeps address, kind and sign-in.
    Where anything of that fails, all is as it was.
    """

    @property
    def found(self) -> Recognised:
        """What runs there."""

    def methods(self) -> frozenset[str]:
        """How one may sign in there: see `Authority.methods`."""

    def token(self, token: str) -> Connected:
        """With a personal token, made on the portal."""

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Connected:
        """See `Authority.browser`."""

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Connected:
        """See `Authority.device`."""

    def password(self, user: str, password: str) -> Connected:
        """See `Authority.password`."""


Connector = Callable[[str, str | None], Trial]
"""Finds out what runs at an address as somebody typed it; the second is the kind where that is known.

Blocks on the network. Raises `Forbidden` (locked) where the address is not the employee's to choose, `Misconfigured`
with `reason`: address, insecure, certificate, proxy, web_page (no helpdesk that is known), other_product (with
`product`), elsewhere (it leads to another server, `to`), mail_server (and no mailbox was named); `Offline`.
"""

"""Who is signed in: the token's way from the key store, or the environment, to the portal's adapter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trayapp.app.portal_clock import ClockNotes
from trayapp.core.errors import SignIn
from trayapp.core.model import Probe
from trayapp.core.ports import Clock, Portal, Secrets

if TYPE_CHECKING:
    from trayapp.store.opened import Store

TOKEN_VARIABLE = "TRAYAPP_TOKEN"  # noqa: S105 - the name of a variable
_TOKEN = "token"  # noqa: S105 - the name of the secret
_SIGNED_IN = "signed_in"

TokenSource = Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class AccountParts:
    """What signing in needs of the rest."""

    portal_url: Callable[[], str]
    secrets: Callable[[str], Secrets]
    """The secrets kept for an origin."""
    portal: Callable[[TokenSource], Portal]
    """An adapter that uses the token given. Raises `Misconfigured`."""
    store: Callable[[], Store]
    """What was pulled, and small durable notes, none of them secret."""
    environment: Mapping[str, str]
    clock: Clock
    forget_files: Callable[[], None] = lambda: None
    """Deletes what was downloaded from tickets."""


class Account:
    """The `Session` of this program. `TRAYAPP_TOKEN` stands over the key store."""

    def __init__(self, parts: AccountParts) -> None:
        self._parts = parts
        self._guard = threading.Lock()
        self._stores: dict[str, Secrets] = {}
        self._tokens: dict[str, str | None] = {}
        self._durable = True
        self.changed: Callable[[], None] = lambda: None
        """Called after somebody signed in or out, on the thread that did it."""

    def token(self) -> str | None:
        """The token for the portal as it is set up now. May block on the key store, the first time."""
        return self._token_of(self._origin())

    def token_source(self, url: str) -> TokenSource:
        """The token for the portal at that address alone: an adapter that outlives the setting gets no other.

        Calling it may block on the key store, the first time.
        """
        origin = _origin_of(url)
        return lambda: self._token_of(origin)

    def signed_in(self) -> bool:
        """A token is at hand (the portal may still refuse it). Never waits for the key store: the last run knew."""
        if self._parts.environment.get(TOKEN_VARIABLE):
            return True
        origin = self._origin()
        if origin in self._tokens:
            return self._tokens[origin] is not None
        return self._parts.store().notes.get(_SIGNED_IN) == origin

    def author(self) -> str | None:
        """The account whose words are being written; `None` when nobody is signed in, or a token from outside says who.

        Never asks the network or the key store.
        """
        if self._parts.environment.get(TOKEN_VARIABLE) or not self.signed_in():
            return None
        probe = self._parts.store().notes.probe()
        return probe.me.id if probe else None

    def sign_in(self, token: str) -> Probe:
        """Ask the portal, then keep the token. Blocks on the network. Raises `TrayAppError`."""
        token = token.strip()
        if not token:
            raise SignIn("no token given")
        origin = self._origin()  # asking takes a while, and the address may be another one afterwards
        portal = self._parts.portal(lambda: token)
        try:
            probe = portal.probe()
        finally:
            portal.close()
        with self._guard:
            self._durable = self._secrets(origin).put(_TOKEN, token)
            self._tokens[origin] = token
        notes = self._parts.store().notes
        ClockNotes(notes, self._parts.clock).put_probe(probe)
        notes.put(_SIGNED_IN, origin)
        self.changed()
        return probe

    def sign_out(self) -> None:
        """Forget the token and what was pulled; the outbox stays. May block on the key store."""
        origin = self._origin()
        with self._guard:
            self._secrets(origin).delete(_TOKEN)
            self._tokens[origin] = None
        store = self._parts.store()
        store.notes.put(_SIGNED_IN, "")
        store.tickets.clear()
        self._parts.forget_files()
        self.changed()

    def look_again(self) -> None:
        """Another process signed in or out: what the key store holds counts, not what was read from it before.

        A token that lives in memory alone stays: the key store never had it.
        """
        with self._guard:
            if self._durable:
                self._tokens.clear()
                self._stores.clear()
        self.changed()

    def durable(self) -> bool:
        """The key store took the token; `False`: it lives until the program ends."""
        return self._durable

    def _token_of(self, origin: str) -> str | None:
        if given := self._parts.environment.get(TOKEN_VARIABLE):
            return given.strip()
        with self._guard:
            if self._tokens.get(origin) is None:
                self._tokens[origin] = self._secrets(origin).get(_TOKEN)
            return self._tokens[origin]

    def _secrets(self, origin: str) -> Secrets:
        if origin not in self._stores:
            self._stores[origin] = self._parts.secrets(origin)
        return self._stores[origin]

    def _origin(self) -> str:
        return _origin_of(self._parts.portal_url())


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()

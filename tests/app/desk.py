"""An account over a real store, with a fake portal, a fake key store and a fake authority."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from tests.fakes.memory_portal import START, MemoryPortal
from trayapp.app import App
from trayapp.app.account import Account, AccountParts, TokenSource
from trayapp.core.helpdesk import helpdesk
from trayapp.core.password import Password
from trayapp.core.ports import DeviceCode, Grant, Portal, Secrets

NOW = START + timedelta(minutes=10)


HERE = "native https://help.example.com/desk"
"""The helpdesk that a bench begins with."""


class MemorySecrets:
    """A key store that remembers who asked."""

    def __init__(self, origin: str, *, durable: bool = True) -> None:
        self.origin = origin
        self.kept: dict[str, str] = {}
        self.durable = durable

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> bool:
        self.kept[name] = value
        return self.durable

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class Bench:
    """An account over a real store, a fake portal and a fake key store."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.url = "https://Help.Example.com/desk"
        self.kind = "native"
        self.environment: dict[str, str] = {}
        self.key_stores: dict[str, MemorySecrets] = {}
        self.portal = MemoryPortal()
        self.tokens: list[str | None] = []
        self.changes = 0
        self.now = NOW
        self.authority: Authority | None = None

    @property
    def name(self) -> str:
        """Of the helpdesk that is set up."""
        return str(helpdesk(self.kind, self.url))

    def account(self) -> Account:
        """As a new start of the program makes it."""
        account = Account(
            AccountParts(
                helpdesk=lambda: self.name,
                secrets=self.secrets,
                portal=self.open,
                store=lambda: self.app.store,
                environment=self.environment,
                clock=lambda: self.now,
                authority=lambda: self.authority,
            )
        )
        account.changed = self._changed
        return account

    def secrets(self, origin: str) -> Secrets:
        """One for each name, there again after a restart."""
        return self.key_stores.setdefault(origin, MemorySecrets(origin))

    def open(self, token: TokenSource) -> Portal:
        """The portal, noting the token it was given."""
        self.tokens.append(token())
        return self.portal

    def _changed(self) -> None:
        self.changes += 1


class Authority:
    """Gives out tokens a1, a2 … and remembers what it was asked."""

    def __init__(self) -> None:
        self.given = 0
        self.refreshed: list[str | None] = []
        self.revoked: list[str | None] = []
        self.fail_with: Exception | None = None

    def methods(self) -> frozenset[str]:
        return frozenset({"browser", "device", "password", "token"})

    def password(self, user: str, password: str) -> Grant:
        if self.fail_with:
            raise self.fail_with
        return Grant(Password(user, password).secret())

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:
        open_url("https://help.example.com/oauth/authorize")
        return self._next()

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Grant:
        return self._next()

    def refresh(self, grant: Grant) -> Grant:
        self.refreshed.append(grant.refresh)
        if self.fail_with:
            raise self.fail_with
        return self._next()

    def revoke(self, grant: Grant) -> None:
        if self.fail_with:
            raise self.fail_with
        self.revoked.append(grant.refresh)

    def close(self) -> None:
        """Nothing is open."""

    def _next(self) -> Grant:
        self.given += 1
        return Grant(f"a{self.given}", f"r{self.given}", NOW + timedelta(hours=self.given))

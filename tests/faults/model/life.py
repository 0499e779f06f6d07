"""One life of the program in the model: the real store, use cases, engine and sign-in over one home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx

from tests.app.desk import MemorySecrets
from tests.faults.employee import Account as Portal
from tests.faults.employee import Employee
from tests.faults.promise import Tell
from trayapp.app.account import Account, AccountParts
from trayapp.core.ports import Clock
from trayapp.portals.native import NativePortal

URL = "http://127.0.0.1:9"
NAME = f"native {URL}"


class Life:
    """Closed or abandoned, and made anew over the same home and key store, it is the program started again."""

    def __init__(
        self,
        home: Path,
        keys: MemorySecrets,
        wire: Callable[[], httpx.BaseTransport],
        clock: Clock,
        tell: Tell,
    ) -> None:
        """Opens the store. Raises `LocalFault`."""
        self._wire = wire
        self.employee = Employee(
            home,
            Portal(URL, ""),
            clock,
            tell,
            reach=lambda _account, _files: self.portal(),
        )
        self.store = self.employee.store
        self.session = Account(
            AccountParts(
                helpdesk=lambda: NAME,
                secrets=lambda _: keys,
                portal=lambda token: NativePortal(URL, token, self.store.spool, wire()),
                store=lambda: self.store,
                environment={},
                clock=clock,
            )
        )
        self.desk = self.employee.desk = replace(self.employee.desk, author=self.session.author)

    def portal(self) -> NativePortal:
        """Another connection, as whoever is signed in."""
        return NativePortal(URL, self.session.token_source(NAME), self.store.spool, self._wire())

    def renew(self) -> None:
        """Fresh connections, as the worker builds them after somebody signed in or out."""
        self.employee.engine.close()
        self.employee.engine = self.employee.new_engine()

    def end(self) -> None:
        """The process is gone, whether in order or not: locks and connections go with it."""
        self.employee.close()

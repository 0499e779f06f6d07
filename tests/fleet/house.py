"""A process full of real clients: worker, listener, store and HTTP of the program, each over a home of its own."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import httpx

from tests.faults.employee import Account, Employee
from tests.faults.promise import Promise
from trayapp.core.events import Event
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.native import NativePortal
from trayapp.sync.shift import Wiring
from trayapp.sync.store import SyncStore
from trayapp.sync.timing import Times
from trayapp.sync.worker import Worker

TIMES = Times(quiet=20.0, soon=3.0, eager=6.0, refused=10.0, patient=60.0)
"""A minute instead of an hour; the code is the same."""
POLL = 20.0


class Counting(httpx.HTTPTransport):
    """Notes when each request was made, and for what."""

    def __init__(self, noted: list[tuple[float, str]]) -> None:
        super().__init__()
        self._noted = noted

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Also one that will be refused."""
        self._noted.append((time.time(), f"{request.method} {request.url.path}"))
        return super().handle_request(request)


class Inhabitant:
    """One real client."""

    def __init__(self, home: Path, account: Account, noted: list[tuple[float, str]]) -> None:
        self.promised: list[Promise] = []
        self.employee = Employee(home, account, _now, self.promised.append)
        store = self.employee.store

        def portal(files: FileSource = store.spool) -> Portal:
            return NativePortal(account.url, lambda: account.token, files, Counting(noted))

        self.worker = Worker(
            Wiring(
                portal,
                lambda: SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock),
                _now,
                random.random,
                _unheard,
                lambda: POLL,
                times=TIMES,
            )
        )
        self.employee.desk = replace(self.employee.desk, wake=self.worker.wake)

    def leave(self) -> None:
        """The program ends."""
        self.worker.stop()
        self.employee.close()


def live(line: Connection, homes: list[Path], accounts: list[Account]) -> None:
    """Do what the line says: `write` a ticket each, tell what is `waiting`, and `leave` with what was asked when."""
    noted: list[tuple[float, str]] = []
    people = [Inhabitant(home, account, noted) for home, account in zip(homes, accounts, strict=True)]
    for person in people:
        person.worker.start()
    line.send("here")
    while (wish := line.recv()) != "leave":
        if wish == "write":
            for number, person in enumerate(people):
                person.employee.submit(f"Ticket of {homes[number].name}")
            line.send(len(people))
        else:
            line.send(sum(len(person.employee.store.outbox.pending()) for person in people))
    for person in people:
        person.leave()
    line.send((noted, [person.promised for person in people]))


def _now() -> datetime:
    return datetime.now(UTC)


def _unheard(_event: Event) -> None:
    """There is no window."""

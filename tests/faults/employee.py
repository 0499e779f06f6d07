"""An employee at a computer: the real store, use cases and engine over one home, without the windows."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.promise import Tell, promise
from trayapp.core.events import Event
from trayapp.core.model import Draft, FileKind, StoredFile
from trayapp.core.operation import Operation
from trayapp.core.ports import Clock, FileSource, Portal
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.store.opened import Store, open_store
from trayapp.sync.engine import Engine, Report
from trayapp.sync.store import SyncStore


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs in where."""

    url: str
    token: str
    id: str | None = None
    """The account's id where it is known for certain: operations are then written under it."""


Reach = Callable[[Account, FileSource], Portal]
"""Opens the portal for an account; the files are those it sends."""


def _reach(account: Account, files: FileSource) -> Portal:
    return open_portal("native", account.url, lambda: account.token, files)


class Employee:
    """One life of the program. Closed and made anew over the same home, it is the program started again."""

    def __init__(
        self,
        home: Path,
        account: Account,
        clock: Clock,
        tell: Tell,
        seed: int = 1,
        reach: Reach | None = None,
    ) -> None:
        """Opens the store, as the program does. `reach`: how the portal is spoken to instead. Raises `LocalFault`."""
        self._account = account
        self._reach = reach or _reach
        self._clock = clock
        self._tell = tell
        self._random = random.Random(seed)
        self.told: list[Event] = []
        self.store: Store = open_store(places(str(home)), clock)
        store = self.store
        self.desk = Desk(
            store.outbox, store.tickets, store.spool, store.notes, clock, author=lambda: account.id
        )
        self.engine = self.new_engine()

    def new_engine(self, jitter: Callable[[], float] = lambda: 1.0) -> Engine:
        """Another engine on the same store."""
        store = self.store
        return Engine(
            lambda: self._reach(self._account, store.spool),
            SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock),
            self._clock,
            jitter,
            self.told.append,
        )

    def submit(self, subject: str, *pictures: bytes) -> Operation:
        """A new ticket with these bytes attached. Raises `TrayAppError`; then nothing was promised."""
        return self.promised(self.desk.submit(Draft(subject, files=tuple(map(self.attached, pictures)))))

    def update(self, ticket: str, text: str, *pictures: bytes) -> Operation:
        """An answer on the ticket, by its id or the op id that makes it. Raises `TrayAppError`."""
        return self.promised(self.desk.update(ticket, text, tuple(map(self.attached, pictures))))

    def close_ticket(self, ticket: str) -> Operation:
        """Ask for the ticket to be closed. Raises `TrayAppError`."""
        return self.promised(self.desk.close(ticket))

    def set_priority(self, ticket: str, priority: str) -> Operation:
        """Ask for another priority. Raises `TrayAppError`."""
        return self.promised(self.desk.set_priority(ticket, priority))

    def sync(self, now: datetime | None = None) -> Report:
        """One pass of the engine. Raises `LocalFault`."""
        return self.engine.run_once(now or self._clock())

    def drain(self, passes: int = 30, each: timedelta = timedelta(hours=25)) -> None:
        """Sync until nothing is due any more, with so much time between the passes: whatever waits comes due."""
        now = self._clock()
        for _ in range(passes):
            self.sync(now)
            now += each
            if self.store.outbox.next_due(now) is None:
                return

    def close(self) -> None:
        """The program ends in order."""
        self.engine.close()
        self.store.close()

    def promised(self, op: Operation) -> Operation:
        """The desk has accepted it: from now on it is a promise."""
        self._tell(promise(op))
        return op

    def attached(self, picture: bytes) -> StoredFile:
        """These bytes in the spool. Raises `LocalFault`."""
        name = hashlib.sha256(picture).hexdigest()[:8]
        return self.desk.spool.put(io.BytesIO(picture), f"shot-{name}.png", "image/png", FileKind.SCREENSHOT)

    def picture(self, size: int = 5000) -> bytes:
        """Bytes like no other."""
        return self._random.randbytes(size)

"""The workbench of one worker: a portal and homes made once, copied for each trial, and the portal that is up now."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.employee import Account, Employee
from tests.faults.points import deeds, more_deeds, portal_app
from tests.faults.points.children import fork
from tests.faults.points.lives import now, serve
from tests.faults.points.more_deeds import FIXTURES
from tests.faults.points.serving import DidNotStart, Serving
from tests.faults.promise import Promise
from trayapp.paths import places
from trayapp.store.db import suspect_mark


class Bench:
    """In a `with` block. Everything lies in memory where the system offers a folder there: kills need no real disk."""

    def __init__(self) -> None:
        memory = "/dev/shm"
        base = memory if os.access(memory, os.W_OK) else None
        self._folder = tempfile.TemporaryDirectory(prefix="trayapp-points-", dir=base)
        self.root = Path(self._folder.name)
        self._port = _free_port()
        self._serving: Serving | None = None
        self._count = 0
        self.promises: dict[str, list[Promise]] = {"none": []}
        """What each home was promised before."""

    def __enter__(self) -> Self:
        portal_app.preload()
        self._prepare()
        gc.freeze()  # what a child counts as its own it must copy
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end_portal()
        self._folder.cleanup()

    def home(self, name: str) -> Path:
        """A copy of that home."""
        return self._copy(self.root / "homes" / name, "home")

    def portal_data(self, name: str = "used") -> Path:
        """A copy of that portal's data."""
        return self._copy(self.root / "portals" / name, "data")

    def portal(self) -> Serving:
        """One that is well, until `end_portal`."""
        self._serving = self.start_portal(self.portal_data(), watched=False)
        self._serving.come_up()
        return self._serving

    def start_portal(self, data: Path, *, watched: bool) -> Serving:
        """A portal over that data. No other is up."""
        child = fork(serve(data, self._port, portal_app.run, watched=watched))
        return Serving(data, child, Account(f"http://127.0.0.1:{self._port}", ""))

    def end_portal(self) -> None:
        """Whichever is up."""
        serving, self._serving = self._serving, None
        if serving:
            serving.child.end()
            shutil.rmtree(serving.data, ignore_errors=True)

    def _copy(self, source: Path, kind: str) -> Path:
        self._count += 1
        target = self.root / f"{kind}-{self._count}"
        if source.exists():
            shutil.copytree(source, target)
        else:
            target.mkdir()
        return target

    def _prepare(self) -> None:
        data = self.root / "portals" / "used"
        serving = self.start_portal(data, watched=False)
        try:
            serving.come_up()
            self._busy(self.root / "homes" / "busy", serving.account)
            self._another(self.root / "another", serving.account)
        finally:
            serving.child.end()
        self._killed(serving.account)
        for name, change in (("stray", more_deeds.stray), ("damaged", _damage)):
            self.promises[name] = self.promises["busy"]
            shutil.copytree(self.root / "homes" / "busy", self.root / "homes" / name)
            change(self.root / "homes" / name)
        for path in FIXTURES.glob("schema_*.db"):
            self.promises[path.stem] = []
            data = places(str(self.root / "homes" / path.stem)).data
            data.mkdir(parents=True)
            shutil.copyfile(path, data / "trayapp.db")

    def _busy(self, home: Path, account: Account) -> None:
        """One ticket delivered, one with a picture waiting, and an answer with a picture."""
        told = self.promises["busy"] = []
        with closing(Employee(home, account, now, told.append)) as employee:
            first = employee.submit("Nothing works", deeds.PICTURE[:999])
            employee.drain()
            employee.submit("The screen is black", deeds.PICTURE)
            employee.update(first.op_id, "It is still black", deeds.OTHER_PICTURE)

    def _another(self, home: Path, account: Account) -> None:
        """The same person at another computer: there is something to pull."""
        told: list[Promise] = []
        with closing(Employee(home, account, now, told.append)) as employee:
            for number in range(3):
                employee.submit(f"From elsewhere {number}", deeds.OTHER_PICTURE[:500])
            employee.drain()

    def _killed(self, account: Account) -> None:
        """Of a program that was killed while it sent, its log not yet in its database."""
        home = self.root / "homes" / "killed"
        shutil.copytree(self.root / "homes" / "busy", home)
        told = self.promises["killed"] = list(self.promises["busy"])
        child = fork(lambda me: _die_sending(home, account))
        os.read(child.heard, 1)
        child.end()
        assert told


def _die_sending(home: Path, account: Account) -> None:
    employee = Employee(home, account, now, _deaf)
    employee.store.outbox.claim(now())
    os._exit(0)


def _damage(home: Path) -> None:
    """Half of a page of the outbox is gone."""
    path = places(str(home)).database
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute("SELECT pageno FROM dbstat WHERE name = 'tickets' LIMIT 1").fetchone()
    with path.open("r+b") as file:
        file.seek((pages[0] - 1) * 4096)
        file.write(bytes(2048))
    suspect_mark(path).touch()


def _deaf(promise: Promise) -> None:
    """Told to nobody."""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


__all__ = ["Bench", "DidNotStart", "Serving"]

"""The real portal in this process, with a data folder of its own, backups, a clock, and support staff."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from tests.fakes.in_process import InProcess
from trayapp.embedded import accounts, policy_file
from trayapp.embedded.accounts import NewPerson
from trayapp.embedded.api.app import create_app
from trayapp.embedded.portal import Portal, open_portal
from trayapp.embedded.profile import Profile

START = datetime(2031, 3, 3, 15, 0, tzinfo=UTC)
"""A Monday; later than any real clock, so that files that were left behind count as old."""
ANN, BEN, SAM = "ann", "ben", "sam"
_LEVELS = {ANN: "basic", BEN: "manager", SAM: "agent"}
_ANY = """SELECT 'tickets' AS t"""
_CHILDREN = ("files", "messages", "participants", "estimates", "credits", "notices")


@dataclass(frozen=True)
class Rig:
    """What all worlds share: an event loop, the application, and a portal's data with its people."""

    loop: BlockingPortal
    app: FastAPI
    profile: Profile
    template: Path
    tokens: Mapping[str, str]
    ids: Mapping[str, str]


@contextmanager
def rig(folder: Path) -> Iterator[Rig]:
    """Made once; making an application takes longer than most walks."""
    profile, tokens, ids = policy_file.load("msp"), {}, {}
    with closing(open_portal(profile, folder / "template", lambda: START)) as portal, portal.work() as work:
        for name, level in _LEVELS.items():
            company = "support" if name == SAM else "bakery"
            found = work.tx.execute("SELECT id FROM companies WHERE name = ?", (company,)).fetchone()
            at = found["id"] if found else accounts.add_company(work.tx, company)
            person = accounts.add(
                work.tx, NewPerson(f"{name}@{company}.example", name.title(), at, level), profile
            )
            tokens[name], ids[name] = accounts.issue_token(work.tx, person.id, work.now), person.id
    with start_blocking_portal() as loop:
        yield Rig(loop, create_app(None), profile, folder / "template", tokens, ids)


class Site:
    """One portal."""

    def __init__(self, shared: Rig, folder: Path) -> None:
        self.now = START
        self.data = folder / "portal"
        self._backup = folder / "backup"
        self._rig = shared
        self._transport = InProcess(shared.app, shared.loop)
        self._portal: Portal | None = None
        shutil.copytree(shared.template, self.data)
        self.start()
        self.back_up()

    @property
    def up(self) -> bool:
        """It runs."""
        return self._portal is not None

    def transport(self) -> httpx.BaseTransport | None:
        """How it is spoken to; `None` while it is down."""
        return self._transport if self.up else None

    def start(self) -> None:
        """It runs (again)."""
        if self._portal is None:
            self._portal = open_portal(self._rig.profile, self.data, lambda: self.now)
            self._rig.app.state.portal = self._portal

    def stop(self) -> None:
        """It runs no more."""
        if self._portal is not None:
            self._portal.close()
            self._portal = None

    def back_up(self) -> None:
        """Today's data are what `put_back` brings."""
        shutil.rmtree(self._backup, ignore_errors=True)
        self.keep("backup")

    def keep(self, name: str) -> Path:
        """A copy of its data under that name, made while it runs or not."""
        with closing(sqlite3.connect(self.data / "portal.db", isolation_level=None)) as holding:
            holding.execute("BEGIN IMMEDIATE")  # nobody writes meanwhile
            return Path(shutil.copytree(self.data, self._backup.with_name(name)))

    def put_back(self) -> None:
        """Yesterday's backup in the place of today's data."""
        self.use(self._backup)

    def use(self, kept: Path) -> None:
        """A copy of its data in the place of today's."""
        running = self.up
        self.stop()
        shutil.rmtree(self.data)
        shutil.copytree(kept, self.data)
        if running:
            self.start()

    def client(self, who: str) -> httpx.Client:
        """Speaks as that person, without any trouble. Only while it is up."""
        return httpx.Client(
            transport=self._transport,
            base_url="http://portal/api/v1",
            headers={"Authorization": f"Bearer {self._rig.tokens[who]}"},
        )

    def staff(self, path: str, **body: Any) -> bool:
        """Support staff does something; whether the portal let it."""
        with self.client(SAM) as client:
            return client.post(path, json=body, headers={"Idempotency-Key": str(uuid4())}).is_success

    def tickets(self) -> list[str]:
        """Ids of all there are, oldest first."""
        with closing(sqlite3.connect(self.data / "portal.db")) as tx:
            return [row[0] for row in tx.execute("SELECT id FROM tickets ORDER BY number")]

    def delete(self, ticket: str) -> None:
        """Somebody deletes a ticket on purpose: as other helpdesks let them, with all that hangs on it."""
        with closing(sqlite3.connect(self.data / "portal.db")) as tx, tx:
            change = tx.execute(
                "UPDATE counters SET value = value + 1 WHERE name = 'change' RETURNING value"
            ).fetchone()[0]
            tx.execute("INSERT OR REPLACE INTO removals SELECT id, ?, ? FROM accounts", (ticket, change))
            for table in _CHILDREN:
                tx.execute(f"DELETE FROM {table} WHERE ticket_id = ?", (ticket,))
            tx.execute("UPDATE tickets SET references_id = NULL WHERE references_id = ?", (ticket,))
            tx.execute("DELETE FROM tickets WHERE id = ?", (ticket,))

    def later(self, by: timedelta) -> None:
        """Time goes by; it never goes back here."""
        self.now += max(by, timedelta())

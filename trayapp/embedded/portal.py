"""The portal as a whole: what every use case needs, and the transaction in which it changes things."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from trayapp.core.policy import Policy
from trayapp.core.ports import Clock
from trayapp.durable import add_folder
from trayapp.embedded.alarm import Alarm
from trayapp.embedded.blobs import Blobs
from trayapp.embedded.db import Database
from trayapp.embedded.disk_faults import translated
from trayapp.embedded.events import Audience, Hub, together
from trayapp.embedded.passwords import Passwords
from trayapp.embedded.problems import Stopping
from trayapp.embedded.profile import Profile

MEGABYTE = 1024 * 1024
BACK = 10.0
"""Seconds after which a portal that stops may be back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too large. Bytes."""

    file: int = 25 * MEGABYTE
    """One file."""
    files: int = 100 * MEGABYTE
    """All files of one ticket or message together."""
    body: int = 2 * MEGABYTE
    """Any request that is not a file."""


@dataclass(slots=True)
class Site:
    """Where people's browsers find the portal. Known once it is served."""

    url: str = "http://127.0.0.1"
    """Without a slash at the end; the beginning of every link in a letter."""
    proxied: bool = False
    """Another web server stands before it on this machine, and names the client in `X-Forwarded-For`."""


@dataclass(slots=True)
class Work:
    """A transaction that changes the portal, and what to do once it is committed."""

    tx: sqlite3.Connection
    now: datetime
    audiences: list[Audience] = field(default_factory=list)
    """Who sees what changed."""
    created: list[str] = field(default_factory=list)
    """Ids of tickets that employees made."""
    alarms: list[datetime] = field(default_factory=list)
    """When timers that were set are due."""
    letters: list[str] = field(default_factory=list)
    """Ids of letters that are now to be sent."""


@dataclass(frozen=True, slots=True)
class Portal:
    """The parts that use cases work with."""

    profile: Profile
    db: Database
    blobs: Blobs
    clock: Clock
    hub: Hub = field(default_factory=Hub)
    limits: Limits = Limits()
    alarm: Alarm = field(default_factory=Alarm)
    on_created: list[Callable[[str], None]] = field(default_factory=list)
    """Called with the id of each ticket an employee made, after the commit, in the thread that made it."""
    on_letters: list[Callable[[], None]] = field(default_factory=list)
    """Called when letters are to be sent, after the commit."""
    site: Site = field(default_factory=Site)
    passwords: Passwords = field(default_factory=Passwords)

    @property
    def public_url(self) -> str:
        """Where people's browsers find it, without a slash at the end."""
        return self.site.url

    @property
    def policy(self) -> Policy:
        """What the app gets."""
        return self.profile.policy

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction; who sees the change hears of it after the commit.

        Raises `Stopping` when the portal stops before its turn has come: on a slow disk a whole queue may wait for it.
        """
        with self.db.write() as tx:
            if self.hub.closed:
                raise Stopping("the portal stops", retry_after=BACK)
            work = Work(tx, self.clock())
            yield work
        for moment in work.alarms:
            self.alarm.sooner(moment)
        if work.audiences:
            self.hub.tell(together(work.audiences))
        for ticket_id in work.created:
            for call in self.on_created:
                call(ticket_id)
        if work.letters:
            for wake in self.on_letters:
                wake()

    def close(self) -> None:
        """End streams, close the database. No request may be running."""
        self.hub.close()
        self.db.close()


def open_portal(
    profile: Profile, data: Path, clock: Clock | None = None, limits: Limits | None = None
) -> Portal:
    """The portal whose data lie in that folder (made when missing). Raises `LocalFault`."""
    with translated(data):
        add_folder(data)
        blobs = Blobs(data / "files")
    return Portal(
        profile=profile,
        db=Database(data / "portal.db"),
        blobs=blobs,
        clock=clock or utc_now,
        limits=limits or Limits(),
    )


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)

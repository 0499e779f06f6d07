"""Opening the store: folders, schema, salvage when the database is damaged, and the parts put together."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.core.ports import Clock
from trayapp.durable import make_folder
from trayapp.paths import Places
from trayapp.store.bell import SqlBell
from trayapp.store.buckets import refresh_tags
from trayapp.store.db import Database, connect, suspect_mark
from trayapp.store.drafts import SqlDrafts
from trayapp.store.file_lock import exclusive, give_back, take
from trayapp.store.knowledge import SqlKnowledge
from trayapp.store.log_check import breaks_off
from trayapp.store.migrations import migrate
from trayapp.store.notes import SqlNotes
from trayapp.store.outbox import SqlOutbox
from trayapp.store.salvage import Salvage, finish_salvage, salvage
from trayapp.store.soundness import is_ready, is_sound
from trayapp.store.spool import DiskSpool
from trayapp.store.sweeping import Sweep, sweep
from trayapp.store.sync_lock import SyncLock
from trayapp.store.tickets import SqlTickets
from trayapp.store.translate import translated


@dataclass(slots=True)
class Store:
    """The room's parts over one database. Each may be used from any thread."""

    outbox: SqlOutbox
    tickets: SqlTickets
    spool: DiskSpool
    notes: SqlNotes
    drafts: SqlDrafts
    knowledge: SqlKnowledge
    bell: SqlBell
    sync_lock: SyncLock
    salvage: Salvage | None
    """What was saved from a damaged database just now; normally `None`. The employee should be told."""
    _db: Database
    _clock: Clock
    _in_use: int | None

    def sweep(self) -> Sweep:
        """Compare spool and rows, finish what a kill interrupted; once after start, off the UI thread.

        Raises `LocalFault`.
        """
        refresh_tags(self._db)
        return sweep(self._db, self.spool, self._clock())

    def close(self) -> None:
        """Let go of locks and connections; the threads that used the store have ended."""
        self.sync_lock.release()
        self._db.close()
        handle, self._in_use = self._in_use, None
        if handle is not None:
            give_back(handle)


def open_store(places: Places, clock: Clock) -> Store:
    """Open, or make, the store. Raises `LocalFault`: newer_database, disk_full, read_only, locked, corrupt or io.

    corrupt comes only when another program still uses the damaged database; otherwise it is set aside and what can be
    read is in a new one: see `Store.salvage`.
    """
    path = places.database
    with translated(path.parent):
        make_folder(path.parent)
    in_use, saved = _enter(path, places.spool, clock)
    db, spool = Database(path), DiskSpool(places.spool)
    return Store(
        SqlOutbox(db, spool),
        SqlTickets(db),
        spool,
        SqlNotes(db),
        SqlDrafts(db),
        SqlKnowledge(db),
        SqlBell(db),
        SyncLock(path.with_name("sync.lock")),
        saved,
        db,
        clock,
        in_use,
    )


def _enter(path: Path, spool: Path, clock: Clock) -> tuple[int | None, Salvage | None]:
    """Hold the shared lock on a database that is ready; making it ready comes before, alone."""
    saved: Salvage | None = None
    _look_at_log(path)
    while True:
        in_use = take(_lock_of(path, "use"), wait=True, shared=True)
        ready = False
        try:
            ready = is_ready(path)
        finally:
            if in_use is not None and not ready:
                give_back(in_use)
        if ready:
            return in_use, saved
        saved = _make_ready(path, spool, clock()) or saved


def _look_at_log(path: Path) -> None:
    """A log that was left behind by a kill may be damaged, which SQLite would not say. Only while nobody writes it."""
    alone = take(_lock_of(path, "use"), wait=False)
    if alone is None:
        return
    try:
        with translated(path):
            if breaks_off(path):
                suspect_mark(path).touch()
    finally:
        give_back(alone)


def _make_ready(path: Path, spool: Path, now: datetime) -> Salvage | None:
    with exclusive(_lock_of(path, "open")):
        saved = finish_salvage(path, spool)
        if not is_sound(path, spool):
            saved = _salvage_alone(path, spool, now)
        with translated(path):
            path.touch(mode=0o600)
            with closing(connect(path)) as connection:
                migrate(connection, path)
        return saved


def _salvage_alone(path: Path, spool: Path, now: datetime) -> Salvage:
    alone = take(_lock_of(path, "use"), wait=False)
    if alone is None:
        raise LocalFault(reason="corrupt", in_use="yes", path=str(path))
    try:
        return salvage(path, spool, now)
    finally:
        give_back(alone)


def _lock_of(path: Path, name: str) -> Path:
    return path.with_name(f"{name}.lock")

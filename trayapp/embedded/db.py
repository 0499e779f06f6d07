"""The portal's SQLite file: one writer, many readers, a change counter that only grows."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.embedded.disk_faults import translated
from trayapp.embedded.schema import MIGRATIONS


class Database:
    """Connections to one file. Safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. Raises `LocalFault` (corrupt, newer_database, disk_full, read_only, io)."""
        self._path = path
        self._lock = threading.Lock()
        self._readers: list[sqlite3.Connection] = []
        with translated(path), ExitStack() as failed:
            _make_private(path)
            self._writer = failed.enter_context(closing(self._connect()))
            _migrate(self._writer, path)
            self.id = _database_id(self._writer)
            self.run = _begin_run(self._writer)
            failed.pop_all()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that changes things; committed at the end, rolled back by an exception."""
        with self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                _undo(self._writer)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the data, whatever is written meanwhile."""
        try:
            connection = self._readers.pop()
        except IndexError:
            connection = self._connect()
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlite3.Error:
            # it may stand worse than it says, such as only able to read: the next one is opened anew
            connection.close()
            raise
        except BaseException:
            self._give_back(connection)
            raise
        self._give_back(connection)

    def close(self) -> None:
        """Give every connection back. Nobody may be using one."""
        with self._lock:
            while self._readers:
                self._readers.pop().close()
            self._writer.close()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        _undo(connection)
        self._readers.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: the app deletes its copy of a ticket once the portal has acknowledged it
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection


def _undo(connection: sqlite3.Connection) -> None:
    """End the transaction, where there still is one: a full disk has ended it already."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):  # told already, by what went wrong before; it is undone all the same
            connection.execute("ROLLBACK")


def _make_private(path: Path) -> None:
    """The file for this user alone, whatever its folder allows: everybody's tickets are in it. SQLite's log follows."""
    path.touch(mode=0o600)
    path.chmod(0o600)


def next_change(tx: sqlite3.Connection) -> int:
    """The number of the next change; every change of anything in the portal has its own."""
    row = tx.execute("UPDATE counters SET value = value + 1 WHERE name = 'change' RETURNING value").fetchone()
    return int(row["value"])


def last_change(tx: sqlite3.Connection) -> int:
    """The number of the last change."""
    return counter(tx, "change")


def happened(tx: sqlite3.Connection, run: str, change: int) -> bool:
    """Whether this database saw the change of that number in that run, and not only one that a backup undid."""
    begun = tx.execute("SELECT seq FROM runs WHERE id = ?", (run,)).fetchone()
    if begun is None:
        return False
    after = tx.execute("SELECT min(began) AS began FROM runs WHERE seq > ?", (begun["seq"],)).fetchone()
    return change <= (last_change(tx) if after["began"] is None else int(after["began"]))


def counter(tx: sqlite3.Connection, name: str) -> int:
    """The value of a counter."""
    row = tx.execute("SELECT value FROM counters WHERE name = ?", (name,)).fetchone()
    return int(row["value"])


def _migrate(writer: sqlite3.Connection, path: Path) -> None:
    version = writer.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LocalFault(f"database version {version}", reason="newer_database", path=str(path))
    if 0 < version < len(MIGRATIONS):
        before = path.with_name(f"{path.name}.before-{len(MIGRATIONS)}")
        _make_private(before)
        with closing(sqlite3.connect(before)) as backup:
            writer.backup(backup)
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        writer.execute("BEGIN IMMEDIATE")
        for statement in statements:
            writer.execute(statement)
        writer.execute(f"PRAGMA user_version = {number}")
        writer.execute("COMMIT")


def _database_id(writer: sqlite3.Connection) -> str:
    """A random name, made once: a cursor of another database must not be believed."""
    writer.execute("INSERT OR IGNORE INTO meta VALUES ('database_id', ?)", (secrets.token_hex(8),))
    return str(writer.execute("SELECT value FROM meta WHERE key = 'database_id'").fetchone()["value"])


def _begin_run(writer: sqlite3.Connection) -> str:
    """A random name for what is changed from now on, noted with the last change before."""
    run = secrets.token_hex(8)
    writer.execute("INSERT INTO runs (id, began) VALUES (?, ?)", (run, last_change(writer)))
    return run

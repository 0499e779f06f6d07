"""Connections to the one database file: durable, one for each thread, closable together."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.store.translate import translated

BUSY_SECONDS = 10.0
"""How long a write waits for another process or thread to finish its own."""
SUSPECT_SUFFIX = ".suspect"
"""Beside the database: a fault was met while running, so the next start looks closely."""


class Database:
    """Hands every thread its own connection. Faults of the disk come out as `LocalFault`."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._local = threading.local()
        self._open: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The thread's connection, for one statement or for several that need not agree."""
        with self._watched():
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction: all of the block or, after any exception, nothing. Never across a network call."""
        with self._watched() as nested:
            connection = self._begun(nested=nested)
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _undo(connection)

    def close(self) -> None:
        """Close the connections of all threads; those threads have ended or no longer use theirs."""
        with self._lock:
            for _, connection in self._open:
                connection.close()
            self._open.clear()
            self._local = threading.local()

    @contextmanager
    def _watched(self) -> Iterator[bool]:
        """Told: whether the thread is in a block of the database already."""
        outer = getattr(self._local, "busy", False)
        self._local.busy = True
        try:
            with translated(self.path):
                yield outer
        except LocalFault as fault:
            if not outer:
                self._let_go()
            if fault.params.get("reason") == "corrupt":
                self._mark_suspect()
            raise
        except (TypeError, ValueError, AssertionError, OverflowError):
            self._mark_suspect()  # a mistake of ours, or a value that only damage can have put there
            raise
        finally:
            self._local.busy = outer

    def _begun(self, *, nested: bool) -> sqlite3.Connection:
        """The thread's connection in a transaction in which it can write.

        One that was opened while the disk was read-only never can, and BEGIN makes a transaction of reading without a
        word of it: the first write of each is tried, and another connection opened where it fails.
        """
        connection = self._connection()
        proved = getattr(self._local, "writes", None) is connection
        try:
            _begin(connection, proved=proved)
        except sqlite3.OperationalError as error:
            _undo(connection)
            if nested or proved or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            self._let_go()
            connection = self._connection()
            _begin(connection, proved=False)
        self._local.writes = connection
        return connection

    def _let_go(self) -> None:
        """Close the thread's connection after a fault: opened while the disk was unwell, it may only be able to read
        for as long as it lives. The next use opens another.
        """
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            return
        self._local.connection = None
        with self._lock:
            self._open = [(thread, one) for thread, one in self._open if one is not connection]
        with suppress(sqlite3.Error):
            connection.close()

    def _mark_suspect(self) -> None:
        with translated(self.path):
            suspect_mark(self.path).touch()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path, self._busy_seconds)
            self._local.connection = connection
            self._remember(connection)
        return connection

    def _remember(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            for thread, old in self._open:
                if not thread.is_alive():
                    old.close()
            alive = [(thread, old) for thread, old in self._open if thread.is_alive()]
            self._open = [*alive, (threading.current_thread(), connection)]


def _begin(connection: sqlite3.Connection, *, proved: bool) -> None:
    """A transaction; what is there is written again unless it is proved that it can be. Raises `sqlite3.Error`."""
    connection.execute("BEGIN IMMEDIATE")
    if not proved:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")


def _undo(connection: sqlite3.Connection) -> None:
    """End the transaction, where there still is one: a full disk has ended it already."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):  # told already, by what went wrong before; it is undone all the same
            connection.execute("ROLLBACK")


def suspect_mark(path: Path) -> Path:
    """The file that says the database needs a close look."""
    return path.with_name(path.name + SUSPECT_SUFFIX)


def connect(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that survives a power cut: WAL, every commit on the disk before it returns."""
    # check_same_thread: only `close` reaches over, when the other thread is gone
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "fullfsync = ON",  # macOS: an fsync alone stops at the drive's cache; elsewhere without effect
            "checkpoint_fullfsync = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection

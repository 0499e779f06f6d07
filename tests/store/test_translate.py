"""Faults of SQLite and of the disk, translated at the edge."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.store.makers import add_create
from trayapp.core.errors import LocalFault
from trayapp.paths import Places
from trayapp.store.opened import Store
from trayapp.store.translate import translated


def fail(error: Exception) -> None:
    """Raise it inside."""
    with translated("here"):
        raise error


def test_words_of_sqlite_that_no_one_can_read_are_damage() -> None:
    """It quotes a damaged name in its message, which Python then cannot read: the fault is the database's."""
    with pytest.raises(LocalFault) as fault, translated("db"):
        b"malformed database schema (\xd4)".decode()
    assert fault.value.params["reason"] == "corrupt"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "io"),
    ],
)
def test_errors_of_the_system(number: int, reason: str) -> None:
    """Each error of the system has the reason an employee can act on."""
    with pytest.raises(LocalFault) as fault:
        fail(OSError(number, os.strerror(number)))

    assert fault.value.params["reason"] == reason


def test_our_own_mistakes_are_bugs() -> None:
    """Wrong SQL and broken constraints are not blamed on the computer."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)")
        for sql in ("SELECT nonsense", "INSERT INTO t VALUES (1), (1)"):
            with pytest.raises(sqlite3.Error), translated("here"):
                connection.execute(sql)


def test_full_disk(store: Store) -> None:
    """When the database cannot grow any more the operation is refused as a whole, and what was there stays."""
    first = add_create(store.outbox, "First")
    with store._db.reading() as connection:
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(LocalFault) as fault:
        add_create(store.outbox, "x" * 100_000)

    assert fault.value.params["reason"] == "disk_full"
    assert store.outbox.pending() == [first]


def test_folder_that_cannot_be_made(where: Places, opened: Callable[[], Store]) -> None:
    """A data folder in the place of which a file lies is a fault of this computer, not a bug."""
    where.data.write_text("in the way")
    with pytest.raises(LocalFault) as fault:
        opened()

    assert fault.value.params["reason"] == "io"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_the_owner_may_read(store: Store, where: Places) -> None:
    """The database and its log are readable by their owner alone."""
    add_create(store.outbox)
    modes = {path.name: path.stat().st_mode & 0o077 for path in where.data.iterdir()}

    assert {"trayapp.db", "trayapp.db-wal"} <= modes.keys()
    assert set(modes.values()) == {0}


def test_every_commit_is_on_the_disk(store: Store) -> None:
    """Connections write ahead, wait for the disk, and keep references whole."""
    with store._db.reading() as connection:
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert pragmas == ["wal", 2, 1]

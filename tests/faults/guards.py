"""The guards that keep the promise, taken away one at a time to see that the rig notices."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from trayapp.store import spool
from trayapp.store.db import Database
from trayapp.sync.attempt import Attempt


def _no_look_up() -> None:
    """Send again without asking whether it is there."""
    Attempt._look_up = lambda self: None  # type: ignore[method-assign]


def _no_fsync() -> None:
    """Believe that a file's bytes are on the disk as soon as they are written."""
    setattr(spool, "sync_file", lambda handle: None)  # noqa: B010 - it is imported there, not exported


def _tell_before_commit() -> None:
    """Tell the employee that all is safe before it is: a transaction is committed only when the next one begins."""

    @contextmanager
    def writing(self: Database) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        if connection.in_transaction:
            connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        yield connection

    Database.writing = writing  # type: ignore[method-assign]


GUARDS: Mapping[str, Callable[[], None]] = {
    "lookup": _no_look_up,
    "fsync": _no_fsync,
    "commit": _tell_before_commit,
}
"""By name, for `--without`; each breaks the program in this process for good."""


def without(names: Iterable[str]) -> None:
    """Take those guards away. Raises `KeyError` for a name that is none."""
    for name in names:
        GUARDS[name]()

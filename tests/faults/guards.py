"""The guards that keep the promise, taken away one at a time to see that the rig notices."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from trayapp.core.errors import OutcomeUnknown
from trayapp.core.model import TicketRef
from trayapp.portals import http
from trayapp.store import spool
from trayapp.store.db import Database
from trayapp.sync.attempt import Attempt

_SYNCING_FOLDERS = ("trayapp.store.spool", "trayapp.store.picture_drafts.files", "trayapp.durable")


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


def _no_folder_fsync() -> None:
    """Believe that a file's name is on the disk as soon as it is written."""
    for module in _SYNCING_FOLDERS:
        vars(importlib.import_module(module))["sync_folder"] = lambda folder: None


def _synchronous(mode: str) -> None:
    """Let SQLite wait for the disk less often, in the store and in the portal."""
    connect = sqlite3.connect

    class Hasty(sqlite3.Connection):
        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
            return super().execute(f"PRAGMA synchronous = {mode}" if "synchronous" in sql else sql, *given)

    setattr(sqlite3, "connect", partial(connect, factory=Hasty))  # noqa: B010 - for this process


def _believe_every_answer() -> None:
    """Take whatever comes back for the answer to what was asked, and no answer for a good one."""
    run = Attempt.run

    def believe(self: Attempt) -> TicketRef:
        try:
            return run(self)
        except OutcomeUnknown:
            return self._ref()

    setattr(http, "of_another", lambda answered, asked: False)  # noqa: B010 - it is imported there
    Attempt.run = believe  # type: ignore[method-assign]


GUARDS: Mapping[str, Callable[[], None]] = {
    "lookup": _no_look_up,
    "fsync": _no_fsync,
    "commit": _tell_before_commit,
    "answers": _believe_every_answer,
    "folder": _no_folder_fsync,
    "synchronous-normal": partial(_synchronous, "NORMAL"),
    "synchronous-off": partial(_synchronous, "OFF"),
}
"""By name, for `--without`; each breaks the program in this process for good."""


def without(names: Iterable[str]) -> None:
    """Take those guards away. Raises `KeyError` for a name that is none."""
    for name in names:
        GUARDS[name]()

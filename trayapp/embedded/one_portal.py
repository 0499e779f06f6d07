"""One portal at a time works on a folder: two would send every letter twice, and not hear of each other's changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.durable import add_folder
from trayapp.embedded.disk_faults import translated


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder (made when missing). Raises `LocalFault` (locked, disk_full, read_only, io).

    The lock is that of an SQLite file: it works on every system, and ends with the process, however that ends.
    """
    path = folder / "portal.lock"
    with translated(path):
        add_folder(folder)
        holding = sqlite3.connect(path, timeout=0, isolation_level=None)
    with closing(holding):
        with translated(path):
            _hold(holding, path)
        yield


def _hold(holding: sqlite3.Connection, path: Path) -> None:
    try:
        holding.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
            raise
        raise LocalFault(str(error), reason="locked", path=str(path)) from error

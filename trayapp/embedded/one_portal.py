"""One portal at a time works on a folder: two would send every letter twice, and not hear of each other's changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from trayapp.core.errors import LocalFault


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder (made when missing). Raises `LocalFault` (locked, io).

    The lock is that of an SQLite file: it works on every system, and ends with the process, however that ends.
    """
    path = folder / "portal.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        holding = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise LocalFault(str(error), reason="io", path=str(path)) from error
    with closing(holding):
        try:
            holding.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            held = getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY"
            raise LocalFault(str(error), reason="locked" if held else "io", path=str(path)) from error
        yield

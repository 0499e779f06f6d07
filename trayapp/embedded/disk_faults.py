"""What the disk did to the portal, as the core's `LocalFault`: at its start, where there is a person to be told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trayapp.core import disk
from trayapp.core.errors import LocalFault

_BY_CODE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise `LocalFault` (disk_full, read_only, corrupt, io) for faults of disk and database.

    `path` is the data folder, or a file in it.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        reason = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        reason = reason or disk.what_ails(path if path.is_dir() else path.parent) or "io"
        raise LocalFault(str(error), reason=reason, path=str(path)) from error
    except OSError as error:
        raise LocalFault(str(error), reason=disk.reason_of(error), path=str(path)) from error

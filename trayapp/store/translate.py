"""The one place where faults of SQLite and of the disk become the core's `LocalFault`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trayapp.core import disk
from trayapp.core.errors import LocalFault
from trayapp.private import NotOurs

_BY_CODE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_CANTOPEN: "io",
    sqlite3.SQLITE_NOMEM: "io",
    sqlite3.SQLITE_PROTOCOL: "io",
}
_UNTOLD = {"io", "read_only"}
"""Reasons that may hide another: a folder that takes no file is no fault of the database in it."""

_DAMAGE = re.compile(
    "Could not decode to UTF-8|no such (table|index|module)|invalid fts5 file format|fts5: .*missing"
    "|vtable constructor failed"
)
"""Told without a code of its own. Our statements fit our schema, so what is missing from it was lost."""


@contextmanager
def translated(where: object = "") -> Iterator[None]:
    """Raise `LocalFault` for what this computer did; our own mistakes in SQL pass through as the bugs they are.

    `where` is the path of the database, or words.
    """
    try:
        yield
    except sqlite3.Error as error:
        reason = reason_of(error)
        if reason is None:
            raise
        if reason in _UNTOLD and isinstance(where, Path):
            reason = disk.what_ails(where.parent) or reason
        raise LocalFault(f"{where}: {error}", reason=reason) from error
    except UnicodeDecodeError as error:
        # SQLite quotes what is damaged, and sqlite3 fails over its words: the fault itself never comes out
        raise LocalFault(f"{where}: {error}", reason="corrupt") from error
    except OSError as error:
        if isinstance(error, NotOurs):
            raise LocalFault(str(error), reason="not_ours", path=str(error.filename)) from error
        raise LocalFault(f"{where}: {error}", reason=disk.reason_of(error)) from error


def reason_of(error: sqlite3.Error) -> str | None:
    """The reason for `LocalFault`, by SQLite's primary result code; `None`: the mistake is ours."""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
        return None
    code = getattr(error, "sqlite_errorcode", None)
    if code in {None, sqlite3.SQLITE_ERROR} and _DAMAGE.match(str(error)):
        return "corrupt"
    return None if code is None else _BY_CODE.get(code & 0xFF)

"""The one place where faults of SQLite and of the disk become the core's `LocalFault`."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

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
_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


@contextmanager
def translated(where: object = "") -> Iterator[None]:
    """Raise `LocalFault` for what this computer did; our own mistakes in SQL pass through as the bugs they are."""
    try:
        yield
    except sqlite3.Error as error:
        reason = reason_of(error)
        if reason is None:
            raise
        raise LocalFault(f"{where}: {error}", reason=reason) from error
    except OSError as error:
        if isinstance(error, NotOurs):
            raise LocalFault(str(error), reason="not_ours", path=str(error.filename)) from error
        raise LocalFault(f"{where}: {error}", reason=_BY_ERRNO.get(error.errno or 0, "io")) from error


def reason_of(error: sqlite3.Error) -> str | None:
    """The reason for `LocalFault`, by SQLite's primary result code; `None`: the mistake is ours."""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
        return None
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _BY_CODE.get(code & 0xFF)

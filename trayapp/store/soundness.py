"""Whether a database can be trusted: a quick look at every start, a close one after a fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.store.db import connect, suspect_mark
from trayapp.store.migrations import is_current
from trayapp.store.op_rows import COLUMNS, operation
from trayapp.store.schema_1 import READING
from trayapp.store.translate import translated

_Examine = Callable[[sqlite3.Connection], bool]


def is_ready(path: Path) -> bool:
    """The usual case: there, of this version, not suspect, and its outbox can be read. Raises `LocalFault`."""
    if not path.exists() or suspect_mark(path).exists():
        return False
    return _trusted(path, _look) is True


def is_sound(path: Path) -> bool:
    """Whether it can be gone on with, being new or old; a suspect one is read as a whole. Raises `LocalFault`."""
    if not path.exists():
        return True
    mark = suspect_mark(path)
    verdict = _trusted(path, _study if mark.exists() else _look)
    if verdict is None:
        return False
    with translated(mark):
        mark.unlink(missing_ok=True)
    return True


def _trusted(path: Path, examine: _Examine) -> bool | None:
    """What the examination says: current, sound but of an older version (`False`), or damaged (`None`)."""
    try:
        with translated(path), closing(connect(path)) as connection:
            return examine(connection)
    except LocalFault as fault:
        if fault.params.get("reason") == "corrupt":
            return None
        raise


def _look(connection: sqlite3.Connection) -> bool:
    current = is_current(connection)
    if current:
        connection.execute("SELECT sum(length(payload)) FROM outbox").fetchone()
    return current


def _study(connection: sqlite3.Connection) -> bool:
    current = _look(connection)
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise LocalFault(found, reason="corrupt")
    if current:
        for index in ("ticket_search", *READING):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")  # noqa: S608
        for row in connection.execute(f"SELECT {COLUMNS} FROM outbox"):  # noqa: S608 - constants alone
            operation(row)
    return current

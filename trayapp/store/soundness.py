"""Whether a database can be trusted: a quick look at every start, a close one after a fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.store.bodies import BODIES, check_note
from trayapp.store.codec import decode
from trayapp.store.db import connect, suspect_mark
from trayapp.store.log_check import breaks_off, log_of
from trayapp.store.migrations import is_current, version
from trayapp.store.op_rows import COLUMNS, operation
from trayapp.store.salvage_reading import NONSENSE
from trayapp.store.schema_1 import READING
from trayapp.store.spool import whole_files
from trayapp.store.translate import translated

_Examine = Callable[[sqlite3.Connection], bool]


def is_ready(path: Path) -> bool:
    """The usual case: there, of this version, not suspect, and its outbox can be read. Raises `LocalFault`."""
    if not _begun(path) or suspect_mark(path).exists():
        return False
    return _trusted(path, _look) is True


def is_sound(path: Path, spool: Path) -> bool:
    """Whether it can be gone on with, being new or old; a suspect one is read as a whole. Raises `LocalFault`."""
    if not _begun(path):
        return not _remains(path, spool)
    mark = suspect_mark(path)
    if mark.exists() and breaks_off(path):  # before SQLite opens it: closing, it throws the log away
        return False
    verdict = _trusted(path, _study if mark.exists() else _look)
    if verdict is None:
        return False
    with translated(mark):
        mark.unlink(missing_ok=True)
    return True


def _begun(path: Path) -> bool:
    """Something was written to it. A start that is killed may leave an empty file."""
    return path.exists() and path.stat().st_size > 0


def _remains(path: Path, spool: Path) -> bool:
    """There was a database: its log is left, or files that only its operations can have needed."""
    log = log_of(path)
    return (log.exists() and log.stat().st_size > 0) or any(whole_files(spool))


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
    if not version(connection) and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise LocalFault("another program's database", reason="corrupt")
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
        try:
            _read_all(connection)
        except NONSENSE as error:
            raise LocalFault(str(error), reason="corrupt") from error
    return current


def _read_all(connection: sqlite3.Connection) -> None:
    """Every value once: of the bytes in a row SQLite checks next to nothing. Raises one of `NONSENSE`."""
    for row in connection.execute(f"SELECT {COLUMNS} FROM outbox"):  # noqa: S608 - constants alone
        operation(row)
    for table, kind in BODIES.items():
        for (body,) in connection.execute(f"SELECT body FROM {table}"):  # noqa: S608
            decode(body, kind)
    for name, value in connection.execute("SELECT name, value FROM notes"):
        check_note(name, value)
    for table in ("op_files", "op_steps", "refs", "tickets"):
        connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608

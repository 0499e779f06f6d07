"""What has not reached the portal, read from the database as it lies there, whichever version of the program wrote it.

The last resort: nothing is opened for writing, upgraded or salvaged, and nothing of the payloads has to be understood.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from trayapp.core.errors import LocalFault
from trayapp.paths import Places
from trayapp.store.codec import moment
from trayapp.store.note_rows import ANSWERS, DRAFT
from trayapp.store.spool import DiskSpool
from trayapp.store.translate import translated

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class UnsentFile:
    """A file that was to go along."""

    name: str
    """As the employee knows it; untrusted as a path."""
    path: Path | None
    """Where its bytes lie; `None`: nowhere that can be told."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """An operation that is not done."""

    op_id: str
    kind: str
    state: str
    number: str
    """Of the ticket it is about, where that is known."""
    created_at: datetime | None
    payload: Mapping[str, Any]
    files: tuple[UnsentFile, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """All that only this computer holds in words. Pictures of the draft are encrypted and not among it."""

    operations: tuple[Unsent, ...]
    draft: Mapping[str, Any] | None
    """What was being written as a new ticket."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What was being written on tickets, by their ids."""


def read_unsent(places: Places) -> Everything:
    """Whatever is there; nothing when the program never ran here. Raises `LocalFault`."""
    if not places.database.exists():
        return Everything((), None)
    address = f"file:{quote(str(places.database.absolute()))}?mode=ro"
    spool = DiskSpool(places.spool)
    with translated(places.database), closing(sqlite3.connect(address, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM outbox WHERE state <> 'done' ORDER BY seq").fetchall()
        draft, answers = (
            connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
            for name in (DRAFT, ANSWERS)
        )
    return Everything(
        tuple(_unsent(row, spool) for row in rows),
        _object(draft["value"]) if draft else None,
        _object(answers["value"]) if answers else {},
    )


def _unsent(row: sqlite3.Row, spool: DiskSpool) -> Unsent:
    payload, names = _object(row["payload"]), row.keys()
    listed = payload.get("files")
    files = [file for file in listed if isinstance(file, dict)] if isinstance(listed, list) else []
    return Unsent(
        str(row["op_id"]),
        str(row["kind"]),
        str(row["state"]),
        str(row["ref_number"] or "") if "ref_number" in names else "",
        _moment(row["created_at"]) if "created_at" in names else None,
        payload,
        tuple(_file(file, spool) for file in files),
    )


def _file(file: Mapping[str, Any], spool: DiskSpool) -> UnsentFile:
    sha256 = str(file.get("sha256", ""))
    path = spool.path(sha256) if _SHA256.fullmatch(sha256) else None
    return UnsentFile(str(file.get("name", "")), path, sha256)


def _object(text: str) -> Mapping[str, Any]:
    """What cannot be read as an object is kept as it is: the words are in it somewhere."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {"text": text}


def _moment(value: object) -> datetime | None:
    if isinstance(value, int):
        with suppress(LocalFault, OverflowError, ValueError):
            return moment(value)
    return None

"""Files on tickets and messages: from an upload to what people see."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.errors import NotFound, Rejected, TooLarge
from trayapp.core.model import RemoteFile, StoredFile
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Limits
from trayapp.embedded.problems import MissingFiles

_COLUMNS = "SELECT id, name, media_type, size, sha256 FROM files"


@dataclass(frozen=True, slots=True)
class Place:
    """Where files hang: on a ticket itself, or on one of its messages."""

    ticket_id: str
    message_seq: int | None = None


def attach(
    tx: sqlite3.Connection, person: Person, files: Sequence[StoredFile], place: Place, limits: Limits
) -> None:
    """Hang uploaded files on a ticket. Raises `MissingFiles`, `Rejected` or `TooLarge`."""
    _check(tx, person, files, limits)
    rows = [
        (
            f"f_{secrets.token_hex(8)}",
            place.ticket_id,
            place.message_seq,
            position,
            file.name,
            file.media_type,
            file.size,
            file.sha256,
            str(file.kind),
        )
        for position, file in enumerate(files)
    ]
    tx.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def of_ticket(tx: sqlite3.Connection, ticket_id: str) -> tuple[RemoteFile, ...]:
    """Files that came with the ticket itself."""
    found = tx.execute(
        f"{_COLUMNS} WHERE ticket_id = ? AND message_seq IS NULL ORDER BY position", (ticket_id,)
    )
    return tuple(RemoteFile(*row) for row in found)


def of_message(tx: sqlite3.Connection, ticket_id: str, message_seq: int) -> tuple[RemoteFile, ...]:
    """Files that came with a message."""
    found = tx.execute(
        f"{_COLUMNS} WHERE ticket_id = ? AND message_seq = ? ORDER BY position", (ticket_id, message_seq)
    )
    return tuple(RemoteFile(*row) for row in found)


def one(tx: sqlite3.Connection, ticket_id: str, file_id: str) -> RemoteFile:
    """A file of that ticket. Raises `NotFound`."""
    row = tx.execute(f"{_COLUMNS} WHERE id = ? AND ticket_id = ?", (file_id, ticket_id)).fetchone()
    if row is None:
        raise NotFound("there is no such file on that ticket", what="file", id=file_id)
    return RemoteFile(*row)


def _check(tx: sqlite3.Connection, person: Person, files: Sequence[StoredFile], limits: Limits) -> None:
    sizes = {file.sha256: _uploaded_size(tx, person, file.sha256) for file in files}
    missing = [sha256 for sha256, size in sizes.items() if size is None]
    if missing:
        raise MissingFiles(missing)
    for file in files:
        if sizes[file.sha256] != file.size:
            raise Rejected(
                "a file has another size", fields={"files": f"{file.name} was uploaded with another size."}
            )
    total = sum(file.size for file in files)
    if total > limits.files:
        raise TooLarge("all files together", size=str(total), limit=str(limits.files))


def _uploaded_size(tx: sqlite3.Connection, person: Person, sha256: str) -> int | None:
    row = tx.execute(
        "SELECT size FROM uploads WHERE account_id = ? AND sha256 = ?", (person.id, sha256)
    ).fetchone()
    return row["size"] if row else None

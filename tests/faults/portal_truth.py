"""What the embedded portal holds, read from its own disk: it cannot be talked out of it."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_TICKETS = "SELECT op_id, id, number, subject, description FROM tickets WHERE op_id IS NOT NULL"
_MESSAGES = (
    "SELECT op_id, ticket_id, seq, text, '' FROM messages WHERE op_id IS NOT NULL AND side <> 'system'"
)
_FILES = "SELECT ticket_id, message_seq, sha256 FROM files ORDER BY position"
_KEYS = "SELECT key FROM answers"


@dataclass(frozen=True, slots=True)
class Landed:
    """A ticket or a message that an operation became."""

    op_id: str
    ticket: str
    """The ticket's id."""
    seq: int
    """Grows with the order in which the portal took them, among tickets and among messages."""
    words: str
    more: str = ""
    """A ticket's description: an answer to a closed ticket becomes that of a new one."""
    files: tuple[str, ...] = ()
    """SHA-256 of the bytes as they lie on the portal's disk, in order; empty: they are not there."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything with the key of an operation."""

    tickets: tuple[Landed, ...]
    messages: tuple[Landed, ...]
    keys: frozenset[str]
    """Of all that the portal ever did for somebody: tickets, messages and wishes."""


def portal_truth(data: Path) -> Truth:
    """Of the portal with that data folder, which may be running. Raises `sqlite3.Error` when it is damaged."""
    with closing(sqlite3.connect(f"file:{data / 'portal.db'}?mode=ro", uri=True, timeout=30)) as tx:
        tickets, messages, files, keys = (
            tx.execute(what).fetchall() for what in (_TICKETS, _MESSAGES, _FILES, _KEYS)
        )
    by_owner: dict[tuple[str, int | None], list[str]] = {}
    for ticket, message, sha256 in files:
        by_owner.setdefault((ticket, message), []).append(_on_disk(data / "files", sha256))
    return Truth(
        tuple(_landed(row, by_owner.get((row[1], None), [])) for row in tickets),
        tuple(_landed(row, by_owner.get((row[1], row[2]), [])) for row in messages),
        frozenset(key for (key,) in keys),
    )


def _landed(row: tuple[str, str, int, str, str], files: list[str]) -> Landed:
    return Landed(*row, files=tuple(files))


def _on_disk(folder: Path, sha256: str) -> str:
    path = folder / sha256[:2] / sha256
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""

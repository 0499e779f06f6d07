"""What must hold after every step, and what after a sync in peace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.faults.invariants import Broken, broken
from tests.faults.model.book import Book
from tests.faults.model.life import Life
from trayapp.core.model import Changes, Draft, Message, Update
from trayapp.core.operation import Operation, OpState
from trayapp.core.ports import Portal, Query

_OWNERS = (
    "SELECT op_id, requester_id FROM tickets WHERE op_id IS NOT NULL"
    " UNION ALL SELECT op_id, author_id FROM messages WHERE op_id IS NOT NULL"
)


def wrong(book: Book, home: Path, data: Path, life: Life, *, settled: bool) -> list[Broken]:
    """All that does not hold, on both sides."""
    ops = {op.op_id: op for op in life.store.outbox.pending()}
    _amend(book, ops)
    found = broken(home, data, list(book.owed()), settled=settled)
    return [each for each in found if not _excused(each, book, ops, settled=settled)]


def _amend(book: Book, ops: dict[Any, Operation]) -> None:
    """What is forgotten goes without the files that it names, and says so."""
    for op in ops.values():
        if op.problem and op.problem.kind == "forgotten" and isinstance(op.payload, Draft | Update):
            entry = book.entries.get(op.op_id)
            kept = tuple(file.sha256 for file in op.payload.files)
            if entry and entry.was_undone and (kept == entry.promise.files or op.problem.params.get("files")):
                book.amend(op.op_id, entry.promise.words, kept)


def _excused(each: Broken, book: Book, ops: dict[Any, Operation], *, settled: bool) -> bool:
    entry = book.entries.get(each.op_id)
    match each.what:
        case "lost":
            # what the backup undid of a wish shows in the ticket, which `unlike` compares
            return entry is not None and (
                entry.was_undone if entry.promise.wish else entry.undone and each.op_id not in ops
            )
        case "order":
            return any(item.was_undone for item in book.entries.values())
        case "silent":
            return settled and _waits_for_another(ops.get(each.op_id), ops)
        case "bytes":
            # an answer that was deleted with its ticket, or undone, is not there to be compared
            return entry is None or entry.deleted
        case "stray_file":
            return not settled
    return False


def _waits_for_another(op: Operation | None, ops: dict[Any, Operation]) -> bool:
    """It says "goes after what you sent before on the same ticket", and that one says why it stands."""
    return op is not None and any(
        before.ticket_id == op.ticket_id and before.seq < op.seq and before.state is OpState.NEEDS_USER
        for before in ops.values()
    )


def misattributed(book: Book, data: Path, ids: dict[str, str]) -> Iterator[Broken]:
    """Nobody sends another's words."""
    with closing(sqlite3.connect(data / "portal.db")) as tx:
        for op_id, owner in tx.execute(_OWNERS).fetchall():
            entry = book.entries.get(op_id)
            if entry and entry.author is not None and ids[entry.author] != owner:
                yield Broken("misattributed", op_id, f"{entry.author} wrote it, {owner} sent it")


def unlike(life: Life, portal: Portal) -> Iterator[Broken]:
    """The local copy, where it is not what the portal tells this person from the beginning."""
    there = dict(_told(portal))
    tickets = life.store.tickets
    rows = tickets.page(Query("all"), limit=1000)
    here = {row.id: (row.subject, row.status, _said(tickets.thread(row.id))) for row in rows}
    for ticket in sorted(there.keys() | here.keys()):
        if there.get(ticket) != here.get(ticket):
            yield Broken("copy", ticket, f"here {here.get(ticket)}, there {there.get(ticket)}")


def _told(portal: Portal) -> Iterator[tuple[str, tuple[str, str, list[str]]]]:
    cursor: str | None = None
    while isinstance(page := portal.changes(cursor), Changes):
        for change in page.tickets:
            ticket = change.ticket
            yield ticket.ref.id, (ticket.subject, ticket.status, _said(change.messages or ()))
        if not page.more:
            return
        cursor = page.cursor


def _said(messages: Sequence[Message]) -> list[str]:
    return sorted(f"{each.id} {each.text}" for each in messages)


def moved(now: datetime, start: datetime) -> float:
    """Days between the model's begin and its now."""
    return (now - start).total_seconds() / 86_400

"""The ticket list, page by page, from an index that has each view in its order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from trayapp.core.ports import Query, TicketRow
from trayapp.store import ticket_search
from trayapp.store.codec import micros, moment
from trayapp.store.ticket_views import view

_COLUMNS = "id, number, subject, status, status_label, bucket, updated_at, unread, priority"
_FIRST = {"at": 1 << 62, "id": ""}
_BELOW_ALL = (1 << 63) - 1


def page(
    connection: sqlite3.Connection, query: Query, after: TicketRow | None, limit: int
) -> Sequence[TicketRow]:
    """Rows, newest change first, after the given one, also when that one has changed since."""
    if query.words.strip():
        return _found(connection, query, after, limit)
    place = {"at": micros(after.updated_at), "id": after.id} if after else _FIRST
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM tickets WHERE {view(query.view).where} AND (updated_at, id) < (:at, :id)"  # noqa: S608
        " ORDER BY updated_at DESC, id DESC LIMIT :limit",
        {**place, "limit": limit},
    )
    return [_row(values) for values in rows.fetchall()]


def count(connection: sqlite3.Connection, query: Query) -> int:
    """How many rows the query has in all, counted in the index alone."""
    if query.words.strip():
        match = ticket_search.expression(query.words, query.view)
        sql, values = "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?", [match]
        if match is None:
            return 0
    else:
        sql, values = f"SELECT count(*) FROM tickets WHERE {view(query.view).where}", []  # noqa: S608
    number: int = connection.execute(sql, values).fetchone()[0]
    return number


def _found(
    connection: sqlite3.Connection, query: Query, after: TicketRow | None, limit: int
) -> Sequence[TicketRow]:
    match = ticket_search.expression(query.words, query.view)
    if match is None:
        return []
    columns = ", ".join(f"tickets.{name}" for name in _COLUMNS.split(", "))
    rows = connection.execute(
        # CROSS JOIN: the index leads, so that its order is the answer's and the walk ends with the page
        f"SELECT {columns} FROM ticket_search CROSS JOIN tickets ON tickets.rank = ticket_search.rowid"  # noqa: S608
        " WHERE ticket_search MATCH :match AND ticket_search.rowid < :below AND tickets.id <> :after"
        " ORDER BY ticket_search.rowid DESC LIMIT :limit",
        {
            "match": match,
            "below": _BELOW_ALL if after is None else _rank_of(connection, after),
            "after": "" if after is None else after.id,
            "limit": limit,
        },
    )
    return [_row(values) for values in rows.fetchall()]


def rows_of_ranks(connection: sqlite3.Connection, ranks: Sequence[int]) -> list[TicketRow]:
    """The rows that stand there, in that order; one that went meanwhile is left out."""
    found = [
        connection.execute(f"SELECT {_COLUMNS} FROM tickets WHERE rank = ?", (rank,)).fetchone()  # noqa: S608
        for rank in ranks
    ]
    return [_row(values) for values in found if values is not None]


def _rank_of(connection: sqlite3.Connection, after: TicketRow) -> int:
    """Where the row stands, or stood if it has changed since; then rows of the same millisecond may come twice."""
    row = connection.execute(
        "SELECT rank FROM tickets WHERE id = ? AND updated_at = ?", (after.id, micros(after.updated_at))
    ).fetchone()
    return ticket_search.rank_ceiling(after.updated_at) if row is None else int(row[0])


def _row(values: tuple[Any, ...]) -> TicketRow:
    ticket_id, number, subject, status, label, bucket, updated_at, unread, priority = values
    return TicketRow(
        ticket_id, number, subject, status, label, bucket, moment(updated_at), bool(unread), priority
    )

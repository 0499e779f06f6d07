"""Operations as rows of the outbox table."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from trayapp.core.errors import LocalFault, NotFound
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, StoredFile, TicketRef, Update
from trayapp.core.operation import Operation, OpKind, OpState, Payload, Problem
from trayapp.store.codec import decode, encode, moment, moment_or_none, payload_type

_Code = TypeVar("_Code", OpKind, OpState)
COLUMNS = (
    "seq, op_id, ticket_id, kind, payload, state, created_at, attempts, next_at, last_error, doubtful,"
    " ref_id, ref_number, author, settled_at, message, portal"
)
"""What `operation` reads, in its order."""


def operation(row: Sequence[object]) -> Operation:
    """The operation in a row of `COLUMNS`. Raises `LocalFault` (corrupt)."""
    (
        seq,
        op_id,
        ticket_id,
        kind_text,
        payload,
        state,
        created,
        attempts,
        next_at,
        error,
        doubtful,
        ref,
        number,
        author,
        settled,
        message,
        portal,
    ) = row
    kind = _known(OpKind, kind_text)
    return Operation(
        seq=_whole(seq),
        op_id=OpId(str(op_id)),
        ticket_id=str(ticket_id),
        kind=kind,
        payload=decode(str(payload), payload_type(kind)),
        state=_known(OpState, state),
        created_at=moment(_whole(created)),
        attempts=_whole(attempts),
        next_at=moment_or_none(None if next_at is None else _whole(next_at)),
        problem=None if error is None else decode(str(error), Problem),
        doubtful=bool(doubtful),
        ref=None if ref is None else TicketRef(str(ref), str(number)),
        author=None if author is None else str(author),
        done_at=moment_or_none(None if settled is None else _whole(settled)),
        message=None if message is None else str(message),
        portal=None if portal is None else str(portal),
    )


def _known(codes: type[_Code], code: object) -> _Code:
    try:
        return codes(str(code))
    except ValueError as error:
        raise LocalFault(f"stored {codes.__name__}: {error}", reason="corrupt") from error


def find(connection: sqlite3.Connection, op_id: OpId) -> Operation:
    """The row of that id. Raises `NotFound`."""
    row = connection.execute(f"SELECT {COLUMNS} FROM outbox WHERE op_id = ?", (op_id,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFound(what="operation", id=op_id)
    return operation(row)


def files_of(payload: Payload) -> tuple[StoredFile, ...]:
    """The files that go with it."""
    return payload.files if isinstance(payload, Draft | Update) else ()


def written(kind: OpKind, payload: Payload) -> str:
    """The payload as it is stored. Raises `TypeError` for one that does not belong to the kind."""
    if not isinstance(payload, payload_type(kind)):
        raise TypeError(f"a {kind} operation cannot carry a {type(payload).__name__}")
    return encode(payload)


def _whole(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101 - the table is STRICT
    return value

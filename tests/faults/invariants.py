"""What must hold whatever happened, checked on both sides: the employee's disk and the portal's."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.portal_truth import Landed, Truth, portal_truth
from tests.faults.promise import Promise, promise
from trayapp.core.ids import OpId
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.paths import places
from trayapp.store.op_rows import COLUMNS, operation


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that did not hold."""

    what: str
    """lost, doubled, order, bytes, silent, no_file, stray_file, database."""
    op_id: str
    detail: str = ""


def broken(home: Path, portal_data: Path, promises: Iterable[Promise], *, settled: bool) -> list[Broken]:
    """All that does not hold. `settled`: nothing is on its way any more, so everything delivered must be there."""
    held = portal_truth(portal_data)
    database = places(str(home)).database
    if not database.exists():
        return list(_lost([], held, list(promises), settled=settled))
    with closing(sqlite3.connect(database, timeout=30)) as tx:
        sound = tx.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            return [Broken("database", "", sound)]
        rows = [operation(row) for row in tx.execute(_ROWS)]
        wanted = tx.execute("SELECT op_id, sha256 FROM op_files").fetchall()
    return [
        *_lost(rows, held, list(promises), settled=settled),
        *_doubled(held),
        *_order(rows, held),
        *(_silent(rows) if settled else ()),
        *_files(places(str(home)).spool, wanted, settled=settled),
    ]


_ROWS = f"SELECT {COLUMNS} FROM outbox ORDER BY seq"


def _lost(
    rows: Sequence[Operation], held: Truth, promises: Sequence[Promise], *, settled: bool
) -> Iterator[Broken]:
    """What was promised is in the outbox, word for word, or whole on the portal; a wish that is done is known there."""
    ops = {row.op_id: row for row in rows}
    landed = {each.op_id: each for each in (*held.tickets, *held.messages)}
    for each in promises:
        there, op = landed.get(each.op_id), ops.get(OpId(each.op_id))
        state = op.state if op else None
        if there is not None and not _whole(each, there):
            yield Broken("bytes", each.op_id, f"{there} is not {each}")
        if there is None and op is not None and _said(promise(op)) != _said(each):
            yield Broken("bytes", each.op_id, f"{promise(op)} is not {each}")
        if there is None and state in _nowhere(each, op, held):
            yield Broken("lost", each.op_id, f"{each.kind} {each.words!r} is nowhere (here: {state})")
        if settled and state in {OpState.QUEUED, OpState.SENDING}:
            yield Broken("silent", each.op_id, f"{each.kind} stands as {state}")


def _said(promised: Promise) -> tuple[str, str, tuple[str, ...]]:
    """All but the ticket: that of a new one gets another name once it has arrived."""
    return promised.kind, promised.words, promised.files


def _nowhere(promised: Promise, op: Operation | None, held: Truth) -> frozenset[OpState | None]:
    """States in which the operation's own row does not keep it, and the portal must."""
    if promised.wish and (promised.op_id in held.keys or (op is not None and op.attempts > 1)):
        return frozenset({None})  # tried again, a wish may have been found fulfilled by somebody else
    return frozenset({None, OpState.DONE})


def _whole(promised: Promise, there: Landed) -> bool:
    goes_on = promised.kind == OpKind.UPDATE and bool(there.more)
    return (there.more if goes_on else there.words, there.files) == (promised.words, promised.files)


def _doubled(held: Truth) -> Iterator[Broken]:
    """An operation is one ticket or one message, at most."""
    counted = Counter(each.op_id for each in (*held.tickets, *held.messages))
    yield from (Broken("doubled", op, f"{count} times") for op, count in counted.items() if count > 1)


def _order(rows: Sequence[Operation], held: Truth) -> Iterator[Broken]:
    """The messages of a ticket arrived in the order in which they were written."""
    came = {each.op_id: each for each in held.messages}
    last: dict[str, Landed] = {}
    for row in rows:
        here = came.get(row.op_id)
        if here is None:
            continue
        before = last.get(here.ticket)
        if before is not None and before.seq > here.seq:
            yield Broken("order", row.op_id, f"{here.words!r} came before {before.words!r}")
        last[here.ticket] = here


def _silent(rows: Sequence[Operation]) -> Iterator[Broken]:
    """What is not done says why."""
    for row in rows:
        if row.state in {OpState.WAITING, OpState.NEEDS_USER} and not row.problem:
            yield Broken("silent", row.op_id, f"{row.state} without a reason")


def _files(spool: Path, wanted: Sequence[tuple[str, str]], *, settled: bool) -> Iterator[Broken]:
    """No row without its file, whole; once all is settled and swept, no file without its row."""
    there = {path.name for path in spool.iterdir() if path.name != ".lock"} if spool.exists() else set()
    named = {sha256 for _, sha256 in wanted}
    yield from (Broken("no_file", op, sha256) for op, sha256 in wanted if sha256 not in there)
    for name in sorted(named & there):
        if hashlib.sha256((spool / name).read_bytes()).hexdigest() != name:
            yield Broken("bytes", "", f"the file {name} holds others")
    if settled:
        yield from (Broken("stray_file", "", name) for name in sorted(there - named))

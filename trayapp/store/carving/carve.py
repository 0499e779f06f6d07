"""Operations and the draft, found by what they look like on whatever pages they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trayapp.core.operation import OpKind, OpState
from trayapp.store import note_rows
from trayapp.store.carving.pages import pages_of
from trayapp.store.carving.records import Record, Value, rows
from trayapp.store.op_rows import COLUMNS

_STORED = [
    *(
        "seq",
        "op_id",
        "ticket_id",
        "kind",
        "payload",
        "state",
        "attempts",
        "next_at",
        "last_error",
        "doubtful",
    ),
    *("ref_id", "ref_number", "created_at", "settled_at", "author", "message"),
    "portal",
]
"""As the table has them, in the order in which versions of the schema added them: a row may end before the last."""
_FIRST = _STORED.index("portal")
"""Columns that version 1 had: what has fewer is none of its rows."""
_ORDER = [_STORED.index(name) for name in COLUMNS.split(", ")]
_KIND, _STATE = _STORED.index("kind"), _STORED.index("state")


def operations(path: Path) -> Iterator[Record]:
    """Rows of `op_rows.COLUMNS`, one for each operation: where several versions are found, one that is done counts.

    A page that holds nothing any more may still look like one that does, and is left out if that can be known.
    """
    found: dict[Value, Record] = {}
    for number, record in _all(path):
        if _is_operation(record):
            before = found.get(record[1])
            if before is None or before[_STATE] != OpState.DONE:
                missing = (None,) * (len(_STORED) - len(record))
                found[record[1]] = (number, *record[1:], *missing)
    yield from (tuple(row[at] for at in _ORDER) for row in found.values())


def draft(path: Path) -> str | None:
    """The note that holds what the employee was writing."""
    for _, record in _all(path):
        if len(record) == 2 and record[0] == note_rows.DRAFT and isinstance(record[1], str):
            return record[1]
    return None


def _all(path: Path) -> Iterator[tuple[int, Record]]:
    with pages_of(path) as pages:
        unused = pages.unused()
        for number in range(1, pages.count + 1):
            if number not in unused:
                yield from rows(pages, pages.page(number))


def _is_operation(record: Record) -> bool:
    return (
        len(record) >= _FIRST
        and record[0] is None  # the number of the row is kept outside of it
        and record[_KIND] in set(OpKind)
        and record[_STATE] in set(OpState)
    )

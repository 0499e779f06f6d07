"""Operations found on the pages themselves, when SQLite no longer finds its way to them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.makers import add_create, add_update, deliver
from trayapp.core.ports import SavedDraft
from trayapp.paths import Places
from trayapp.store.carving import carve
from trayapp.store.op_rows import COLUMNS, operation
from trayapp.store.opened import Store

Open = Callable[[], Store]
PAGE = 4096
FIRST = Path(__file__).parents[1] / "data" / "store" / "schema_1.db"


def fill(opened: Open) -> None:
    """Short and long operations, one of them done, and a draft."""
    with closing(opened()) as store:
        add_create(store.outbox, "Delivered")
        deliver(store.outbox)
        for number in range(40):
            add_create(store.outbox, f"Grüße {number} " + "x" * (number * 300))
            add_update(store.outbox, f"t-{number}", "ß" * 90)
        store.drafts.save(SavedDraft("Half a thought"))


def rows(where: Places) -> list[object]:
    """As SQLite reads them."""
    with closing(sqlite3.connect(where.database)) as tx:
        return tx.execute(f"SELECT {COLUMNS} FROM outbox ORDER BY seq").fetchall()


def test_reads_what_sqlite_reads(where: Places, opened: Open) -> None:
    """Every row of a sound database is found with every value, those on pages of their own too."""
    fill(opened)

    assert sorted(carve.operations(where.database)) == rows(where)
    assert carve.draft(where.database) is not None
    assert all(operation(row).op_id for row in carve.operations(where.database))


def test_rows_of_the_first_version_are_whole_too() -> None:
    """What ends before a column that came later has nothing there."""
    found = [operation(row) for row in carve.operations(FIRST)]

    assert {(op.portal, op.finished) for op in found} == {(None, False), (None, True)}
    assert len(found) == 3


def test_reads_the_log_over_the_file(where: Places, opened: Open) -> None:
    """What lies in the log alone is found, as far as it was committed."""
    with closing(opened()) as store:
        add_create(store.outbox, "In the log")
        shutil.copytree(where.data, where.cache)
        found = [row[1] for row in carve.operations(where.cache / "trayapp.db")]

        assert found == [op.op_id for op in store.outbox.pending()]


def test_deleted_operations_stay_deleted(where: Places, opened: Open) -> None:
    """Pages that hold nothing any more are not taken for pages that do."""
    fill(opened)
    with closing(opened()) as store:
        for op in list(store.outbox.pending())[10:]:
            store.outbox.discard(op.op_id)

    assert sorted(carve.operations(where.database)) == rows(where)


@pytest.mark.parametrize("page", [1, 2])
def test_without_the_way_to_them(where: Places, opened: Open, page: int) -> None:
    """Neither the header nor the list of tables is needed."""
    fill(opened)
    known = rows(where)
    with where.database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))

    assert sorted(carve.operations(where.database)) == known


def test_nothing_in_noise(where: Places) -> None:
    """Of a file that is no database nothing is made up."""
    where.data.mkdir(parents=True)
    where.database.write_bytes(b"\x0d\x00\x00\x00\x09\xff" * 5000)

    assert not list(carve.operations(where.database))
    assert carve.draft(where.database) is None

"""The schema's history: upgrades, backups, refusals."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.make_fixture import HELPDESK
from tests.store.makers import add_update, probe
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Query, SavedDraft
from trayapp.paths import Places
from trayapp.store.db import connect
from trayapp.store.migrations import MIGRATIONS, migrate, version
from trayapp.store.opened import Store

FIXTURES = Path(__file__).parents[1] / "data" / "store"
NOW_AT = len(MIGRATIONS)
"""The version of today."""


@pytest.fixture
def old(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database of today's version with a note in it."""
    with closing(connect(tmp_path / "old.db")) as connection:
        migrate(connection, tmp_path / "old.db")
        connection.execute("INSERT INTO notes VALUES ('a', 'b')")
        yield connection


def one_more(connection: sqlite3.Connection) -> None:
    """A migration of a version to come."""
    connection.execute("CREATE TABLE novel (x INTEGER) STRICT")
    connection.execute("UPDATE notes SET value = 'c'")


def failing(connection: sqlite3.Connection) -> None:
    """A migration that breaks in the middle."""
    connection.execute("CREATE TABLE half (x INTEGER) STRICT")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def test_every_released_version_has_its_fixture() -> None:
    """A database of each version ever released lies under tests/data, so that none is forgotten."""
    names = [path.name for path in sorted(FIXTURES.glob("schema_*.db"))]

    assert names == [f"schema_{number}.db" for number in range(1, len(MIGRATIONS) + 1)]


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("schema_*.db")), ids=lambda path: path.stem)
def test_upgrade_from(fixture: Path, where: Places, opened: Callable[[], Store]) -> None:
    """A database of a released version is opened by this one with everything in it, and goes on working."""
    where.data.mkdir(parents=True)
    shutil.copyfile(fixture, where.database)
    with closing(opened()) as store:
        pending = [(op.seq, op.payload, op.state, op.doubtful) for op in store.outbox.pending()]
        assert [seq for seq, *_ in pending] == [2, 3]
        assert [op.ref.number for op in store.outbox.recent() if op.ref] == ["4711"]
        assert store.outbox.steps(store.outbox.pending()[0].op_id).get("token") == "0190"
        assert [row.number for row in store.tickets.page(Query(words="printer water"))] == ["4711"]
        assert ("c1", probe(), SavedDraft("Half a thought")) == (
            store.tickets.cursor(),
            store.notes.probe(),
            store.drafts.load(),
        )
        assert store.notes.policy() is not None
        assert add_update(store.outbox, "4711").ticket_id == "t-4711"
        assert store.salvage is None


def test_what_an_old_version_wrote_is_bound_to_no_helpdesk(
    where: Places, opened: Callable[[], Store]
) -> None:
    """Version 1 knew of one helpdesk alone: its operations go as their author, wherever that one is."""
    assert _waits_for("schema_1.db", where, opened) is None


def test_what_waits_stays_bound_to_its_helpdesk(where: Places, opened: Callable[[], Store]) -> None:
    """Since version 2 the helpdesk that something was written for is kept with it."""
    assert _waits_for("schema_2.db", where, opened) == HELPDESK


def _waits_for(fixture: str, where: Places, opened: Callable[[], Store]) -> str | None:
    where.data.mkdir(parents=True)
    shutil.copyfile(FIXTURES / fixture, where.database)
    with closing(opened()) as store:
        return store.outbox.pending()[0].portal


def test_backup_before_the_upgrade(old: sqlite3.Connection, tmp_path: Path) -> None:
    """Before an upgrade the whole database is copied aside as it was."""
    kept = migrate(old, tmp_path / "old.db", (*MIGRATIONS, one_more))

    assert kept == tmp_path / f"old.v{NOW_AT}.backup.db"
    with closing(sqlite3.connect(kept)) as copy:
        assert (version(copy), copy.execute("SELECT * FROM notes").fetchall()) == (NOW_AT, [("a", "b")])
    assert (version(old), old.execute("SELECT * FROM notes").fetchall()) == (NOW_AT + 1, [("a", "c")])


def test_nothing_to_back_up(tmp_path: Path) -> None:
    """A new database is made without a backup, and a current one is left alone."""
    with closing(connect(tmp_path / "new.db")) as connection:
        assert tuple(migrate(connection, tmp_path / "new.db") for _ in range(2)) == (None, None)
        assert version(connection) == len(MIGRATIONS)


def test_failed_upgrade_leaves_the_version_before(old: sqlite3.Connection, tmp_path: Path) -> None:
    """A migration that fails is undone as a whole; the ones before it hold, and the next start tries it again."""
    with pytest.raises(sqlite3.OperationalError):
        migrate(old, tmp_path / "old.db", (*MIGRATIONS, one_more, failing))

    tables = {name for (name,) in old.execute("SELECT name FROM sqlite_schema")}
    assert (version(old), "novel" in tables, "half" in tables) == (NOW_AT + 1, True, False)


def test_newer_database(where: Places, opened: Callable[[], Store]) -> None:
    """What a later version of the program wrote is refused, with both versions named, and stays as it is."""
    opened().close()
    with closing(sqlite3.connect(where.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = where.database.read_bytes()
    with pytest.raises(LocalFault) as fault:
        opened()

    assert {"reason": "newer_database", "found": "99", "known": str(len(MIGRATIONS))} == dict(
        fault.value.params
    )
    assert before == where.database.read_bytes()
    assert not list(where.data.glob("*corrupt*"))

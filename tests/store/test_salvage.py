"""Damaged databases: set aside, never deleted, and what can be read is saved."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.makers import NOW, POLICY, add_create, deliver, message, page_of, ticket
from trayapp.core.errors import LocalFault
from trayapp.core.model import Draft, StoredFile, TicketChange
from trayapp.core.operation import OpState
from trayapp.core.ports import Query, SavedDraft
from trayapp.paths import Places
from trayapp.store.db import suspect_mark
from trayapp.store.opened import Store

PAGE = 4096
Open = Callable[[], Store]
DAMAGED = "The database was damaged"
FIRST = Path(__file__).parents[1] / "data" / "store" / "schema_1.db"


def checkpoint(where: Places) -> None:
    """Everything into the one file, as after a while."""
    with closing(sqlite3.connect(where.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def root_page(where: Places, name: str) -> int:
    """Where a table or index begins."""
    with closing(sqlite3.connect(where.database)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        number: int = connection.execute(sql, (name,)).fetchone()[0]
    return number


def leaf_pages(where: Places, name: str) -> list[int]:
    """The pages of a table that hold rows."""
    with closing(sqlite3.connect(where.database)) as connection:
        sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
        return [number for (number,) in connection.execute(sql, (name,))]


def spoil(where: Places, page: int) -> None:
    """Overwrite a page with noise."""
    with where.database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


def subjects(store: Store) -> list[str]:
    """What waits in the outbox."""
    return [op.payload.subject for op in store.outbox.pending() if isinstance(op.payload, Draft)]


def fill(opened: Open, tickets: int = 3, operations: int = 3) -> None:
    """A delivered operation, some that wait, a draft, tickets with a message each."""
    with closing(opened()) as store:
        add_create(store.outbox, "Delivered")
        deliver(store.outbox)
        for number in range(operations):
            add_create(store.outbox, f"Ticket {number:03} " + "x" * 300)
        store.drafts.save(SavedDraft("Half a thought"))
        store.notes.put_policy(POLICY)
        changes = (TicketChange(ticket(n, minutes=n), (message("m"),)) for n in range(tickets))
        store.tickets.apply(page_of(*changes), POLICY, NOW)


@pytest.mark.expect_log(DAMAGED)
def test_not_a_database(where: Places, opened: Open) -> None:
    """A file that is no database at all is set aside untouched, and the program starts with a new one."""
    where.data.mkdir(parents=True)
    where.database.write_bytes(b"scrambled" * 1000)
    with closing(opened()) as store:
        saved = store.salvage
        add_create(store.outbox, "Goes on")
        assert subjects(store) == ["Goes on"]

    assert saved is not None
    assert (saved.operations, saved.draft, saved.complete) == (0, False, False)
    assert saved.set_aside.read_bytes() == b"scrambled" * 1000
    assert saved.set_aside.name == f"trayapp.corrupt-{NOW:%Y%m%dT%H%M%S}.db"


@pytest.mark.expect_log(DAMAGED)
def test_damaged_tickets_cost_no_operation(where: Places, opened: Open) -> None:
    """When the tickets' pages are noise, outbox and draft are saved whole, and everything is pulled anew."""
    fill(opened)
    checkpoint(where)
    spoil(where, root_page(where, "ticket_bodies"))
    with closing(opened()) as store, pytest.raises(LocalFault) as fault:
        store.tickets.get("t-1")
    assert fault.value.params["reason"] == "corrupt"
    with closing(opened()) as store:
        saved = store.salvage
        assert [f"Ticket {n:03}" for n in range(3)] == [subject[:10] for subject in subjects(store)]
        assert (store.drafts.load(), store.tickets.cursor()) == (SavedDraft("Half a thought"), None)
        assert [op.ref.number for op in store.outbox.recent() if op.ref] == ["4711"]

    assert saved is not None
    assert (saved.operations, saved.draft, saved.complete) == (3, True, True)


@pytest.mark.expect_log(DAMAGED)
def test_damaged_index_costs_nothing(where: Places, opened: Open) -> None:
    """When only an index is noise, tickets, conversation, search and unread marks are all saved."""
    fill(opened)
    with closing(opened()) as store:
        store.tickets.apply(
            page_of(TicketChange(ticket(1, minutes=1), (message("m2", "Foam"),))), POLICY, NOW
        )
    checkpoint(where)
    spoil(where, root_page(where, "tickets_open"))
    with closing(opened()) as store, pytest.raises(LocalFault):
        store.tickets.page(Query())
    with closing(opened()) as store:
        assert [row.number for row in store.tickets.page(Query())] == ["2", "1", "0"]
        assert [row.number for row in store.tickets.page(Query(words="foam"))] == ["1"]
        assert [message("m"), message("m2", "Foam")] == store.tickets.thread("t-1")
        assert store.tickets.unread() == 1
        assert len(subjects(store)) == 3


@pytest.mark.expect_log(DAMAGED)
def test_damaged_page_in_the_middle_of_the_outbox(where: Places, opened: Open) -> None:
    """A noisy page of the outbox hides its own rows only: those before and after it are saved."""
    fill(opened, operations=60)
    checkpoint(where)
    leaves = leaf_pages(where, "outbox")
    spoil(where, leaves[len(leaves) // 2])
    with closing(opened()) as store:
        saved = store.salvage
        found = [subject[:10] for subject in subjects(store)]

    assert saved is not None
    assert not saved.complete
    assert (saved.operations, "Ticket 000", "Ticket 059") == (len(found), found[0], found[-1])
    assert 40 < len(found) < 60


@pytest.mark.expect_log(DAMAGED)
def test_truncated(where: Places, opened: Open) -> None:
    """A file that lost its end gives what its beginning holds."""
    fill(opened, tickets=300)
    checkpoint(where)
    data = where.database.read_bytes()
    where.database.write_bytes(data[: len(data) * 2 // 3 // PAGE * PAGE])
    with closing(opened()) as store:
        found = subjects(store)

    assert len(found) == 3


@pytest.mark.expect_log(DAMAGED)
def test_saved_operations_are_doubtful(where: Places, opened: Open) -> None:
    """The damage may have hidden that an operation was sent: each is looked up before it goes out."""
    fill(opened)
    with closing(opened()) as store:
        store.outbox.claim(NOW)
    checkpoint(where)
    spoil(where, root_page(where, "tickets"))
    suspect_mark(where.database).touch()
    with closing(opened()) as store:
        pending = store.outbox.pending()

    assert [(op.state, op.doubtful) for op in pending] == [(OpState.QUEUED, True)] * 3


@pytest.mark.expect_log(DAMAGED)
def test_files_of_saved_operations_stay(
    where: Places, opened: Open, tmp_path: Path, store: Store, attach: Callable[[bytes], StoredFile]
) -> None:
    """The bytes of a saved operation are still counted as needed, and go when it is delivered and swept."""
    shot = attach(b"shot")
    add_create(store.outbox, files=(shot,))
    store.close()
    checkpoint(where)
    spoil(where, root_page(where, "op_files"))
    suspect_mark(where.database).touch()
    with closing(opened()) as again:
        assert again.sweep().missing == ()
        claimed = again.outbox.claim(NOW)
        assert claimed is not None
        with again.spool.open(shot) as handle:
            assert handle.read() == b"shot"


@pytest.mark.expect_log(DAMAGED)
def test_words_that_cannot_be_read(where: Places, opened: Open) -> None:
    """An operation whose words are scrambled is told as lost and does not stop the others."""
    fill(opened)
    with closing(sqlite3.connect(where.database)) as connection, connection:
        connection.execute("UPDATE outbox SET payload = '{' WHERE seq = 2")
    with closing(opened()) as store, pytest.raises(LocalFault):
        store.outbox.pending()
    with closing(opened()) as store:
        saved = store.salvage
        found = [subject[:10] for subject in subjects(store)]

    assert saved is not None
    assert (saved.complete, found) == (False, ["Ticket 001", "Ticket 002"])


def test_not_while_another_uses_it(where: Places, opened: Open) -> None:
    """A damaged database is not taken away from a program that still uses it; nothing is changed."""
    fill(opened)
    with closing(opened()):
        suspect_mark(where.database).touch()
        checkpoint(where)
        spoil(where, root_page(where, "tickets"))
        with pytest.raises(LocalFault) as fault:
            opened()

    assert (fault.value.params["reason"], fault.value.params["in_use"]) == ("corrupt", "yes")
    assert not list(where.data.glob("*corrupt*"))
    where.database.unlink()


@pytest.mark.expect_log(DAMAGED)
@pytest.mark.parametrize("steps", range(4))
def test_killed_while_swapping(
    where: Places, opened: Open, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """A salvage that is killed between its last renames is finished at the next start, with nothing lost."""
    fill(opened)
    checkpoint(where)
    spoil(where, root_page(where, "ticket_bodies"))
    suspect_mark(where.database).touch()
    real, left = Path.replace, [steps]

    def dying(self: Path, target: Path) -> Path:
        if "trayapp.db.part" not in self.name:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        try:
            opened().close()
        except KeyboardInterrupt:
            assert not left[0]
    with closing(opened()) as store:
        assert len(subjects(store)) == 3
        assert store.salvage or steps > 1
    assert len([path for path in where.data.glob("*corrupt*") if path.suffix == ".db"]) == 1


def test_false_alarm(where: Places, opened: Open) -> None:
    """A database that proves sound on a close look is kept, and the alarm is off."""
    fill(opened)
    suspect_mark(where.database).touch()
    with closing(opened()) as store:
        assert (store.salvage, 3) == (None, len(subjects(store)))

    assert not suspect_mark(where.database).exists()


def test_no_room_to_salvage(where: Places, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the damaged database stays where it is, and the fault says why."""
    where.data.mkdir(parents=True)
    where.database.write_bytes(b"scrambled" * 1000)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(LocalFault) as fault:
        opened()

    assert fault.value.params["reason"] == "disk_full"
    assert where.database.read_bytes() == b"scrambled" * 1000


@pytest.mark.expect_log(DAMAGED)
def test_a_row_that_no_table_takes_costs_itself_alone(where: Places, opened: Open) -> None:
    """Damage may leave a row readable and impossible: it stays in the damaged file, the others are saved."""
    fill(opened)
    with closing(sqlite3.connect(where.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE outbox SET doubtful = 7 WHERE seq = (SELECT max(seq) FROM outbox)")
    checkpoint(where)
    spoil(where, root_page(where, "ticket_bodies"))
    suspect_mark(where.database).touch()

    with closing(opened()) as store:
        assert len(subjects(store)) == 2
        assert store.salvage is not None
        assert not store.salvage.complete


@pytest.mark.expect_log(DAMAGED)
def test_an_older_database_is_salvaged_as_well(where: Places, opened: Open) -> None:
    """A column that its version did not have costs none of its operations."""
    where.data.mkdir(parents=True)
    shutil.copyfile(FIRST, where.database)
    spoil(where, root_page(where, "tickets"))
    suspect_mark(where.database).touch()

    with closing(opened()) as store:
        assert store.salvage is not None
        assert store.salvage.complete
        assert [op.portal for op in store.outbox.pending()] == [None, None]
        assert subjects(store) == ["Screen black"]

"""Threads and processes at the same outbox."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.makers import NOW, add_create, done, ticket
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Query
from trayapp.paths import Places
from trayapp.store.db import Database
from trayapp.store.opened import Store

LOOP = Path(__file__).with_name("claim_loop.py")


def claim_all(store: Store) -> list[str]:
    """Claim and settle until nothing is due."""
    claimed: list[str] = []
    while op := store.outbox.claim(NOW):
        claimed.append(op.op_id)
        store.outbox.settle(op.op_id, done(str(op.seq)), NOW)
    return claimed


def test_two_threads_claim(store: Store) -> None:
    """Two threads never get the same operation, and together they get all."""
    asked = {add_create(store.outbox).op_id for _ in range(40)}
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: claim_all(store), range(2))

    assert asked == {*first, *second}
    assert len(asked) == len(first) + len(second)


def test_two_processes_claim(where: Places, opened: Callable[[], Store]) -> None:
    """Two processes never get the same operation, and together they get all."""
    with closing(opened()) as store:
        asked = {add_create(store.outbox).op_id for _ in range(60)}
    command = [sys.executable, str(LOOP), str(where.data.parent)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    claimed = [line for child in children for line in child.communicate(timeout=60)[0].split()]

    assert [child.returncode for child in children] == [0, 0]
    assert (60, asked) == (len(claimed), set(claimed))


def test_first_start_of_two(opened: Callable[[], Store]) -> None:
    """Two programs that make the database at the same moment both get a whole one."""
    both = threading.Barrier(2)

    def start(_: int) -> Store:
        both.wait(10)
        return opened()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(start, range(2))
    created = add_create(first.outbox)

    assert [created] == second.outbox.pending()
    first.close()
    second.close()


def test_reading_while_another_writes(store: Store) -> None:
    """The list can be read while a page is being written; it shows what was there before."""
    store.tickets.put(ticket(1), None)
    with store._db.writing() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute("DELETE FROM tickets")
        seen = pool.submit(store.tickets.count, Query("all")).result(10)

    assert seen == 1


def test_locked_for_too_long(store: Store, where: Places) -> None:
    """A writer that never ends makes the others say so after their patience, and nothing is half done."""
    impatient = Database(where.database, busy_seconds=0)
    with store._db.writing(), pytest.raises(LocalFault) as fault, impatient.writing():
        pass
    impatient.close()

    assert fault.value.params["reason"] == "locked"


def test_connections_of_ended_threads_are_closed(store: Store) -> None:
    """Threads that come and go leave no connections behind."""
    for _ in range(5):
        thread = threading.Thread(target=store.outbox.pending)
        thread.start()
        thread.join()
    store.outbox.pending()

    assert len(store._db._open) <= 2


def test_a_failed_block_leaves_nothing(store: Store) -> None:
    """An exception inside a transaction undoes it, and the connection goes on working."""

    def fail() -> None:
        with store._db.writing() as connection:
            connection.execute("INSERT INTO notes VALUES ('a', 'b')")
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert store.notes.put("c", "d")
    with store._db.reading() as connection:
        assert connection.execute("SELECT name FROM notes").fetchall() == [("own.c",)]

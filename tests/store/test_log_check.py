"""A log of SQLite that breaks off in the middle is told from one that just ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.makers import NOW, add_create
from trayapp.core.model import Draft
from trayapp.paths import Places
from trayapp.store.log_check import breaks_off, log_of
from trayapp.store.opened import Store, open_store

FRAME = 24 + 4096


@pytest.fixture
def killed(where: Places, opened: Callable[[], Store]) -> Places:
    """A home whose program was killed: each of its last operations is in the log alone."""
    with closing(opened()) as store:
        for number in range(8):
            add_create(store.outbox, f"Ticket {number}")
        left = Places(*(path.with_name(f"left-{path.name}") for path in (where.config, where.data) * 2))
        shutil.copytree(where.data, left.data)
    return left


def flip(path: Path, at: int) -> None:
    """One bit of the log."""
    data = bytearray(log_of(path).read_bytes())
    data[at] ^= 1
    log_of(path).write_bytes(data)


def test_a_whole_log(killed: Places) -> None:
    """What a kill leaves is whole."""
    assert not breaks_off(killed.database)


@pytest.mark.parametrize("at", [0, 20, 32 + 30, 32 + 12, 32 + FRAME * 3 + 2000])
def test_a_damaged_one(killed: Places, at: int) -> None:
    """A wrong bit in header or frames is noticed, where commits lie behind it."""
    flip(killed.database, at)

    assert breaks_off(killed.database)


def test_the_end_after_a_power_cut(killed: Places) -> None:
    """The last transaction may be there in part: nothing of it was promised, and nothing is wrong."""
    log = log_of(killed.database)
    flip(killed.database, log.stat().st_size - FRAME + 2000)

    assert not breaks_off(killed.database)


def test_no_log(where: Places) -> None:
    """After an orderly end there is none."""
    assert not breaks_off(where.database)


@pytest.mark.expect_log("The database was damaged")
def test_what_lies_behind_the_damage_is_saved(killed: Places) -> None:
    """SQLite would silently go back to the moment before the damage; the program saves what came after it."""
    flip(killed.database, 32 + 2000)
    with closing(open_store(killed, lambda: NOW)) as store:
        found = [op.payload.subject for op in store.outbox.pending() if isinstance(op.payload, Draft)]

        assert store.salvage is not None
    assert found == [f"Ticket {number}" for number in range(8)]

"""Spool and rows compared at start."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

from tests.store.makers import NOW, add_create
from trayapp.core.model import StoredFile
from trayapp.store.opened import Store
from trayapp.store.sweeping import MissingFile

Attach = Callable[[bytes], StoredFile]


def age(store: Store, file: StoredFile, days: float) -> None:
    """Let the file be that old."""
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(store.spool.path(file.sha256), (then, then))


def test_old_strays_go(store: Store, attach: Attach) -> None:
    """A file without a row goes after the grace time; before, a dialog may still be open over it."""
    old, young = attach(b"old"), attach(b"young")
    age(store, old, 2)
    age(store, young, 0.9)

    assert store.sweep().removed == 1
    assert (store.spool.has(old.sha256), store.spool.has(young.sha256)) == (False, True)


def test_half_written_files_go(store: Store, attach: Attach) -> None:
    """What a killed program had begun to write is a stray like any other."""
    half = store.spool.path(".part-0")
    age(store, attach(b"x"), 0)
    half.write_bytes(b"half")
    os.utime(half, (1, 1))

    assert store.sweep().removed == 1
    assert not half.exists()


def test_files_with_a_row_stay(store: Store, attach: Attach) -> None:
    """However old, a file that an operation needs stays."""
    shot = attach(b"shot")
    add_create(store.outbox, files=(shot,))
    age(store, shot, 900)

    assert (store.sweep().removed, store.sweep().missing) == (0, ())
    assert store.spool.has(shot.sha256)


def test_rows_without_files_are_told(store: Store, attach: Attach) -> None:
    """An operation whose bytes vanished is reported, and still there."""
    shot = attach(b"shot")
    created = add_create(store.outbox, files=(shot,))
    store.spool.path(shot.sha256).unlink()

    assert (MissingFile(created.op_id, "shot.png", shot.sha256),) == store.sweep().missing
    assert [created.op_id] == [op.op_id for op in store.outbox.pending()]


def test_no_spool_yet(store: Store) -> None:
    """A store that never saw a file has nothing to sweep."""
    assert (store.sweep().removed, store.sweep().missing) == (0, ())

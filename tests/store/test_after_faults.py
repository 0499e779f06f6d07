"""The database after the disk was unwell: the fault is named, and passes when the disk is well again."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from tests.store.makers import add_create
from trayapp.core import disk
from trayapp.core.errors import LocalFault
from trayapp.store import db as store_db
from trayapp.store.opened import Store
from trayapp.store.translate import translated


def _io_error() -> sqlite3.Error:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


def test_a_quota_that_is_used_up_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite calls it an I/O error; what the folder says to another file is the truth."""

    def refused(handle: int, data: bytes) -> int:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(os, "write", refused)
    with pytest.raises(LocalFault) as fault, translated(tmp_path / "trayapp.db"):
        raise _io_error()
    assert fault.value.params["reason"] == "disk_full"


def test_an_io_error_in_a_folder_that_is_well_stays_one(tmp_path: Path) -> None:
    """Nothing is made up."""
    with pytest.raises(LocalFault) as fault, translated(tmp_path / "trayapp.db"):
        raise _io_error()
    assert fault.value.params["reason"] == "io"


def _only_reading(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """What SQLite opens, without a word, where a file may not be written."""
    connection = _REAL(path, busy_seconds)
    connection.execute("PRAGMA query_only = ON")
    return connection


_REAL = store_db.connect


def test_a_connection_opened_on_an_unwell_disk_is_not_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing fails while the disk is unwell, and works once it is well."""
    monkeypatch.setattr(store_db, "connect", _only_reading)
    with pytest.raises(LocalFault) as fault:
        add_create(store.outbox, "Printer on fire")
    monkeypatch.setattr(store_db, "connect", _REAL)
    assert fault.value.params["reason"] == "read_only"
    assert add_create(store.outbox, "Printer on fire").seq == 1


def test_what_was_read_on_an_unwell_disk_does_not_hinder_the_first_write_on_a_well_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that can only read says so at the first write: another is opened, and nobody is told."""
    monkeypatch.setattr(store_db, "connect", _only_reading)
    assert store.outbox.pending() == []
    monkeypatch.setattr(store_db, "connect", _REAL)
    assert add_create(store.outbox, "Printer on fire").seq == 1


def _break_twice(store: Store) -> None:
    """A fault inside a transaction that is caught, and then another."""
    with store._db.writing() as outer:
        outer.execute("INSERT INTO notes VALUES ('a', 'b')")
        with pytest.raises(LocalFault), store._db.reading():
            raise _io_error()
        assert outer.in_transaction
        raise _io_error()


def test_a_fault_inside_a_transaction_takes_the_whole_of_it(store: Store) -> None:
    """The connection goes only when the outermost block has ended: that one rolls back first."""
    with pytest.raises(LocalFault):
        _break_twice(store)
    with store._db.reading() as again:
        assert again.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_where_words_say_where_the_folder_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no folder to be tried."""
    monkeypatch.setattr(disk, "what_ails", lambda folder: pytest.fail(str(folder)))
    with pytest.raises(LocalFault) as fault, translated("spool"):
        raise _io_error()
    assert fault.value.params["reason"] == "io"

"""The portal on a disk that fails: it says why, undoes what it began, and goes on when the disk is well again."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from trayapp.core.errors import LocalFault
from trayapp.embedded import policy_file, seed
from trayapp.embedded.db import Database
from trayapp.embedded.disk_faults import translated
from trayapp.embedded.portal import open_portal
from trayapp.embedded.seed import Seed


def _fill_up(connection: sqlite3.Connection) -> None:
    """Write until the limit of pages is met, as on a full disk: SQLite ends the transaction by itself."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    connection.execute("INSERT INTO meta VALUES ('much', ?)", ("x" * 100_000,))


def test_a_full_disk_undoes_the_transaction_and_the_next_one_works(tmp_path: Path) -> None:
    """What comes out is that the disk is full, not that there is nothing to roll back."""
    with closing(Database(tmp_path / "portal.db")) as db:
        with pytest.raises(sqlite3.OperationalError, match="full"), db.write() as tx:
            _fill_up(tx)
        with db.write() as tx:
            tx.execute("PRAGMA max_page_count = 1000000")
            tx.execute("INSERT INTO meta VALUES ('little', 'x')")
        with db.read() as tx:
            assert [row["key"] for row in tx.execute("SELECT key FROM meta WHERE key LIKE '%t%le'")] == [
                "little"
            ]


def test_a_reading_that_failed_leaves_no_connection_behind(tmp_path: Path) -> None:
    """The next reader gets a new one; of a reading that was only ended by its user, the same."""
    with closing(Database(tmp_path / "portal.db")) as db:
        with pytest.raises(sqlite3.OperationalError), db.read() as failed:
            failed.execute("SELECT * FROM nowhere")
        with pytest.raises(KeyError), db.read() as kept:
            raise KeyError
        with db.read() as again:
            assert again is kept
            assert again is not failed
        with pytest.raises(sqlite3.ProgrammingError):
            failed.execute("SELECT 1")


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "io")],
)
def test_each_error_of_the_disk_has_its_reason(number: int, reason: str, tmp_path: Path) -> None:
    """The one who starts the portal reads what to do about it."""
    with pytest.raises(LocalFault) as fault, translated(tmp_path):
        raise OSError(number, os.strerror(number))
    assert fault.value.params["reason"] == reason


@pytest.mark.parametrize("name", ["", "portal.db"])
def test_what_sqlite_does_not_tell_is_tried_in_the_data_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that became read-only is called so, whether the folder or a file in it was worked on."""
    tried = {tmp_path: "read_only"}
    monkeypatch.setattr("trayapp.core.disk.what_ails", tried.get)
    with pytest.raises(LocalFault) as fault, translated(tmp_path / name):
        raise sqlite3.OperationalError("disk I/O error")
    assert fault.value.params["reason"] == "read_only"


def test_users_of_a_portal_that_was_never_committed_do_not_count(tmp_path: Path) -> None:
    """Killed between the file of its users and the commit, it is filled anew, and the tokens it tells work."""
    with closing(open_portal(policy_file.load("msp"), tmp_path)) as portal:
        (tmp_path / seed.USERS_FILE).write_text('[{"email": "a@b.example", "level": "basic", "token": "x"}]')
        users = seed.plant(portal, tmp_path, Seed("demo"))
        assert "a@b.example" not in {user.email for user in users}
        assert seed.plant(portal, tmp_path, Seed("demo")) == users
        with portal.db.read() as tx:
            assert tx.execute("SELECT count(*) FROM tokens").fetchone()[0] >= len(users)

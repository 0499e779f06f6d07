"""Faults of this computer: 6, what to do, and nothing deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_doctor import newer


def test_a_newer_database_is_refused(run: Run, home: Path) -> None:
    """A database of a newer version ends with 6 and advice, and not a byte of it changes."""
    newer(run, home)
    database = home / "data" / "trayapp.db"
    before = database.read_bytes()

    ran = run("submit", "--no-facts", "--subject", "Printer on fire", "--json")

    assert ran.code == 6
    error = ran.document["error"]
    assert isinstance(error, dict)
    assert error["params"]["reason"] == "newer_database"
    assert "newer version" in ran.err
    assert database.read_bytes() == before


@pytest.mark.expect_log("database")
def test_a_damaged_database_is_set_aside(run: Run, home: Path) -> None:
    """A database that is rubbish is kept under another name, and the employee is told."""
    (home / "data").mkdir(parents=True)
    (home / "data" / "trayapp.db").write_bytes(b"this is no database at all" * 100)

    ran = run("outbox")

    assert ran.code == 0
    assert "The database was damaged. It was set aside as" in ran.err
    assert any(
        b"this is no database" in file.read_bytes() for file in (home / "data").rglob("*") if file.is_file()
    )


@pytest.mark.expect_log("no log file")
def test_a_folder_that_cannot_be_made_is_6(run: Run, tmp_path: Path) -> None:
    """A home that is a file ends with 6."""
    (tmp_path / "file").write_text("")

    assert run("outbox", "--home", str(tmp_path / "file" / "home")).code == 6

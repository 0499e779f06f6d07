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
def test_a_file_that_is_no_database_is_set_aside(run: Run, home: Path) -> None:
    """A database that is rubbish is kept under another name, and the employee is told where: 6."""
    rubbish = b"this is no database at all" * 100
    (home / "data").mkdir(parents=True)
    (home / "data" / "trayapp.db").write_bytes(rubbish)

    ran = run("outbox")

    assert ran.code == 6
    assert "The app's database was damaged. It was set aside as" in ran.err
    assert rubbish in [file.read_bytes() for file in (home / "data").rglob("*") if file.is_file()]


@pytest.mark.expect_log("no log file")
def test_a_folder_that_cannot_be_made_is_6(run: Run, tmp_path: Path) -> None:
    """A home that is a file ends with 6."""
    (tmp_path / "file").write_text("")

    assert run("outbox", "--home", str(tmp_path / "file" / "home")).code == 6


def damage(run: Run, home: Path) -> Path:
    """A database with one ticket waiting, its beginning overwritten; where it lies."""
    assert run("submit", "--subject", "The printer hums", "--no-facts").code == 0
    database = home / "data" / "trayapp.db"
    database.write_bytes(b"\xff" * 100 + database.read_bytes()[100:])
    return database


@pytest.mark.expect_log("database")
def test_a_damaged_database_ends_with_what_became_of_it(run: Run, home: Path) -> None:
    """The command that meets it does nothing else: 6, where the damaged file is kept, and what to do."""
    damaged = damage(run, home).read_bytes()

    ran = run("submit", "--subject", "Another", "--no-facts", "--json")

    error = ran.document["error"]
    assert isinstance(error, dict)
    assert ran.code == 6
    assert error["params"]["reason"] == "salvaged"
    assert "Do it again" in ran.err
    assert Path(error["params"]["set_aside"]).read_bytes() == damaged


@pytest.mark.expect_log("database")
def test_after_a_salvage_the_next_command_works(run: Run, home: Path) -> None:
    """The new database is sound, and the command that was stopped put nothing into it."""
    damage(run, home)
    stopped = run("submit", "--subject", "Another", "--no-facts").code

    listed = run("outbox", "--json")

    subjects = {item["subject"] for item in listed.document["outbox"]}  # type: ignore[attr-defined]
    assert (stopped, listed.code) == (6, 0)
    assert "Another" not in subjects

"""What a command hands in on a disk that is full: the reason, that nothing was kept, and no file left behind."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trayapp.store import outbox
from trayapp.store.spool import DiskSpool

_SAID = "The disk is full. Free some space, then run the command again. Nothing of it was kept."


def _full() -> sqlite3.Error:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@pytest.mark.rule("APP-4")
def test_a_full_disk_keeps_nothing_of_a_ticket_and_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses after the file was put into the spool: the file goes again, and the exit code is 6."""

    def refuse(*_: object) -> None:
        raise _full()

    note = tmp_path / "note.txt"
    note.write_text("much")
    home = tmp_path / "home"
    with monkeypatch.context() as disk:
        disk.setattr(outbox, "refer", refuse)
        ran = run("submit", "--home", str(home), "--subject", "Printer", "--no-facts", "--attach", str(note))
    assert (ran.code, _SAID in ran.err) == (6, True)
    assert [name for name, _ in DiskSpool(home / "data" / "spool").entries()] == []
    kept = run("submit", "--home", str(home), "--subject", "Printer", "--no-facts", "--attach", str(note))
    assert kept.code == 0
    assert "Nothing of it was kept" not in kept.err

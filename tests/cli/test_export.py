"""`trayapp outbox export`: what only this computer holds becomes texts and files that anybody can open."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trayapp import private
from trayapp.app import open_app
from trayapp.core.ports import SavedDraft

FIXTURE = Path(__file__).parents[1] / "data" / "store" / "schema_1.db"


def submit(run: Run, subject: str, *words: str) -> None:
    """A ticket that nobody takes."""
    assert run("submit", "--no-facts", "--subject", subject, *words).code == 0


def folder_of(target: Path, words: str) -> Path:
    """The one folder whose name holds the words."""
    (found,) = (path for path in target.iterdir() if words in path.name)
    return found


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "printer.log"
    file.write_bytes(b"\x00out of paper")
    return file


def test_words_and_files_come_out_whole(run: Run, tmp_path: Path, log: Path) -> None:
    """Each item is a folder: the words to read, the payload as JSON, and the very bytes of its files."""
    submit(run, "Printer on fire", "--description", "Since ten.\nSecond floor.", "--attach", str(log))
    target = tmp_path / "out"

    ran = run("outbox", "export", str(target), "--json")

    folder = folder_of(target, "Printer on fire")
    words = (folder / "words.txt").read_text("utf-8")
    assert "Printer on fire\n\nSince ten.\nSecond floor." in words
    assert (folder / "files" / "printer.log").read_bytes() == log.read_bytes()
    assert json.loads((folder / "item.json").read_text("utf-8"))["payload"]["subject"] == "Printer on fire"
    assert folder.name in (target / "README.txt").read_text("utf-8")
    items = json.loads((target / "items.json").read_text("utf-8"))
    assert ran.document["items"] == items
    assert (ran.code, items[0]["files"], items[0]["missing"]) == (0, ["printer.log"], [])
    assert target.stat().st_mode & 0o077 == 0


def test_it_may_lie_in_somebody_else_s_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share belongs to whoever set it up; what is written there is for this user alone all the same."""
    submit(run, "Printer on fire")
    share, really = tmp_path / "share", private.mended
    share.mkdir()

    def mended(folder: Path) -> list[Path]:
        if share in folder.parents:
            raise private.NotOurs(errno.EPERM, "somebody else's folder", str(folder))
        return really(folder)

    monkeypatch.setattr(private, "mended", mended)
    ran = run("outbox", "export", str(share / "out"))

    words = folder_of(share / "out", "Printer on fire") / "words.txt"
    assert (ran.code, "Printer on fire" in words.read_text("utf-8")) == (0, True)
    assert words.stat().st_mode & 0o077 == 0


def test_nothing_here_is_changed(run: Run, tmp_path: Path) -> None:
    """The items wait as they did, and the folder is never one that holds something already."""
    submit(run, "Printer on fire")
    before = run("outbox", "--json").document
    target = tmp_path / "out"

    assert run("outbox", "export", str(target)).code == 0
    assert run("outbox", "--json").document == before
    again = run("outbox", "export", str(target))
    assert (again.code, "is there already" in again.err) == (2, True)
    assert run("outbox", "export").code == 2


def test_names_of_strangers_stay_in_the_folder(run: Run, tmp_path: Path, home: Path) -> None:
    """A subject or a file's name with slashes and dots leads nowhere else; equal names do not hide one another."""
    one, two = tmp_path / "a" / "log.txt", tmp_path / "b" / "log.txt"
    for file in (one, two):
        file.parent.mkdir()
        file.write_text(file.parent.name)
    submit(run, "../../../etc/passwd\\con", "--attach", str(one), "--attach", str(two))
    target = tmp_path / "out"

    assert run("outbox", "export", str(target)).code == 0

    (folder,) = (path for path in target.iterdir() if path.is_dir())
    assert sorted(path.read_text() for path in (folder / "files").iterdir()) == ["a", "b"]
    assert {path.name for path in tmp_path.iterdir()} <= {"a", "b", "out", home.name}


def test_a_file_that_is_gone_is_named(run: Run, tmp_path: Path, log: Path, home: Path) -> None:
    """What cannot be had, or is not what was attached, is said, and the command ends with 6; the rest is there."""
    submit(run, "Printer on fire", "--attach", str(log))
    for file in (home / "data" / "spool").iterdir():
        if len(file.name) == 64:
            file.chmod(0o600)
            file.write_bytes(b"something else")
    target = tmp_path / "out"

    ran = run("outbox", "export", str(target))

    assert (ran.code, "printer.log" in ran.err) == (6, True)
    assert "Printer on fire" in (folder_of(target, "Printer on fire") / "words.txt").read_text("utf-8")


def test_the_draft_comes_along(run: Run, tmp_path: Path, home: Path) -> None:
    """Words that were being written are among what only this computer holds."""
    with open_app(str(home)) as app:
        app.store.drafts.save(SavedDraft("Half a thought", "and then"))
    target = tmp_path / "out"

    assert run("outbox", "export", str(target), "--json").document["draft"] is True
    assert "Half a thought\n\nand then" in (target / "draft" / "words.txt").read_text("utf-8")


def test_answers_that_were_being_written_come_along(run: Run, tmp_path: Path, home: Path) -> None:
    """Words on a ticket that were never sent are a folder each, named by the ticket."""
    with open_app(str(home)) as app:
        app.store.notes.put("answers", '{"t4711": {"text": "Still broken", "paths": []}}')
    target = tmp_path / "out"

    assert run("outbox", "export", str(target), "--json").document["answers"] == 1
    assert "Still broken" in (target / "answer t4711" / "words.txt").read_text("utf-8")


def test_words_of_a_newer_version_can_be_read(run: Run, tmp_path: Path, home: Path) -> None:
    """A database that this version must not touch is refused by every other command, and this one reads it."""
    data = home / "data"
    data.mkdir(parents=True, mode=0o700)
    shutil.copyfile(FIXTURE, data / "trayapp.db")
    with closing(sqlite3.connect(data / "trayapp.db")) as connection, connection:
        connection.execute("ALTER TABLE outbox ADD COLUMN novel TEXT")
        connection.execute("UPDATE outbox SET payload = json_set(payload, '$.novel', 'a wish')")
        connection.execute("PRAGMA user_version = 99")
    before = (data / "trayapp.db").read_bytes()
    refused = run("outbox")
    target = tmp_path / "out"

    ran = run("outbox", "export", str(target), "--json")

    assert (refused.code, "trayapp outbox export FOLDER" in refused.err) == (6, True)
    assert len(ran.document["items"]) == 2  # type: ignore[arg-type]
    assert all("novel: a wish" in words.read_text("utf-8") for words in target.glob("*-*/words.txt"))
    assert (data / "trayapp.db").read_bytes() == before


def test_where_nothing_ever_was_there_is_nothing(run: Run, tmp_path: Path) -> None:
    """A home without a database makes no error and no database."""
    ran = run("outbox", "export", str(tmp_path / "out"))

    assert (ran.code, "An empty list written to" in ran.out) == (0, True)

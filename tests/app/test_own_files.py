"""What a whole session leaves on the disk is this user's alone, also where the umask would let everybody in."""

from __future__ import annotations

import io
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.memory_portal import START, MemoryPortal
from trayapp import log
from trayapp.app import App, open_app
from trayapp.core.model import Draft, FileKind
from trayapp.core.ports import SavedDraft
from trayapp.desktop.autostart_xdg import XdgAutostart
from trayapp.desktop.single_instance import first_or_told
from trayapp.desktop.wishes import Wish
from trayapp.settings.files import keep_aside
from trayapp.ui.window_memory import remember

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="access lists, not modes, rule there")


@pytest.fixture(autouse=True)
def _everybody_may() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)
    log.shut_down()


@pytest.fixture
def short_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One whose path leaves room for a socket's name; pytest's own are long."""
    with tempfile.TemporaryDirectory(prefix="ta-") as name:
        monkeypatch.setenv("TRAYAPP_HOME", str(Path(name, "h")))
        yield Path(name, "h")


def _use(app: App, window: QWidget) -> None:
    """Everything that writes a file."""
    app.preferences.set("events", False)
    app.places.settings_file.write_text("{")
    keep_aside(app.places.settings_file)
    app.places.settings_file.unlink()
    app.preferences.set("events", False)
    log.set_up(app.places.logs)
    logging.getLogger("trayapp.test").info("written")
    file = app.store.spool.put(io.BytesIO(b"bytes"), "a.txt", "text/plain", FileKind.FILE)
    app.desk.submit(Draft("The printer hums", files=(file,)))
    app.store.drafts.save(SavedDraft("Again"))
    assert app.store.sync_lock.try_lock()
    app.session.look_again()
    app.session.sign_out()
    app.store.sweep()
    remember(window, "main", app.places.data)
    XdgAutostart(["/usr/bin/trayapp"]).set(enabled=True)
    XdgAutostart(["/usr/bin/trayapp"]).set(enabled=True)


def _open(folder: Path) -> list[tuple[str, str]]:
    found = [(path, path.lstat().st_mode & 0o777) for path in folder.rglob("*")]
    return [(str(path.relative_to(folder)), oct(mode)) for path, mode in found if mode & 0o077]


def test_no_file_of_a_session_is_open_to_others(
    qtbot: QtBot, short_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Database with its log and index, spool, draft, settings, log, lock, socket, download, entry for log-on."""
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    home = short_home
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(QSize(300, 200))
    portal = MemoryPortal()
    with open_app(clock=lambda: START) as app:
        monkeypatch.setattr(app, "portal", lambda: portal)
        first = first_or_told(app.meeting_point, Wish(), lambda _wish: None)
        assert first is not None
        first.listen()
        _use(app, window)
        names = {path.name for path in home.rglob("*")}
        opened = _open(home) + _open(tmp_path / "user")
        meeting = app.meeting_point
        first.close()

    assert {"trayapp.db", "trayapp.db-wal", "trayapp.db-shm", "settings.json", "windows.json"} <= names
    assert {"use.lock", "sync.lock", "sign-in.lock", meeting.name, "trayapp.log"} <= names
    assert opened == []


@pytest.mark.expect_log("The database was damaged")
def test_a_database_of_an_older_version_is_kept_privately(home: Path) -> None:
    """The backup before a migration, and what is set aside when it is damaged, are this user's alone."""
    data = home / "data"
    data.mkdir(parents=True)
    fixture = min(Path(__file__).parents[1].joinpath("data").rglob("*.db"))
    (data / "trayapp.db").write_bytes(fixture.read_bytes())
    with open_app() as app:
        assert app.store.outbox.pending() is not None
    (data / "trayapp.db").write_bytes(b"\xff" * 5_000)
    with open_app() as app:
        assert app.store.salvage is not None

        assert _open(home) == []

"""Opening what came from the portal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from trayapp.app.opening import open_file


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the desktop was asked to open."""
    asked: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(Path(QUrl(url).toLocalFile())))
    return asked


@pytest.mark.parametrize("name", ["manual.pdf", "screen.PNG", "log.txt", "list.xlsx", "what is #1?.jpg"])
def test_a_document_is_opened(tmp_path: Path, opened: list[Path], name: str) -> None:
    """A file that is only looked at opens in the employee's program for it."""
    open_file(tmp_path / name)

    assert opened == [tmp_path / name]


@pytest.mark.parametrize(
    "name", ["fix.exe", "Fix.EXE", "a.pdf.js", "a.lnk", "a.desktop", "run.sh", "page.html", "run"]
)
def test_what_may_run_is_only_shown_in_its_folder(tmp_path: Path, opened: list[Path], name: str) -> None:
    """A program that somebody attached never starts by a click in the conversation: its folder opens instead."""
    open_file(tmp_path / name)

    assert opened == [tmp_path]

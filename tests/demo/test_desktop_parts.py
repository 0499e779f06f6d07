"""The small parts of the virtual desktop that need no desktop."""

from __future__ import annotations

from pathlib import Path

import pytest

from trayapp.demo.desktop_bus import name_owned
from trayapp.demo.desktop_folders import Folders
from trayapp.demo.desktop_processes import DesktopError
from trayapp.demo.desktop_programs import Tray
from trayapp.demo.virtual_desktop import VirtualDesktop
from trayapp.demo.x11_wire import X11Wire


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no program is installed."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("trayapp.demo.desktop_programs.LIBEXEC", ())


@pytest.mark.usefixtures("bare")
def test_missing_programs_are_named() -> None:
    """Whatever is asked for and not installed is in the list, and nothing else."""
    assert set(VirtualDesktop.missing(Tray.NONE)).isdisjoint({"tint2", "gnome-keyring-daemon"})
    assert {"tint2", "gnome-keyring-daemon"} <= set(VirtualDesktop.missing(secrets=True))


@pytest.mark.usefixtures("bare")
def test_a_desktop_that_cannot_be_is_refused_before_anything_starts() -> None:
    """The error lists the programs to install."""
    with pytest.raises(DesktopError, match=r"not installed: Xvfb, .*tint2"), VirtualDesktop():
        pytest.fail("there is no Xvfb")


def test_no_bus_means_nobody_is_there(tmp_path: Path) -> None:
    """Asking a bus that is not up is a plain no."""
    assert not name_owned(f"unix:path={tmp_path / 'none'}", "org.freedesktop.Notifications")


def test_no_display_is_an_os_error() -> None:
    """A display nobody serves cannot be asked."""
    with pytest.raises(OSError, match="No such file"):
        X11Wire(65_000)


def test_configuration_files_are_complete(tmp_path: Path) -> None:
    """No @NAME@ is left unfilled in what the programs read."""
    folders = Folders(tmp_path / "desktop")

    folders.create()

    written = [path.read_text("utf-8") for path in folders.base.rglob("*") if path.is_file()]
    assert len(written) >= 7
    assert not [text for text in written if "@RUNTIME@" in text or "@SERVICES@" in text]

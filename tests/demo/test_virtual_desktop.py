"""The virtual desktop comes up whole, and nothing of it is left, however it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.waiting import wait_for
from trayapp.demo.desktop_processes import DesktopError
from trayapp.demo.desktop_programs import Tray
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="there is no Xvfb elsewhere"),
]


def living_in(folder: Path) -> list[str]:
    """The programs whose environment points into the folder: the desktop's own and all that they started."""
    found = []
    for process in psutil.process_iter(["pid", "name", "environ", "status"]):
        runtime = (process.info["environ"] or {}).get("XDG_RUNTIME_DIR", "")
        if runtime.startswith(str(folder)) and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process.info["name"])
    return found


def test_everything_answers_once_it_is_up() -> None:
    """Screen, window manager, tray, notifications, key store and accessibility are ready inside the with block."""
    with VirtualDesktop(secrets=True, accessibility=True) as desktop:
        assert desktop.has_tray()
        assert desktop.answers("org.freedesktop.Notifications")
        assert desktop.answers("org.freedesktop.secrets")
        assert desktop.answers("org.a11y.Bus")
        assert set(desktop.pids) >= {"Xvfb", "dbus-daemon", "openbox", "tint2", "dunst"}


def test_its_environment_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program on it sees nothing of the person's own desktop, home or key store."""
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    with VirtualDesktop() as desktop:
        private = {name for name, value in desktop.env.items() if value.startswith(str(desktop.folder))}

        assert private >= {"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}
        assert desktop.env.keys().isdisjoint({"WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHON_KEYRING_BACKEND"})
        assert str(desktop.folder) in desktop.env["DBUS_SESSION_BUS_ADDRESS"]


def test_the_screen_has_the_size_asked_for() -> None:
    """`size` is in pixels."""
    with VirtualDesktop(size=(1024, 600), tray=Tray.NONE, notifications=False) as desktop:
        geometry = subprocess.check_output(["xdotool", "getdisplaygeometry"], env=desktop.env, text=True)

        assert geometry.split() == ["1024", "600"]


def test_two_desktops_do_not_meet() -> None:
    """Each has a display and a bus of its own."""
    with VirtualDesktop(tray=Tray.NONE) as one, VirtualDesktop(tray=Tray.NONE) as other:
        assert one.display != other.display
        assert one.env["DBUS_SESSION_BUS_ADDRESS"] != other.env["DBUS_SESSION_BUS_ADDRESS"]


@pytest.mark.parametrize("tray", [Tray.TINT2, Tray.XFCE])
def test_nothing_is_left_when_it_ends(tray: Tray) -> None:
    """Its programs, those they started, and its folder are gone."""
    with VirtualDesktop(tray=tray, secrets=True, accessibility=True) as desktop:
        folder = desktop.folder
        assert "Xvfb" not in living_in(folder)  # it was there before the desktop had a runtime folder
        assert "openbox" in living_in(folder)
        screen = psutil.Process(desktop.pids["Xvfb"])

    assert not folder.exists()
    wait_for(lambda: not living_in(folder), "the end of all its programs")
    assert not screen.is_running()


def test_nothing_is_left_after_an_exception() -> None:
    """An error inside the with block ends the desktop, too, and is passed on."""
    folders: list[Path] = []

    def stumble() -> None:
        with VirtualDesktop() as desktop:
            folders.append(desktop.folder)
            raise KeyError

    with pytest.raises(KeyError):
        stumble()

    [folder] = folders
    assert not folder.exists()
    wait_for(lambda: not living_in(folder), "the end of all its programs")


def test_nothing_is_left_when_its_owner_is_killed() -> None:
    """The kernel ends the desktop of a process that had no time to do it."""
    code = (
        "from trayapp.demo.virtual_desktop import VirtualDesktop\n"
        "with VirtualDesktop() as d:\n"
        "    print(d.folder, *d.pids.values(), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        folder, *pids = owner.stdout.readline().split()
        parts = [psutil.Process(int(pid)) for pid in pids]
        owner.kill()

    gone, alive = psutil.wait_procs(parts, timeout=20)
    assert (len(gone), alive) == (5, [])
    wait_for(lambda: not living_in(Path(folder)), "the end of all its programs")


@pytest.mark.rule("APP-8")
def test_the_tray_can_go_and_come_back() -> None:
    """A test can take the tray host away from the app and give it back."""
    with VirtualDesktop(notifications=False) as desktop:
        desktop.stop_tray()
        wait_for(lambda: not desktop.has_tray(), "the end of the tray")

        desktop.start_tray()
        assert desktop.has_tray()


def test_without_a_tray_there_is_none() -> None:
    """`Tray.NONE` is the desktop on which no icon can be shown."""
    with VirtualDesktop(tray=Tray.NONE) as desktop:
        assert not desktop.has_tray()


def test_a_part_that_fails_is_named_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DesktopError says which program did not come up and what it printed."""
    broken = tmp_path / "openbox"
    broken.write_text("#!/bin/sh\necho no more memory\nexit 3\n", encoding="ascii")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(DesktopError, match="openbox ended with 3: no more memory"), VirtualDesktop():
        pytest.fail("the desktop has no window manager")

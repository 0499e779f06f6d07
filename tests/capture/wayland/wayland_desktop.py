"""A Wayland desktop nobody sees: sway with two monitors in memory, and the portal that takes its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from tests.needed import need
from tests.waiting import wait_for
from trayapp.demo.desktop_bus import name_owned
from trayapp.demo.desktop_processes import Processes
from trayapp.demo.desktop_programs import find

NEEDED = (
    "sway",
    "grim",
    "dbus-daemon",
    "pipewire",
    "xdg-desktop-portal",
    "xdg-desktop-portal-wlr",
    "setpriv",
    "unshare",
    "wtype",
)
_AS_ROOT = sys.platform != "win32" and os.getuid() == 0
_SEEMING = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
SIDE_BY_SIDE = ("resolution 800x600 position 0 0", "resolution 400x300 position 800 0")
"""The monitors HEADLESS-1 and HEADLESS-2."""
SWAY = """xwayland disable
default_border none
for_window [app_id=".*"] floating enable, move absolute position 0 0
"""
PORTAL = "[screencast]\nchooser_type=none\noutput_name=HEADLESS-1\n"


@contextmanager
def wayland_desktop(folder: Path, monitors: Sequence[str] = SIDE_BY_SIDE) -> Iterator[dict[str, str]]:
    """The environment of a program on it. `folder` must have a short path, for sockets lie in it.

    `monitors`: what sway is told of each.
    """
    need([name for name in NEEDED if not find(name)])
    if _AS_ROOT and not _may_seem_another():
        pytest.skip("sway refuses root, and user namespaces are not permitted here")
    env = _environment(folder, monitors)
    processes = Processes(folder)
    try:
        _start(processes, folder, env)
        yield env
    finally:
        processes.stop_all()
        # the documents' portal, which the bus has started, takes its file system away when the bus has ended
        wait_for(lambda: str(folder) not in Path("/proc/mounts").read_text("utf-8"), "the last mount to go")


@cache
def _may_seem_another() -> bool:
    """A container or a chroot may forbid it."""
    return subprocess.run([*_SEEMING, "true"], check=False, capture_output=True).returncode == 0


def _environment(folder: Path, monitors: Sequence[str]) -> dict[str, str]:
    run, config = folder / "run", folder / "config"
    run.mkdir(mode=0o700)
    (config / "xdg-desktop-portal-wlr").mkdir(parents=True)
    (config / "xdg-desktop-portal-wlr/config").write_text(PORTAL)
    outputs = "".join(f"output HEADLESS-{number} {told}\n" for number, told in enumerate(monitors, 1))
    (folder / "sway.conf").write_text(SWAY + outputs)
    env = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DISPLAY", "QT_QPA_PLATFORM", "SWAYSOCK"}
    }
    return env | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_CONFIG_HOME": str(config),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus",
        "WAYLAND_DISPLAY": "wayland-1",
        "XDG_SESSION_TYPE": "wayland",
        "XDG_CURRENT_DESKTOP": "sway",
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "WLR_HEADLESS_OUTPUTS": str(len(monitors)),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "GTK_USE_PORTAL": "0",
    }


def _start(processes: Processes, folder: Path, env: dict[str, str]) -> None:
    run, address = folder / "run", env["DBUS_SESSION_BUS_ADDRESS"]
    processes.start(["dbus-daemon", "--session", "--nofork", f"--address={address}"], env)
    processes.wait("dbus-daemon", lambda: name_owned(address, "org.freedesktop.DBus"))
    # sway refuses root; in a namespace it sees another user while files stay root's
    command = ["sway", "-c", str(folder / "sway.conf")]
    if _AS_ROOT:
        command = [*_SEEMING, *command]
    compositor = {key: value for key, value in env.items() if key != "WAYLAND_DISPLAY"}
    processes.start(command, compositor)
    processes.wait(command[0], (run / "wayland-1").exists)
    # the portal's helper ends at start when it finds no PipeWire, even when only pictures are wanted
    processes.start(["pipewire"], env)
    processes.wait("pipewire", (run / "pipewire-0").exists)
    processes.start(["xdg-desktop-portal-wlr"], env)
    processes.wait(
        "xdg-desktop-portal-wlr", lambda: name_owned(address, "org.freedesktop.impl.portal.desktop.wlr")
    )
    processes.start(["xdg-desktop-portal"], env)
    processes.wait("xdg-desktop-portal", lambda: name_owned(address, "org.freedesktop.portal.Desktop"))

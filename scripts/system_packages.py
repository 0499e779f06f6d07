"""The system libraries and programs trayapp's development needs, and the Debian packages that bring them.

What is missing is found by looking for the thing itself, not for a package, so it also works where packages have
other names. Only installing speaks apt-get.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Without these Qt does not load at all. Shared library -> Debian package."""

X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libX11.so.6": "libx11-6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""Qt on a screen, and screenshots of it."""

DESKTOP_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "tint2": "tint2",
    "xfce4-panel": "xfce4-panel",
    "dunst": "dunst",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "gnome-keyring-daemon": "gnome-keyring",
    "at-spi-bus-launcher": "at-spi2-core",
    "xprop": "x11-utils",
    "xsetroot": "x11-xserver-utils",
    "xrandr": "x11-xserver-utils",
    "xrdb": "x11-xserver-utils",
    "setpriv": "util-linux",
    "fc-list": "fontconfig",
    "strace": "strace",
}
"""The virtual desktop of the demo without a screen and of the end-to-end tests. Program -> package."""

WAYLAND_PROGRAMS = {
    "sway": "sway",
    "grim": "grim",
    "pipewire": "pipewire-bin",
    "wtype": "wtype",
    "xdg-desktop-portal": "xdg-desktop-portal",
    "xdg-desktop-portal-wlr": "xdg-desktop-portal-wlr",
    "unshare": "util-linux",
}
"""The Wayland desktop that pictures are tested on, and the portal that takes them. Program -> package."""

GTK_PACKAGES = ("python3-gi", "gir1.2-gtk-3.0")
"""A program of the other large toolkit, run by the system's Python: what stands on the screen is read in it, too."""

BROWSER_PROGRAMS = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""What the portal's pages are tested in. Program -> package."""

FONTS = {"Inter": "fonts-inter", "DejaVu Sans": "fonts-dejavu-core"}
"""What the pictures are written in, and what has the signs Inter lacks."""

LIBEXEC = ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib/at-spi2")
"""Folders of programs that are not on PATH."""

BUILD_PROGRAMS = {"objdump": "binutils", "objcopy": "binutils"}
"""What PyInstaller calls."""


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Packages of the libraries that cannot be loaded."""
    return [package for library, package in wanted.items() if not _loads(library)]


def missing_programs(wanted: dict[str, str]) -> list[str]:
    """Packages of the programs that are not installed."""
    return [package for name, package in wanted.items() if not _installed(name)]


def missing_fonts(wanted: dict[str, str]) -> list[str]:
    """Packages of the fonts that are not installed."""
    return [package for family, package in wanted.items() if not _readable(family)]


def missing_gtk() -> list[str]:
    """Packages with which the system's Python shows windows of GTK 3, unless it does."""
    ask = "import gi; gi.require_version('Gtk', '3.0')"
    python = shutil.which("python3", path="/usr/bin")
    shows = (
        python and subprocess.run([python, "-c", ask], stderr=subprocess.DEVNULL, check=False).returncode == 0
    )
    return [] if shows else [*GTK_PACKAGES]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _installed(name: str) -> bool:
    return shutil.which(name) is not None or any(Path(folder, name).exists() for folder in LIBEXEC)


def _readable(family: str) -> bool:
    return _installed("fc-list") and subprocess.run(["fc-list", "-q", family], check=False).returncode == 0


def _python_library() -> dict[str, str]:
    """PyInstaller carries libpython along; Debian keeps it in a package of its own."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {f"libpython{version}.so.1.0": f"libpython{version}"} if sys.prefix == "/usr" else {}


def ensure(*, build: bool, live: bool = False) -> bool:
    """Install what is missing, or say how. False when the program could not run without it."""
    if sys.platform != "linux":
        return True
    needed = missing_libraries(QT_LIBRARIES)
    optional = missing_libraries(X11_LIBRARIES) + missing_programs(DESKTOP_PROGRAMS) + missing_fonts(FONTS)
    if build:
        needed += missing_programs(BUILD_PROGRAMS) + missing_libraries(_python_library())
    # apart: not every system has these under these names, and one unknown package stops all that come with it
    _bring(missing_programs(BROWSER_PROGRAMS), [])
    _bring(missing_programs(WAYLAND_PROGRAMS), [])
    _bring(missing_gtk(), [])
    if live:
        _bring_servers()
    return _bring([*needed, *optional], needed)


def _bring_servers() -> None:
    """The real helpdesks of the tests. They are large: only where they must be."""
    from tests.live.packages import SERVERS  # not in a released tree

    for server in SERVERS:
        _bring([*server.missing()], [], server.environment)


def _bring(missing: list[str], needed: list[str], environment: Mapping[str, str] = NOTHING_MORE) -> bool:
    """False when something needed is missing afterwards."""
    packages = sorted(set(missing))
    if not packages or (_may_install() and _install(packages, environment)):
        return True
    _explain(packages, needed)
    return not needed


def _may_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(*words: str, environment: Mapping[str, str]) -> bool:
    # a machine may be installing something else just now: wait for it, and never ask a question
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", **environment}
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *words]
    # hundreds of lines of progress help nobody; what goes wrong is said on stderr
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _install(packages: Iterable[str], environment: Mapping[str, str]) -> bool:
    print("installing system packages:", *packages, flush=True)
    words = ["install", "--no-install-recommends", *packages]
    return _apt("update", environment=environment) and _apt(*words, environment=environment)


def _explain(packages: list[str], needed: list[str]) -> None:
    optional = "only the demo without a screen and the end-to-end tests need them"
    what = "the program cannot run without them" if needed else optional
    print(f"deps: system packages are missing ({what}). On Debian or Ubuntu:", file=sys.stderr)
    print("  sudo apt-get install --no-install-recommends " + " ".join(packages), file=sys.stderr)

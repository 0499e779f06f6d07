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
from collections.abc import Iterable
from pathlib import Path

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

RT_PROGRAMS = {
    "rt-setup-database-5": "request-tracker5",
    "rt-mailgate-5": "rt5-clients",
    "msmtp": "msmtp-mta",
}
"""A real helpdesk that adapters are tried on. Program -> package."""
RT_PACKAGES = ("rt5-db-sqlite", "rt5-standalone", "dbconfig-no-thanks")
"""What it needs besides, so that no database server, web server or mail server comes with it."""

REDMINE_PACKAGES = ("redmine", "redmine-sqlite", "puma", "dbconfig-no-thanks")
"""Another real helpdesk, with the web server that tests start."""
REDMINE_SIGNS = ("/usr/share/redmine/config.ru", "/usr/share/redmine/Gemfile.lock", "/usr/bin/puma")
"""Files that are there when it is installed and set up."""
# WORKAROUND https://bugs.debian.org/1004195: Debian's own bundler takes the libraries of Debian's packages for
# installed (`deleted_gem?` in its bundler/rubygems_ext.rb); the newer one that came with the update of libruby3.1 to
# 3.1.7 lacks that line, is preferred, and the helpdesk's package cannot be set up. So Debian's own is named; where
# there is no such version, naming it changes nothing
BUNDLER = "2.3.15"

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


def missing_rt() -> list[str]:
    """Packages of the first real helpdesk, unless it is installed. It is large: only asked for where it must be."""
    missing = missing_programs(RT_PROGRAMS)
    return [*missing, *RT_PACKAGES] if missing else []


def missing_redmine() -> list[str]:
    """Packages of the other real helpdesk, unless it is installed."""
    return [] if all(Path(each).exists() for each in REDMINE_SIGNS) else [*REDMINE_PACKAGES]


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
        _bring(missing_rt(), [])
        _bring(missing_redmine(), [])
    return _bring([*needed, *optional], needed)


def _bring(missing: list[str], needed: list[str]) -> bool:
    """False when something needed is missing afterwards."""
    packages = sorted(set(missing))
    if not packages or (_may_install() and _install(packages)):
        return True
    _explain(packages, needed)
    return not needed


def _may_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(*words: str) -> bool:
    # a machine may be installing something else just now: wait for it, and never ask a question
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "BUNDLER_VERSION": BUNDLER}
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *words]
    # hundreds of lines of progress help nobody; what goes wrong is said on stderr
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _install(packages: Iterable[str]) -> bool:
    print("installing system packages:", *packages, flush=True)
    return _apt("update") and _apt("install", "--no-install-recommends", *packages)


def _explain(packages: list[str], needed: list[str]) -> None:
    optional = "only the demo without a screen and the end-to-end tests need them"
    what = "the program cannot run without them" if needed else optional
    print(f"deps: system packages are missing ({what}). On Debian or Ubuntu:", file=sys.stderr)
    print("  sudo apt-get install --no-install-recommends " + " ".join(packages), file=sys.stderr)

"""The locked requirements agree with one another and with pyproject.toml, and are fit for use."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from scripts.system_packages import BROWSER_PROGRAMS, DESKTOP_PROGRAMS, WAYLAND_PROGRAMS
from tests.capture.wayland import wayland_desktop
from tests.e2e import chromium
from tests.fakes import x_screen
from trayapp.demo.desktop_programs import NEEDED, Tray
from trayapp.demo.virtual_desktop import ACCESSIBILITY, KEY_STORE

ROOT = Path(__file__).parent.parent
LOCKED = ("run", "embedded", "dev")
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def declared(name: str) -> set[str]:
    """The requirements written in an input file."""
    text = (ROOT / "requirements" / f"{name}.in").read_text("utf-8")
    return {line for line in text.splitlines() if line and not line.startswith(("#", "-r"))}


def text_of(name: str) -> str:
    """A lock file's text."""
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def test_the_program_and_the_lock_want_the_same() -> None:
    """pyproject.toml and the inputs of the lock files list the same requirements."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert set(project["dependencies"]) == declared("run")
    assert set(project["optional-dependencies"]["embedded"]) == declared("embedded")


@pytest.mark.parametrize(("small", "large"), [("run", "embedded"), ("embedded", "dev")])
def test_lock_files_agree(small: str, large: str) -> None:
    """What is locked twice is locked to the same version."""
    assert set(PIN.findall(text_of(small))) <= set(PIN.findall(text_of(large)))


@pytest.mark.parametrize("name", LOCKED)
def test_everything_locked_has_hashes(name: str) -> None:
    """No pin is installed unseen."""
    pins = re.split(r"^(?=[a-z0-9])", text_of(name), flags=re.MULTILINE)[1:]

    assert len(pins) > 10
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_make_deps_brings_every_program_of_the_virtual_desktop() -> None:
    """What the virtual desktop starts and the pages are tested in, scripts/system_packages.py installs."""
    started = {*NEEDED, Tray.TINT2.value, Tray.XFCE.value, KEY_STORE, ACCESSIBILITY, "xdotool"}

    assert started <= DESKTOP_PROGRAMS.keys()
    assert set(chromium.PROGRAMS) == BROWSER_PROGRAMS.keys()
    assert {*x_screen.NEEDED, *wayland_desktop.NEEDED} <= DESKTOP_PROGRAMS.keys() | WAYLAND_PROGRAMS.keys()


def test_qt_gives_back_the_none_it_borrows() -> None:
    """A Qt call that returns nothing leaves the count of references to None alone (PySide6 6.12.0 did not)."""
    from PySide6.QtCore import QObject

    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")

    assert abs(sys.getrefcount(None) - before) < 500

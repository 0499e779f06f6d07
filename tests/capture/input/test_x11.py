"""Clicks into a real program on a real screen, seen from outside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.needed import need
from tests.waiting import wait_for
from trayapp.capture.input.x11 import X11Watcher
from trayapp.core.area import Point
from trayapp.core.ports import Happening, HappeningKind
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = pytest.mark.e2e
PROGRAM = Path(__file__).parent / "clicked_program.py"
TITLE = "Report - Writer"
EMPTY = (900, 600)
"""Nothing but the desktop is there."""


class Session:
    """A program on the desktop, a person's hand, and what the watcher tells."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self.desktop = desktop
        self.told: list[Happening] = []
        self.watcher = X11Watcher(desktop.display, lambda: datetime.now(UTC))

    def do(self, *words: str) -> str:
        """Move, press, type."""
        command = ["xdotool", *words]
        return subprocess.run(
            command, env=self.desktop.env, check=True, timeout=20, capture_output=True, text=True
        ).stdout

    def click(self, x: int, y: int, button: int = 1) -> None:
        """As a person clicks: a button is down for a moment."""
        self.do(
            "mousemove", str(x), str(y), "mousedown", str(button), "sleep", "0.08", "mouseup", str(button)
        )

    def told_of(self, **wanted: object) -> Happening:
        """The first that is so, once it comes."""

        def found() -> list[Happening]:
            return [
                each
                for each in self.told
                if all(getattr(each, key) == value for key, value in wanted.items())
            ]

        wait_for(lambda: bool(found()), f"{wanted}")
        return found()[0]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A program stands on the screen and is watched."""
    need(VirtualDesktop.missing(accessibility=True))
    with VirtualDesktop(accessibility=True) as desktop:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.env["DBUS_SESSION_BUS_ADDRESS"])
        environment = {key: value for key, value in desktop.env.items() if key != "QT_QPA_PLATFORM"}
        with subprocess.Popen([sys.executable, str(PROGRAM), TITLE], env=environment) as program:
            here = Session(desktop)
            try:
                here.watcher.start(here.told.append)
                here.told_of(kind=HappeningKind.WINDOW, window=TITLE)
                yield here
            finally:
                here.watcher.stop()
                program.kill()


def test_a_click_is_told_with_its_place_and_then_with_its_name(session: Session) -> None:
    """A click into a check box is told at once, and once more with what it is called, of the same moment."""
    session.click(120, 484)

    named = session.told_of(kind=HappeningKind.CLICK, element="Track changes")
    first = session.told_of(kind=HappeningKind.CLICK)
    assert (first.place, first.button, first.window) == (Point(120, 484), "left", TITLE)
    assert (first.element, named.role, named.at) == ("", "check box", first.at)


def test_a_menu_and_the_window_it_opens_are_told(session: Session) -> None:
    """An entry of an open menu is named, and the dialog that it opens is told by its title."""
    session.click(120, 124)
    session.told_of(role="menu item", element="File")
    session.click(140, 168)

    assert session.told_of(element="Save as …").window == TITLE
    session.told_of(kind=HappeningKind.WINDOW, window="Save as")


def test_what_stands_in_a_field_is_never_told(session: Session) -> None:
    """A click into a field tells that it is one, and neither its text nor a key that is typed."""
    session.click(300, 300)
    session.told_of(role="text")
    before = len(session.told)

    session.do("type", "--delay", "5", "hunter2")
    session.click(*EMPTY)

    session.told_of(role="desktop")
    assert len(session.told) == before + 1
    assert not [each for each in session.told if "written" in each.element or "hunter" in f"{each}"]


def test_the_wheel_is_no_click(session: Session) -> None:
    """Turning the wheel tells nothing."""
    session.click(300, 300, button=4)
    session.click(*EMPTY, button=3)

    assert session.told_of(kind=HappeningKind.CLICK).button == "right"


def test_our_own_windows_tell_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click into a window of this process is not told, here of one that says it is."""
    number = session.do("search", "--name", TITLE).split()[-1]
    change = ["xprop", "-id", number, "-f", "_NET_WM_PID", "32c", "-set", "_NET_WM_PID", str(os.getpid())]
    subprocess.run(change, env=session.desktop.env, check=True, timeout=20)

    session.click(300, 300)
    session.click(*EMPTY)

    assert session.told_of(kind=HappeningKind.CLICK).role == "desktop"


def test_nothing_is_told_after_the_end(session: Session) -> None:
    """Once it is stopped clicks are heard no more, and it can begin again."""
    session.watcher.stop()
    session.told.clear()
    session.click(*EMPTY)
    session.watcher.start(session.told.append)
    session.click(*EMPTY, button=2)

    assert session.told_of(kind=HappeningKind.CLICK).button == "middle"

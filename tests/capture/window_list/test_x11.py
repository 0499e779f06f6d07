"""The windows of a real X11 desktop with a window manager."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.needed import need
from tests.waiting import wait_for
from trayapp.capture.cover import Covered
from trayapp.capture.mss_grab import MssGrab
from trayapp.capture.window_list.choose import NoWindows, window_list
from trayapp.capture.window_list.x11 import X11Windows
from trayapp.core.area import Point
from trayapp.core.policy import Screenshots
from trayapp.core.ports import RawShot, WindowPlace
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's here")]
PROGRAM = Path(__file__).with_name("windows_program.py")
GREEN = b"\x00\xc8\x00"
Open = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """A screen with a window manager."""
    need(VirtualDesktop.missing())
    with VirtualDesktop(notifications=False) as desktop:
        yield desktop


@pytest.fixture
def open_windows(desktop: VirtualDesktop) -> Iterator[Open]:
    """Starts a program with windows; ends it with the test."""
    with ExitStack() as ends:

        def start(*windows: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, str(PROGRAM), *windows]
            process = subprocess.Popen(command, env=desktop.env | {"QT_QPA_PLATFORM": "xcb"})
            ends.callback(process.wait, 20)
            ends.callback(process.kill)
            titles = {window.partition(",")[0] for window in windows}
            wait_for(lambda: titles <= set(by_title(desktop)), f"the windows {titles}")
            return process

        yield start


def places(desktop: VirtualDesktop) -> Sequence[WindowPlace]:
    """What the list says now."""
    return X11Windows(desktop.display).places()


def by_title(desktop: VirtualDesktop) -> dict[str, WindowPlace]:
    """The windows by what they are called."""
    return {place.title: place for place in places(desktop) if not place.popup}


def is_active(desktop: VirtualDesktop, title: str) -> bool:
    """Whether that is the window the person works in."""
    return by_title(desktop)[title].active


def rows_of(shot: RawShot) -> list[list[bytes]]:
    """Blue, green and red of each pixel, row by row."""
    pixels = bytes(shot.bgrx)
    triples = [pixels[at : at + 3] for at in range(0, len(pixels), 4)]
    return [triples[at : at + shot.width] for at in range(0, len(triples), shot.width)]


def run(desktop: VirtualDesktop, *command: str) -> None:
    """Does something to the desktop, as a person would."""
    subprocess.run(command, env=desktop.env, check=True, timeout=20)


def test_windows_are_told_with_their_frames(desktop: VirtualDesktop, open_windows: Open) -> None:
    """Title, program and place: the window of 300 × 200 and what the window manager draws around it."""
    program = open_windows("Letters,100,80,300,200")

    letters = by_title(desktop)["Letters"]

    assert letters.pid == program.pid
    assert (letters.area.x, letters.area.y) == (100, 80)
    assert 300 <= letters.area.width <= 310
    assert 220 <= letters.area.height <= 260


def test_the_one_in_front_comes_first(desktop: VirtualDesktop, open_windows: Open) -> None:
    """The order is that on the screen, and the active window is marked; both change when another is activated."""
    open_windows("One,100,80,300,200")
    open_windows("Two,200,100,300,200")

    for front, behind in (("One", "Two"), ("Two", "One")):
        run(desktop, "xdotool", "search", "--name", f"^{front}$", "windowactivate")
        wait_for(partial(is_active, desktop, front), f"{front} to be active")
        order = [place.title for place in places(desktop) if not place.popup]
        assert order.index(front) < order.index(behind)
        assert not by_title(desktop)[behind].active


def test_what_does_not_show_is_left_out(desktop: VirtualDesktop, open_windows: Open) -> None:
    """Minimised windows and those of another desktop are not on the screen."""
    open_windows("Here,100,80,300,200")
    open_windows("Small,200,100,300,200")
    open_windows("There,300,200,300,200")

    run(desktop, "xdotool", "search", "--name", "^Small$", "windowminimize")
    run(desktop, "xdotool", "set_num_desktops", "2")
    run(desktop, "xdotool", "search", "--name", "^There$", "set_desktop_for_window", "1")

    wait_for(lambda: not {"Small", "There"} & set(by_title(desktop)), "both to be gone")
    assert "Here" in by_title(desktop)


def test_an_open_menu_is_a_popup_in_front(desktop: VirtualDesktop, open_windows: Open) -> None:
    """A menu is in the list, before its window, as a popup of the same program."""
    program = open_windows("Menu,100,80,300,200,menu")

    wait_for(lambda: any(place.pid == program.pid for place in places(desktop) if place.popup), "the menu")

    mine = [place for place in places(desktop) if place.pid == program.pid]
    assert [place.popup for place in mine] == [True, False]
    assert mine[0].area.right > mine[1].area.right


def test_windows_that_vanish_do_no_harm(desktop: VirtualDesktop, open_windows: Open) -> None:
    """However windows come and go between two questions, the list tells of the others."""
    open_windows("Stays,100,80,300,200")
    flicker = (
        "import sys, os, signal\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([])\n"
        "kept = []\n"
        "def turn():\n"
        "    kept[:] = [QWidget() for _ in range(4)]\n"
        "    [window.show() for window in kept]\n"
        "timer = QTimer(); timer.timeout.connect(turn); timer.start(5)\n"
        "app.exec()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", flicker], env=desktop.env | {"QT_QPA_PLATFORM": "xcb"}
    ) as process:
        try:
            wait_for(
                lambda: any(place.pid == process.pid for place in places(desktop)), "a window to flicker"
            )
            seen = [by_title(desktop) for _ in range(150)]
        finally:
            process.kill()

    assert all("Stays" in each for each in seen)
    assert len({len(each) for each in seen}) > 1


def test_a_covered_picture_shows_the_active_window_alone(desktop: VirtualDesktop, open_windows: Open) -> None:
    """On a real screen: every pixel of the active window, nothing of the one behind it nor of the desktop."""
    run(desktop, "xsetroot", "-mod", "4", "4", "-fg", "#ff00ff", "-bg", "#8000ff")
    open_windows("Behind,60,60,500,400")
    open_windows("Front,200,160,300,200")
    wait_for(partial(is_active, desktop, "Front"), "the window to be active")
    bare = MssGrab(desktop.display)
    wait_for(lambda: bytes(bare.grab()[0].bgrx).count(GREEN) > 180_000, "both windows to be painted")
    camera = Covered(
        MssGrab(desktop.display), X11Windows(desktop.display), partial(Screenshots, cover="all_but_active")
    )

    (before,), (after,) = bare.grab(), camera.grab()

    area = by_title(desktop)["Front"].area
    rows = list(zip(rows_of(before), rows_of(after), strict=True))
    kept = [
        (one[area.x : area.right], other[area.x : area.right]) for one, other in rows[area.y : area.bottom]
    ]
    assert all(one == other for one, other in kept)
    left = [
        pixel
        for y, (_, row) in enumerate(rows)
        for x, pixel in enumerate(row)
        if not area.contains(Point(x, y))
    ]
    assert not {b"\xff\x00\xff", b"\xff\x00\x80", GREEN} & set(left)


def test_without_a_window_manager_nothing_is_known(x_screen: dict[str, str]) -> None:
    """Nobody lists the windows there; the list is empty and no fault."""
    assert X11Windows(x_screen["DISPLAY"]).places() == ()


def test_without_a_screen_nothing_is_known() -> None:
    """A display nobody serves has no windows; nothing is raised."""
    assert X11Windows(":65000").places() == ()


def test_the_list_fits_the_session() -> None:
    """On Wayland nobody is told where windows are."""
    assert isinstance(window_list({"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "w"}), NoWindows)
    assert window_list({}).places() == ()

"""Private places are found in real programs on a real screen, where they are seen and nowhere else."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import mss
import psutil
import pytest
from PySide6.QtGui import QImage

from scripts.system_packages import missing_gtk
from tests.capture.accessibility import private_qt
from tests.needed import need
from tests.waiting import wait_for
from trayapp.capture.accessibility.at_spi import AtSpiText
from trayapp.capture.accessibility.bus import Bus, Question
from trayapp.capture.screen_text import NoText, screen_text
from trayapp.capture.window_list.choose import NoWindows
from trayapp.capture.window_list.x11 import X11Windows
from trayapp.core.area import Area
from trayapp.core.ports import SeenText, WindowPlace
from trayapp.core.sensitive import Found, Kind, find
from trayapp.demo.desktop_programs import Tray
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux's"),
]
HERE = Path(__file__).parent
QT = [sys.executable, str(HERE / "private_qt.py")]
GTK = ["/usr/bin/python3", str(HERE / "private_gtk.py")]
_SECONDS = 20.0
"""Far more than any of it takes; what is quick enough for a person is told by the benchmark."""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A screen with a window manager and the accessibility bus."""
    need(VirtualDesktop.missing(accessibility=True))
    with VirtualDesktop(size=(1280, 1000), notifications=False, accessibility=True) as virtual:
        yield virtual


@contextmanager
def shown(
    command: Sequence[str], environment: Mapping[str, str], title: str
) -> Iterator[subprocess.Popen[str]]:
    """A program whose window is on the screen."""
    windows = X11Windows(environment["DISPLAY"])
    with subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline().strip() == "shown"
            wait_for(lambda: title in [place.title for place in windows.places()], title)
            yield program
        finally:
            psutil.Process(program.pid).resume()
            program.kill()


@pytest.fixture
def qt(desktop: VirtualDesktop) -> Iterator[subprocess.Popen[str]]:
    """A window of Qt."""
    with shown([*QT, "20", "1"], desktop.env, private_qt.TITLE) as program:
        yield program


@pytest.fixture
def gtk(desktop: VirtualDesktop) -> Iterator[subprocess.Popen[str]]:
    """A window of GTK 3."""
    need(missing_gtk())
    with shown(GTK, desktop.env, "More private things") as program:
        yield program


def reader(desktop: VirtualDesktop) -> AtSpiText:
    """That of the desktop."""
    return AtSpiText(desktop.env, X11Windows(desktop.env["DISPLAY"]))


def settled(desktop: VirtualDesktop, count: int) -> Sequence[SeenText]:
    """What is seen once there is so much of it: programs take a while to join the bus."""
    seen: list[Sequence[SeenText]] = [()]

    def enough() -> bool:
        seen.append(reader(desktop).read(_SECONDS, find))
        return len(seen[-1]) >= count

    wait_for(enough, f"{count} private places")
    return seen[-1]


def kinds(seen: Sequence[SeenText]) -> list[Kind]:
    """What they are, sorted."""
    return sorted(each.kind for each in seen)


def ink(desktop: VirtualDesktop, area: Area) -> float:
    """How much of a place differs from its corner: where there are letters, some does."""
    with mss.MSS(display=desktop.display) as camera:
        picture = camera.grab(camera.monitors[0])
    image = QImage(bytes(picture.raw), picture.width, picture.height, QImage.Format.Format_RGB32)
    part = image.copy(area.x, area.y, area.width, area.height)
    ground = part.pixelColor(part.width() - 2, 2).lightness()
    points = [(x, y) for x in range(part.width()) for y in range(part.height())]
    return sum(abs(part.pixelColor(x, y).lightness() - ground) > 60 for x, y in points) / len(points)


def test_private_places_of_a_qt_window_are_found(desktop: VirtualDesktop, qt: object) -> None:
    """A card's number, a password field, an address in a text, an account in a table; not what is scrolled away."""
    seen = settled(desktop, 4)

    assert kinds(seen) == [Kind.CARD, Kind.EMAIL, Kind.IBAN, Kind.PASSWORD]


def test_private_places_of_a_gtk_window_are_found(desktop: VirtualDesktop, gtk: object) -> None:
    """An address in a label, a password field, an account in a text; not what is scrolled away."""
    seen = settled(desktop, 3)

    assert kinds(seen) == [Kind.EMAIL, Kind.IBAN, Kind.PASSWORD]


def test_places_hold_the_letters_and_not_much_else(desktop: VirtualDesktop, qt: object, gtk: object) -> None:
    """Within their windows, smaller than the line they stand in, and with ink inside."""
    windows = {place.title: place.area for place in X11Windows(desktop.display).places()}
    for each in settled(desktop, 7):
        inside = [area for area in windows.values() if each.area.common(area) == each.area]
        assert inside
        if each.kind is not Kind.PASSWORD:
            assert each.area.width < 330
            assert ink(desktop, each.area) > 0.02


@pytest.mark.parametrize("scale", ["2", "1.5"])
def test_on_a_scaled_screen_places_are_true_pixels(desktop: VirtualDesktop, scale: str) -> None:
    """Qt tells device-independent pixels; the letters are under the place all the same."""
    scaled = desktop.env | {"QT_SCALE_FACTOR": scale}
    with shown([*QT, "20", "1"], scaled, private_qt.TITLE):
        card = next(each for each in settled(desktop, 4) if each.kind is Kind.CARD)

        assert card.area.width > 80 * float(scale)
        assert ink(desktop, card.area) > 0.02
        assert ink(desktop, card.area.moved(0, 3 * card.area.height)) != ink(desktop, card.area)


def test_what_another_window_covers_is_not_proposed(
    desktop: VirtualDesktop, qt: object, gtk: subprocess.Popen[str]
) -> None:
    """It is on no picture."""
    assert len(settled(desktop, 7)) == 7
    covered = X11Windows(desktop.display)
    window = next(place for place in covered.places() if place.title == private_qt.TITLE)
    cover = WindowPlace("In front", window.area.grown(10), pid=1)

    class Covered:
        def places(self) -> Sequence[WindowPlace]:
            return [cover, *covered.places()]

    seen = AtSpiText(desktop.env, Covered()).read(_SECONDS, find)

    assert kinds(seen) == [Kind.EMAIL, Kind.IBAN, Kind.PASSWORD]


@pytest.mark.parametrize("frozen", ["qt", "gtk"])
def test_a_frozen_program_does_not_cost_the_others(
    desktop: VirtualDesktop, qt: subprocess.Popen[str], gtk: subprocess.Popen[str], frozen: str
) -> None:
    """It is left out; the rest is found in time."""
    settled(desktop, 7)
    program = qt if frozen == "qt" else gtk
    psutil.Process(program.pid).suspend()

    seen = reader(desktop).read(8.0, find)

    assert len(seen) == (3 if frozen == "qt" else 4)


def test_our_own_windows_are_left_out(
    desktop: VirtualDesktop, qt: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the employee writes into our dialog is for IT."""
    settled(desktop, 4)
    monkeypatch.setattr(os, "getpid", lambda: qt.pid)

    assert reader(desktop).read(_SECONDS, find) == []


def test_a_window_of_two_thousand_parts_is_read_whole(desktop: VirtualDesktop) -> None:
    """In whatever time this machine needs."""
    with shown([*QT, "2000", "0"], desktop.env, private_qt.TITLE):
        assert kinds(settled(desktop, 3)) == [Kind.CARD, Kind.EMAIL, Kind.PASSWORD]


def test_of_an_endless_table_only_what_shows_is_read(
    desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading all of it, or asking what in it matches, keeps Qt busy for many seconds: nobody could work with it."""
    asked: list[Question] = []
    ask = Bus.ask

    def listen(bus: Bus, questions: Iterable[Question], until: float) -> Sequence[object]:
        batch = list(questions)
        asked.extend(batch)
        return ask(bus, batch, until)

    with shown([*QT, "20", "100000"], desktop.env, private_qt.TITLE):
        settled(desktop, 4)
        monkeypatch.setattr(Bus, "ask", listen)
        seen = reader(desktop).read(_SECONDS, find)

    assert kinds(seen) == [Kind.CARD, Kind.EMAIL, Kind.IBAN, Kind.PASSWORD]
    assert [question.body[2] for question in asked if question.method == "GetMatches"] == [1]
    assert len(asked) < 1000


def test_a_password_is_never_asked_for(desktop: VirtualDesktop, qt: object, gtk: object) -> None:
    """What stands in a password field does not even come to the finder."""
    settled(desktop, 7)
    heard: list[str] = []

    def listen(text: str) -> Sequence[Found]:
        heard.append(text)
        return find(text)

    reader(desktop).read(_SECONDS, listen)

    assert any("4111" in text for text in heard)
    assert not any("hunter2" in text or "●" in text for text in heard)


def test_nothing_that_is_read_is_written_down(
    desktop: VirtualDesktop,
    qt: object,
    gtk: object,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither in the log, at its most talkative, nor in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    opened: list[str] = []
    sys.addaudithook(lambda event, args: opened.append(str(args)) if event == "open" else None)

    seen = settled(desktop, 7)

    assert not any(part in caplog.text for part in ("4111", "example", "DE89", "line 1"))
    assert list(tmp_path.iterdir()) == []
    assert not any("'w" in each or "'a" in each or "'x" in each for each in opened)
    assert not any(part in repr(seen) for part in ("4111", "example", "DE89"))


def test_without_a_bus_nothing_is_proposed(tmp_path: Path) -> None:
    """No accessibility, no proposals, no fault."""
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}

    assert AtSpiText(nowhere, NoWindows()).read(1.0, find) == []


def test_a_session_without_accessibility_proposes_nothing() -> None:
    """Asking does not start it, either."""
    need(VirtualDesktop.missing(Tray.NONE))
    with VirtualDesktop(tray=Tray.NONE, notifications=False) as plain:
        assert AtSpiText(plain.env, NoWindows()).read(_SECONDS, find) == []
        assert not plain.answers("org.a11y.Bus")


@pytest.mark.expect_log("by a bug: ZeroDivisionError$")
def test_a_bug_is_told_without_what_was_read(desktop: VirtualDesktop, qt: object) -> None:
    """The words of an exception may hold the text that it choked on."""
    settled(desktop, 4)

    def choke(text: str) -> Sequence[Found]:
        raise ZeroDivisionError(text)

    assert all(each.kind is Kind.PASSWORD for each in reader(desktop).read(_SECONDS, choke))


def test_the_reader_of_the_session_reads(
    desktop: VirtualDesktop, qt: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it reads with is loaded when it is first asked."""
    monkeypatch.setattr(
        "trayapp.capture.screen_text.platform_name", lambda: "xcb"
    )  # other tests draw off the screen
    settled(desktop, 4)
    environment = {**desktop.env, "QT_QPA_PLATFORM": "xcb"}

    seen = screen_text(environment, X11Windows(desktop.display)).read(_SECONDS, find)

    assert len(seen) == 4


def test_on_wayland_nothing_is_read() -> None:
    """Programs do not know there where on the screen they are."""
    wayland = {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}

    assert isinstance(screen_text(wayland, NoWindows()), NoText)
    assert screen_text(wayland, NoWindows()).read(1.0, find) == ()

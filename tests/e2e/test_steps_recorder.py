"""What somebody does in a real program arrives on the portal as a page that a colleague can follow."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.needed import need
from tests.waiting import wait_for
from trayapp.demo.virtual_desktop import VirtualDesktop
from trayapp.ui.recorder.shot import NEUTRAL

pytestmark = pytest.mark.e2e

_PROGRAM = Path(__file__).parents[1] / "capture" / "input" / "clicked_program.py"
_TITLE = "Report - Writer"
_DIALOG, _BAR, _REVIEW, _SAVE = "Get help", "Recording steps", "What you did", "Save as"
_RING, _RADIUS = QColor("#e5243b"), 26
_FILE, _SAVE_AS, _NAME, _SAVE_BUTTON, _CHECK = (120, 124), (140, 168), (450, 332), (450, 376), (120, 493)
"""Where things stand in the program, and what is clicked in this order."""


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """A desktop on which programs tell what their buttons are called."""
    need(VirtualDesktop.missing(accessibility=True))
    with VirtualDesktop(accessibility=True) as virtual:
        yield virtual


@pytest.fixture
def writer(environment: Mapping[str, str], screen: Screen) -> Iterator[None]:
    """A program to show something in."""
    with subprocess.Popen([sys.executable, str(_PROGRAM), _TITLE], env=dict(environment)) as process:
        wait_for(lambda: _TITLE in screen.windows(), "the program")
        yield
        process.kill()


@pytest.fixture
def tray_app(environment: Mapping[str, str], screen: Screen, writer: None) -> Iterator[AppProcess]:
    """The tray program with its dialog open, and words in it."""
    with AppProcess(environment) as app:
        screen.click(app.wait_for_icon(screen))
        wait_for(lambda: app.said("submission dialog open: True"), "the dialog to take keys")
        screen.type("Saving does nothing")
        yield app


class Page(HTMLParser):
    """The numbers, words and pictures of the steps."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.images: list[QImage] = []
        self._within = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        if tag == "img":
            self.images.append(QImage.fromData(b64decode(str(dict(attrs)["src"]).partition("base64,")[2])))

    def handle_data(self, data: str) -> None:
        if self._within == "span" and data.strip():
            self.words.append(data)


def _press(screen: Screen, place: tuple[int, int]) -> None:
    """As a person does: the button is down for a moment."""
    screen._run(
        "xdotool", "mousemove", str(place[0]), str(place[1]), "mousedown", "1", "sleep", "0.1", "mouseup", "1"
    )


def _bar(screen: Screen) -> tuple[int, int, int, int]:
    """Where the bar stands: x, y, width, height."""
    told = screen._run("xdotool", "search", "--name", _BAR, "getwindowgeometry")
    return tuple(map(int, re.findall(r"(\d+)[,x](\d+)", told)[0] + re.findall(r"(\d+)[,x](\d+)", told)[1]))  # type: ignore[return-value]


def _record(screen: Screen) -> tuple[int, int, int, int]:
    """Begin, do it, end; where the bar stood."""
    screen.key("alt+d")
    wait_for(lambda: _BAR in screen.windows() and _DIALOG not in screen.windows(), "the recording to begin")
    _press(screen, _FILE)
    _press(screen, _SAVE_AS)
    wait_for(lambda: _SAVE in screen.windows(), "the program's dialog")
    _press(screen, _NAME)
    screen.type("hunter2")
    _press(screen, _SAVE_BUTTON)
    wait_for(lambda: _SAVE not in screen.windows(), "the program's dialog to go")
    _press(screen, _CHECK)
    bar = _bar(screen)
    _press(screen, (bar[0] + bar[2] - 30, bar[1] + bar[3] // 2))
    wait_for(lambda: _REVIEW in screen.windows(), "the review")
    return bar


def _ticket(portal: PortalProcess) -> dict[str, Any] | None:
    with portal.client() as client:
        found = client.get("/tickets", params={"view": "open"}).raise_for_status().json()["tickets"]
    return next((ticket for ticket in found if ticket["subject"] == "Saving does nothing"), None)


def _files(portal: PortalProcess) -> dict[str, bytes]:
    """What the portal got, by name."""
    wait_for(lambda: _ticket(portal), "the ticket on the portal")
    ticket = _ticket(portal)
    assert ticket is not None
    with portal.client() as client:
        address = f"/tickets/{ticket['ref']['number']}/files"
        return {file["name"]: client.get(f"{address}/{file['id']}").content for file in ticket["files"]}


def _send(screen: Screen) -> None:
    screen.key("alt+u")
    wait_for(lambda: _REVIEW not in screen.windows() and _DIALOG in screen.windows(), "the dialog to be back")
    screen.key("ctrl+Return")
    wait_for(lambda: _DIALOG not in screen.windows(), "the dialog to close")


def test_a_colleague_can_follow_what_was_done(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess
) -> None:
    """Each click is a step, told in words, with a ring at its place; the bar and what was typed are not told."""
    x, y, width, height = _record(screen)
    _send(screen)
    files = _files(portal)

    page = Page(files["Steps.html"])
    assert page.words == [
        "Click on “File” (menu entry) in “Report - Writer”.",
        "Click on “Save as …” (menu entry) in “Report - Writer”. “Save as” comes up.",
        "Click into a text field in “Save as”.",
        "Click on “Save” (button) in “Save as”. “Report - Writer” comes up.",
        "Click on “Track changes” (check box) in “Report - Writer”.",
        "The end: “Report - Writer” as it looks now.",
    ]
    full = [QImage.fromData(files[f"Step {number}.png"]) for number in range(1, 7)]
    for image, place in zip(
        [*page.images, *full], [_FILE, _SAVE_AS, _NAME, _SAVE_BUTTON, _CHECK, None] * 2, strict=True
    ):
        assert image.size().toTuple() == (1280, 800)
        if place is not None:
            assert (
                image.pixelColor(place[0] + _RADIUS, place[1])
                == image.pixelColor(place[0], place[1] - _RADIUS)
                == _RING
            )
            assert image.pixelColor(x + width // 2, y + height // 2) == QColor(NEUTRAL)
    assert b"hunter2" not in files["Steps.html"]


def test_the_tray_shows_that_it_records(tray_app: AppProcess, screen: Screen) -> None:
    """While steps are recorded the icon is another one, and a click on it ends the recording."""

    def icon() -> bytes:
        width, _, pixels = screen.pixels()
        x, y = tray_app.wait_for_icon(screen)
        return b"".join(
            pixels[(row * width + x - 8) * 4 : (row * width + x + 8) * 4] for row in range(y - 8, y + 8)
        )

    before = icon()
    screen.key("alt+d")
    wait_for(lambda: _BAR in screen.windows(), "the recording to begin")
    wait_for(lambda: icon() != before, "the icon to show it")
    _press(screen, (900, 500))
    wait_for(lambda: screen.windows().count(_TITLE) == 1, "the program")
    screen.click(tray_app.wait_for_icon(screen))

    wait_for(lambda: _BAR not in screen.windows() and _DIALOG in screen.windows(), "the recording to end")
    wait_for(lambda: icon() == before, "the icon to be as before")

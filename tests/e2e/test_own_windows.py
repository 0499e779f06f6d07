"""No window of ours is in a picture, whichever way leads to the dialog, on a real screen."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for

pytestmark = pytest.mark.e2e

_COLOUR = "#c81e78"
"""Nothing else on the screen has it."""
_DIALOG, _MAIN = "Get help", "IT help"


@pytest.fixture
def tray_app(environment: Mapping[str, str], screen: Screen) -> Iterator[AppProcess]:
    """The tray program on a desk of one colour, its icon in the tray."""
    subprocess.run(["xsetroot", "-solid", _COLOUR], env=dict(environment), check=True)
    with AppProcess(environment) as app:
        app.wait_for_icon(screen)
        yield app


@pytest.fixture
def bare(screen: Screen, tray_app: AppProcess) -> QImage:
    """The screen without any window of ours, the tray's icon aside."""
    return seen(screen)


def seen(screen: Screen) -> QImage:
    """The whole screen now."""
    width, height, pixels = screen.pixels()
    screen_now = QImage(pixels, width, height, QImage.Format.Format_RGB32)
    return screen_now.convertToFormat(QImage.Format.Format_RGB888)


def choose(tray_app: AppProcess, screen: Screen, letter: str) -> None:
    """The entry of the icon's menu with that letter, by the keyboard."""
    before = seen(screen)
    screen.click(tray_app.wait_for_icon(screen), button=3)
    wait_for(lambda: strangers(seen(screen), before) > 100, "the menu")
    screen.key(letter)


def open_main(tray_app: AppProcess, screen: Screen) -> None:
    """The main window stands on the screen, drawn, and takes keys."""
    choose(tray_app, screen, "t")
    wait_for(lambda: _MAIN in screen.windows(), "the main window")
    width, height, _ = screen.pixels()
    middle = (width // 2, height // 2)
    wait_for(lambda: seen(screen).pixelColor(*middle) != QColor(_COLOUR), "the main window to draw itself")
    wait_for(lambda: screen.active() == _MAIN, "the main window to have the focus")


def send(tray_app: AppProcess, screen: Screen, subject: str) -> None:
    """Write in the dialog and send it."""
    wait_for(lambda: screen.active() == _DIALOG, "the dialog to have the focus")
    wait_for(lambda: tray_app.said("submission dialog open: True"), "the dialog to take keys")
    screen.type(subject)
    screen.key("ctrl+Return")
    wait_for(lambda: _DIALOG not in screen.windows(), "the dialog to close")


def picture_of(portal: PortalProcess, subject: str) -> QImage:
    """The picture of the ticket, as it lies on the portal."""

    def found() -> list[dict[str, Any]]:
        with portal.client() as client:
            tickets = client.get("/tickets", params={"view": "open"}).raise_for_status().json()["tickets"]
        return [ticket for ticket in tickets if ticket["subject"] == subject]

    wait_for(found, "the ticket on the portal")
    ticket = found()[0]
    with portal.client() as client:
        path = f"/tickets/{ticket['ref']['number']}/files/{ticket['files'][0]['id']}"
        return QImage.fromData(client.get(path).content).convertToFormat(QImage.Format.Format_RGB888)


def strangers(picture: QImage, bare: QImage) -> int:
    """Rows of the desk that are not as they are without our windows; the tray at the bottom has a clock."""
    pairs = zip(rows(picture), rows(bare), strict=True)
    return sum(one != other for one, other in list(pairs)[:-60])


def rows(image: QImage) -> list[bytes]:
    """The picture, line by line."""
    data, length = bytes(image.constBits()), image.bytesPerLine()
    return [data[at : at + length] for at in range(0, len(data), length)]


@pytest.mark.rule("APP-2")
def test_the_main_window_is_in_no_picture_and_comes_back(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess, bare: QImage
) -> None:
    """Its own "New ticket" pictures what lies beneath; afterwards it stands where it stood."""
    open_main(tray_app, screen)
    stood = screen.place(_MAIN)

    screen.key("ctrl+n")
    send(tray_app, screen, "Beneath the window")

    picture = picture_of(portal, "Beneath the window")
    assert picture.size() == bare.size()
    assert strangers(picture, bare) == 0
    assert screen.place(_MAIN) == stood


@pytest.mark.rule("APP-2")
def test_a_click_on_the_icon_sends_the_main_window_away_first(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess, bare: QImage
) -> None:
    """The tray's click and the window's button do the same."""
    open_main(tray_app, screen)

    screen.click(tray_app.wait_for_icon(screen))
    send(tray_app, screen, "Clicked over the window")

    assert strangers(picture_of(portal, "Clicked over the window"), bare) == 0


@pytest.mark.rule("APP-2")
def test_the_menu_that_was_just_used_is_in_no_picture(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess, bare: QImage
) -> None:
    """Where the icon's menu leads to the dialog, the menu has left the screen before it is pictured."""
    choose(tray_app, screen, "n")
    send(tray_app, screen, "From the menu")

    assert strangers(picture_of(portal, "From the menu"), bare) == 0

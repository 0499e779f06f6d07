"""From a click on the icon to a ticket on the portal, with a real pointer on a real screen."""

from __future__ import annotations

import subprocess
import sys
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
_DIALOG = "Get help"


@pytest.fixture
def tray_app(environment: Mapping[str, str], screen: Screen) -> Iterator[AppProcess]:
    """The tray program on a desk of one colour, its icon in the tray."""
    subprocess.run(["xsetroot", "-solid", _COLOUR], env=dict(environment), check=True)
    with AppProcess(environment) as app:
        app.wait_for_icon(screen)
        yield app


def _share(picture: QImage, colour: str) -> float:
    """How much of a picture has exactly that colour."""
    wanted = QColor(colour).rgb()
    places = [(x, y) for x in range(0, picture.width(), 8) for y in range(0, picture.height(), 8)]
    return sum(picture.pixel(x, y) == wanted for x, y in places) / len(places)


def _tickets(portal: PortalProcess, subject: str) -> list[dict[str, Any]]:
    with portal.client() as client:
        found = client.get("/tickets", params={"view": "open"}).raise_for_status().json()["tickets"]
    return [ticket for ticket in found if ticket["subject"] == subject]


def _write_and_send(tray_app: AppProcess, screen: Screen, subject: str) -> None:
    screen.click(tray_app.wait_for_icon(screen))
    wait_for(lambda: _DIALOG in screen.windows(), "the dialog")
    wait_for(lambda: tray_app.said("submission dialog open: True"), "the dialog to take keys")
    screen.type(subject)
    screen.key("ctrl+Return")
    wait_for(lambda: _DIALOG not in screen.windows(), "the dialog to close")


@pytest.mark.rule("APP-1")
def test_a_click_and_ctrl_enter_put_a_ticket_on_the_portal(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess
) -> None:
    """A left click on the icon opens the dialog; Ctrl+Enter closes it, and the ticket is on the portal once."""
    _write_and_send(tray_app, screen, "The scanner hums")

    wait_for(lambda: _tickets(portal, "The scanner hums"), "the ticket on the portal")
    assert len(_tickets(portal, "The scanner hums")) == 1


@pytest.mark.rule("APP-2")
def test_the_picture_holds_the_screen_and_not_the_dialog(
    tray_app: AppProcess, screen: Screen, portal: PortalProcess
) -> None:
    """The picture that arrives is the whole screen as it was before the dialog showed."""
    before = QImage(screen.pixels()[2], *screen.pixels()[:2], QImage.Format.Format_RGB32).copy()
    _write_and_send(tray_app, screen, "Look at this")
    wait_for(lambda: _tickets(portal, "Look at this"), "the ticket on the portal")
    ticket = _tickets(portal, "Look at this")[0]
    files, number = ticket["files"], ticket["ref"]["number"]

    with portal.client() as client:
        picture = QImage.fromData(client.get(f"/tickets/{number}/files/{files[0]['id']}").content)

    assert [file["media_type"] for file in files] == ["image/png"]
    assert (picture.width(), picture.height()) == (before.width(), before.height())
    assert _share(picture, _COLOUR) == pytest.approx(_share(before, _COLOUR), abs=0.005)


@pytest.mark.rule("APP-1")
def test_a_right_click_opens_the_menu(tray_app: AppProcess, screen: Screen) -> None:
    """A right click on the icon shows the menu above the tray, and Escape takes it away again."""
    x, y = tray_app.wait_for_icon(screen)
    width, _, before = screen.pixels()
    above = slice(((y - 60) * width + x - 30) * 4, ((y - 60) * width + x) * 4)

    screen.click((x, y), button=3)
    wait_for(lambda: screen.pixels()[2][above] != before[above], "the menu")
    screen.key("Escape")
    wait_for(lambda: screen.pixels()[2][above] == before[above], "the menu to go")


@pytest.mark.rule("APP-9")
def test_a_second_start_opens_the_dialog_of_the_first(
    tray_app: AppProcess, screen: Screen, environment: Mapping[str, str]
) -> None:
    """Starting the program again ends at once with 0 and opens the dialog in the one that runs."""
    second = subprocess.run([sys.executable, "-m", "trayapp"], env=dict(environment), check=False, timeout=30)

    assert second.returncode == 0
    wait_for(lambda: _DIALOG in screen.windows(), "the first one's dialog")

"""From a click to a ticket whose picture shows nothing private, with what the app itself proposes to hide."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.capture.accessibility import private_qt
from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.needed import need
from tests.waiting import wait_for
from trayapp.capture.accessibility.at_spi import AtSpiText
from trayapp.capture.window_list.x11 import X11Windows
from trayapp.core.area import Area
from trayapp.core.sensitive import find
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = pytest.mark.e2e

_SECONDS = 20.0


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """A screen with the accessibility bus."""
    need(VirtualDesktop.missing(accessibility=True))
    with VirtualDesktop(accessibility=True) as virtual:
        yield virtual


@pytest.fixture
def private(desktop: VirtualDesktop) -> Iterator[list[Area]]:
    """Where a window shows private things."""
    windows = X11Windows(desktop.display)
    command = [sys.executable, private_qt.__file__ or "", "20", "1"]
    with subprocess.Popen(command, env=desktop.env, stdout=subprocess.DEVNULL) as program:
        try:
            reader = AtSpiText(desktop.env, windows)
            wait_for(lambda: len(reader.read(_SECONDS, find)) == 4, "a window with private things")
            yield [seen.area for seen in reader.read(_SECONDS, find)]
        finally:
            program.kill()


def colours(picture: QImage, area: Area) -> set[str]:
    """Those of a part of a picture."""
    points = [(x, y) for x in range(area.x, area.right) for y in range(area.y, area.bottom)]
    return {picture.pixelColor(x, y).name() for x, y in points}


def sent(portal: PortalProcess, subject: str) -> QImage:
    """The picture that came with a ticket; null while it is not there."""
    with portal.client() as client:
        rows = client.get("/tickets", params={"view": "open"}).raise_for_status().json()["tickets"]
        for ticket in (row for row in rows if row["subject"] == subject):
            number, (file, *_) = ticket["ref"]["number"], ticket["files"]
            return QImage.fromData(client.get(f"/tickets/{number}/files/{file['id']}").content)
    return QImage()


def test_hide_all_makes_a_picture_without_anything_private(
    environment: Mapping[str, str],
    screen: Screen,
    portal: PortalProcess,
    private: list[Area],
    tmp_path: Path,
) -> None:
    """By two keys; and what was read on the screen stands neither in the log nor in any file of the app."""
    width, height, pixels = screen.pixels()
    before = QImage(pixels, width, height, QImage.Format.Format_RGB32)
    assert all(len(colours(before, area)) > 1 for area in private)

    with AppProcess(environment) as app:
        screen.click(app.wait_for_icon(screen))
        wait_for(lambda: "Get help" in screen.windows(), "the dialog")
        wait_for(lambda: app.said("private places on the screen: 4"), "the proposals")
        screen.type("The scanner hums")
        screen.key("alt+i")
        screen.key("ctrl+Return")
        wait_for(lambda: "Get help" not in screen.windows(), "the dialog to close")
        wait_for(lambda: not sent(portal, "The scanner hums").isNull(), "the ticket on the portal")

    picture = sent(portal, "The scanner hums")
    assert (picture.width(), picture.height()) == (width, height)
    assert [colours(picture, area) for area in private] == [{"#000000"}] * 4
    secrets = ("4111 1111", "seen@example", "DE89 3704", "hunter2")
    assert not [line for line in app.log if any(secret in line for secret in secrets)]
    written = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert written
    assert not [secret for secret in secrets if secret.encode() in written]

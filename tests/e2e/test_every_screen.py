"""What stands on the screen is what arrives, pixel by pixel, on a real X11 screen with several monitors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from tests.capture.pattern import pattern_image
from tests.e2e.app_process import AppProcess
from tests.e2e.on_portal import pictures_of
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for
from trayapp.core.area import Area
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = pytest.mark.e2e

_DIALOG = "Get help"
_LAYOUTS = {
    "one": [Area(0, 0, 1280, 800)],
    "side by side": [Area(0, 0, 800, 800), Area(800, 0, 480, 800)],
    "stacked": [Area(0, 0, 1280, 500), Area(0, 500, 1280, 300)],
    "corner to corner": [Area(0, 300, 900, 500), Area(900, 0, 380, 640)],
}


@contextmanager
def shown_pattern(desktop: VirtualDesktop) -> Iterator[None]:
    """The test pattern over the whole screen."""
    width, height = desktop.size
    command = [sys.executable, "-m", "tests.capture.pattern", str(width), str(height)]
    env = desktop.env | {"QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "shown\n"
            yield
        finally:
            process.kill()


def set_monitors(desktop: VirtualDesktop, monitors: list[Area]) -> None:
    """Cut the one screen that there is into monitors."""
    for number, area in enumerate(monitors):
        size = f"{area.width}/300x{area.height}/200+{area.x}+{area.y}"
        command = ["xrandr", "--setmonitor", f"M{number}", size, "none" if number else "screen"]
        subprocess.run(command, env=desktop.env, check=True, timeout=20)


@pytest.mark.rule("APP-2")
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_every_pixel_arrives_as_it_was(
    layout: str,
    desktop: VirtualDesktop,
    environment: Mapping[str, str],
    screen: Screen,
    portal: PortalProcess,
) -> None:
    """Each monitor is one picture, and every pixel of it has the colour that stood there when the dialog was wanted."""
    monitors = _LAYOUTS[layout]
    set_monitors(desktop, monitors)
    wall = pattern_image(*desktop.size)
    with AppProcess(environment) as app, shown_pattern(desktop):
        wait_for(lambda: screen.pixels()[2][:64:4] == bytes(wall.constBits())[:64:4], "the pattern")
        wait_for(lambda: app.said("ready for the first click"), "the program to idle")
        subprocess.run([sys.executable, "-m", "trayapp"], env=dict(environment), check=True, timeout=30)
        wait_for(lambda: _DIALOG in screen.windows(), "the dialog")
        wait_for(lambda: app.said("submission dialog open: True"), "the dialog to take keys")
        wait_for(lambda: screen.active() == _DIALOG, "the dialog to have the focus")
        screen.type("Every pixel")
        screen.key("ctrl+Return")
        wait_for(lambda: _DIALOG not in screen.windows(), "the dialog to close")
        pictures = pictures_of(portal, "Every pixel")

    assert pictures == [wall.copy(area.x, area.y, area.width, area.height) for area in monitors]

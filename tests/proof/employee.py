"""What the employee does in the proof, with a real pointer and real keys on a real screen."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from tests.e2e.screen import Screen
from tests.proof.traced_app import TracedApp
from tests.waiting import wait_for
from trayapp.core.area import Area
from trayapp.demo.virtual_desktop import BACKGROUND

DIALOG = "Get help"
EDITOR = "Mark up"
_SIZE = re.compile(r"Absolute upper-left X: +(\d+).*?Y: +(\d+).*?Width: (\d+).*?Height: (\d+)", re.DOTALL)
_GROUND = bytes.fromhex(BACKGROUND[1:])[::-1]
"""B G R of the empty desktop."""


@dataclass(frozen=True, slots=True)
class Employee:
    """On one desktop, before one program."""

    environment: Mapping[str, str]
    screen: Screen
    app: TracedApp

    def ask_for_help(self) -> None:
        """Click on the icon; the dialog takes keys when it returns, and shows the picture."""
        wait_for(self.screen.icon, "the icon in the tray")
        place = self.screen.icon()
        assert place is not None
        self.screen.click(place)
        wait_for(lambda: self._titles(DIALOG), "the dialog")
        wait_for(lambda: self.app.said("submission dialog open: True"), "the dialog to take keys")
        wait_for(lambda: self.picture_in(DIALOG), "the thumbnail")

    def hide(self, area: Area) -> None:
        """Open the picture, black out that part of it with the pointer, Done."""
        thumbnail = self.picture_in(DIALOG)
        assert thumbnail is not None
        self.screen.click((thumbnail.x + thumbnail.width // 2, thumbnail.y + thumbnail.height // 2))
        wait_for(lambda: self._titles(EDITOR), "the mark-up window")
        wait_for(lambda: self.picture_in(EDITOR), "the picture in the mark-up window")
        shown = self.picture_in(EDITOR)
        assert shown is not None
        scale = shown.width / self.screen.pixels()[0]
        corners = ((area.x, area.y), (area.right, area.bottom))
        self._drag(*((round(shown.x + x * scale), round(shown.y + y * scale)) for x, y in corners))
        self.screen.key("ctrl+Return")
        wait_for(lambda: not self._titles(EDITOR), "the mark-up window to close")

    def send(self) -> None:
        """Ctrl+Enter in the dialog."""
        self.screen.key("ctrl+Return")
        wait_for(lambda: not self._titles(DIALOG), "the dialog to close")

    def picture_in(self, title: str) -> Area | None:
        """Where a window of ours shows the picture of the screen: where the empty desktop's colour is."""
        window = self._window(title)
        if window is None:
            return None
        width, _, data = self.screen.pixels()
        found: list[tuple[int, int, int]] = []
        for y in range(window.y, window.bottom):
            row = data[(y * width + window.x) * 4 : (y * width + window.right) * 4]
            places = [at for at in (_first(row), _last(row)) if at is not None]
            if places and places[-1] - places[0] > 60:
                found.append((y, places[0], places[-1]))
        if not found:
            return None
        left, right = min(each[1] for each in found), max(each[2] for each in found) + 1
        return Area(window.x + left, found[0][0], right - left, found[-1][0] - found[0][0] + 1)

    def _drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        words = ["mousemove", *start, "mousedown", 1, "sleep", 0.1, "mousemove", *end, "sleep", 0.1]
        command = ["xdotool", *map(str, words), "mouseup", "1"]
        subprocess.run(command, env=dict(self.environment), check=True, timeout=30)

    def _titles(self, beginning: str) -> list[str]:
        return [title for title in self.screen.windows() if title.startswith(beginning)]

    def _window(self, beginning: str) -> Area | None:
        for title in self._titles(beginning):
            told = subprocess.run(
                ["xwininfo", "-name", title],
                env=dict(self.environment),
                capture_output=True,
                text=True,
                check=False,
            )
            if found := _SIZE.search(told.stdout):
                return Area(*map(int, found.groups()))
        return None


def _first(row: bytes) -> int | None:
    return next((at // 4 for at in _places(row)), None)


def _last(row: bytes) -> int | None:
    at = row.rfind(_GROUND)
    while at > 0 and at % 4:
        at = row.rfind(_GROUND, 0, at)
    return None if at < 0 or at % 4 else at // 4


def _places(row: bytes) -> list[int]:
    at = row.find(_GROUND)
    while at > 0 and at % 4:
        at = row.find(_GROUND, at + 1)
    return [] if at < 0 else [at]

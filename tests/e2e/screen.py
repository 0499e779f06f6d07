"""A person's eyes and hands on the virtual screen, from outside the program: pictures, a pointer, a keyboard."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

import mss

from tests.waiting import PATIENCE

_ICON = re.compile(r'"trayapp": \("trayapp" "trayapp"\)\s+(\d+)x(\d+)\+\d+\+\d+\s+\+(\d+)\+(\d+)')
Place = tuple[int, int]


class Screen:
    """One virtual desktop's screen."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def icon(self) -> Place | None:
        """The middle of the program's icon in the tray of an XEmbed host; `None` while it is not there."""
        found = _ICON.search(self._run("xwininfo", "-root", "-tree"))
        if not found:
            return None
        width, height, x, y = map(int, found.groups())
        return x + width // 2, y + height // 2

    def windows(self) -> list[str]:
        """The titles of the windows that are shown."""
        numbers = self._run("xdotool", "search", "--onlyvisible", "--name", ".", check=False).split()
        return [self._run("xdotool", "getwindowname", number, check=False).strip() for number in numbers]

    def active(self) -> str:
        """The title of the window that has the focus; empty when none has."""
        return self._run("xdotool", "getactivewindow", "getwindowname", check=False).strip()

    def place(self, title: str) -> str:
        """Where the window of that title stands and how large it is, in the words of the X tools."""
        found = self._run("xwininfo", "-name", title, check=False)
        return " ".join(
            line.strip() for line in found.splitlines() if "Absolute" in line or "geometry" in line
        )

    def click(self, place: Place, button: int = 1) -> None:
        """Move there and click."""
        self._run("xdotool", "mousemove", str(place[0]), str(place[1]), "click", str(button))

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self._run("xdotool", "type", "--delay", "12", text)

    def key(self, name: str) -> None:
        """Press a key such as `ctrl+Return`."""
        self._run("xdotool", "key", name)

    def pixels(self) -> tuple[int, int, bytes]:
        """Width, height and B G R X of the whole screen now."""
        with mss.MSS(display=self._environment["DISPLAY"]) as camera:
            shot = camera.grab(camera.monitors[0])
            return shot.width, shot.height, bytes(shot.raw)

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            command,
            env=dict(self._environment),
            capture_output=True,
            text=True,
            check=check,
            timeout=PATIENCE,
        )
        return done.stdout

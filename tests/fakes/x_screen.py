"""Screens that really exist: an X server in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from tests.needed import need

NEEDED = ("Xvfb", "xsetroot", "xrandr")


SIZE = (640, 400)
MONITORS = ("400/100x400/100+0+0", "240/60x400/100+400+0")


@contextmanager
def x_server(size: tuple[int, int] = SIZE, monitors: Sequence[str] = MONITORS) -> Iterator[dict[str, str]]:
    """The environment of an X11 session in so many monitors, with a red and blue pattern on it."""
    need([name for name in NEEDED if not shutil.which(name)])
    read, write = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-noreset", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            assert number, "Xvfb did not start"
            env = os.environ | {"DISPLAY": f":{number}", "XDG_SESSION_TYPE": "x11"}
            env.pop("QT_QPA_PLATFORM", None)
            _furnish(env, monitors)
            yield env
        finally:
            server.terminate()


@pytest.fixture
def x_screen() -> Iterator[dict[str, str]]:
    """The environment of an X11 session of 640 × 400 in two monitors, with a red and blue pattern on it."""
    with x_server() as env:
        yield env


def _furnish(env: dict[str, str], monitors: Sequence[str]) -> None:
    commands = [["xsetroot", "-mod", "16", "16", "-fg", "#ff0000", "-bg", "#0000ff"]]
    for number, place in enumerate(monitors):
        commands.append(["xrandr", "--setmonitor", f"monitor{number}", place, "none" if number else "screen"])
    for command in commands:
        subprocess.run(command, env=env, check=True, timeout=20)

"""Pictures of two 4K monitors as files, against `flameshot full -r`, which gives one PNG of both.

Flameshot is started for each picture, so the time it takes to start and do nothing is taken off. What is on the screen
is neither empty nor noise: a pattern of squares.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from statistics import median

from tests.bench.report import Row, milliseconds, paired
from tests.bench.wide_desktop import HEIGHT, WIDTH, wide_desktop
from trayapp.capture.encode import encode
from trayapp.capture.mss_grab import MssGrab

_ROUNDS = 7
_SQUARE = 24
"""Pixels."""


def rows() -> Iterator[Row]:
    """In turn with Flameshot, where it is installed; nothing is asked of it but a picture."""
    what = "two 4K monitors, grabbed and encoded"
    with wide_desktop(2) as desktop, _squares(desktop.env):
        camera = MssGrab(desktop.env["DISPLAY"])
        camera.grab()
        if shutil.which("flameshot") is None:
            took = median(_ours(camera) for _ in range(_ROUNDS))
            yield Row(what, milliseconds(took), "flameshot: not installed", 0, 1)
            return
        idle = median(_flameshot(desktop.env, "--version") for _ in range(_ROUNDS))
        mine, theirs, ratio = paired(
            lambda: _ours(camera), lambda: _flameshot(desktop.env, "full", "-r") - idle, _ROUNDS
        )
        camera.close()
    yield Row(what, milliseconds(mine), f"flameshot full -r {milliseconds(theirs)}", ratio, 1)


def _ours(camera: MssGrab) -> float:
    started = time.perf_counter()
    for shot in camera.grab():
        encode(shot)
    return time.perf_counter() - started


def _flameshot(environment: Mapping[str, str], *words: str) -> float:
    started = time.perf_counter()
    subprocess.run(["flameshot", *words], env=environment, capture_output=True, check=True, timeout=60)
    return time.perf_counter() - started


@contextmanager
def _squares(environment: Mapping[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.capture.pattern", str(2 * WIDTH), str(HEIGHT), str(_SQUARE)]
    env = {**environment, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as wall:
        try:
            assert wall.stdout is not None
            wall.stdout.readline()
            yield
        finally:
            wall.terminate()

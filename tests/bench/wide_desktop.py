"""A virtual desktop of 4K monitors side by side."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from trayapp.demo.virtual_desktop import VirtualDesktop

WIDTH, HEIGHT = 3840, 2160


@contextmanager
def wide_desktop(monitors: int) -> Iterator[VirtualDesktop]:
    """One or more of them. Xvfb has one output; monitors are cut out of it, as RandR allows."""
    with VirtualDesktop(size=(WIDTH * monitors, HEIGHT)) as desktop:
        for number in range(monitors if monitors > 1 else 0):
            place = f"{WIDTH}/600x{HEIGHT}/340+{WIDTH * number}+0"
            output = "none" if number else "screen"
            command = ["xrandr", "--setmonitor", f"M{number}", place, output]
            subprocess.run(command, env=desktop.env, check=True, timeout=20, stdout=subprocess.DEVNULL)
        yield desktop

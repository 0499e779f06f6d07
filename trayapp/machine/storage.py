"""Room on the disks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from trayapp.machine.collector import Collector, reading
from trayapp.machine.words import free_of

Usage = Callable[[Path], tuple[int, int, int]]
"""Total, used and free bytes, as `shutil.disk_usage` tells them."""


def collectors() -> tuple[Collector, ...]:
    """The system's disk, and the home's; apart, for a home on a server may hang."""
    system, home = Path(os.environ.get("SYSTEMDRIVE", "") + os.sep), Path.home()
    return (
        reading("disk", {"disk.free": lambda: free(system)}),
        reading("home", {"disk.home": lambda: free(home) if elsewhere(home, system) else None}),
    )


def free(folder: Path, usage: Usage = shutil.disk_usage) -> str:
    """Such as `120 GB of 475 GB free`. Raises `OSError`."""
    total, _, left = usage(folder)
    return free_of(left, total)


def elsewhere(folder: Path, other: Path) -> bool:
    """Whether the two lie on different disks. Raises `OSError`."""
    return folder.stat().st_dev != other.stat().st_dev

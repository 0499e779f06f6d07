"""How much memory this process had at most, since it was last asked to forget. Linux: the kernel keeps it."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from pathlib import Path

_STATUS = Path("/proc/self/status")
_FORGET = Path("/proc/self/clear_refs")


def begin() -> int:
    """From now on the most is counted anew. KiB that are in use now."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # what the C library keeps for later is not in use
    _FORGET.write_text("5")
    return _field("VmRSS")


def most() -> int:
    """KiB, since `begin`."""
    return _field("VmHWM")


def _field(name: str) -> int:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])

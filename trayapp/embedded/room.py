"""How many may listen at once: each open stream takes a file descriptor, and the rest of the portal needs some, too."""

from __future__ import annotations

import sys
from contextlib import suppress

MOST = 20_000
"""Streams, whatever the system allows."""
_WANTED = (65_536, 10_240, 4_096)
"""File descriptors, the best first: macOS says of no limit that it is none, and refuses more than it has."""
_KEPT = 512
"""Those for requests, files and the database; where there are few, half of them."""


def streams() -> int:
    """Takes as many file descriptors as the system lets this process have; so many streams there is room for."""
    if sys.platform == "win32":
        return MOST
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST
    for wanted in _WANTED:
        most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        if most <= soft:
            break
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
            break
    return max(min(max(soft - _KEPT, soft // 2), MOST), 1)

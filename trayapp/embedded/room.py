"""How many may listen at once: each open stream takes a file descriptor, and the rest of the portal needs some, too."""

from __future__ import annotations

import sys

MOST = 20_000
"""Streams, whatever the system allows."""
_WANTED = 65_536
_KEPT = 512
"""File descriptors for requests, files and the database."""


def streams() -> int:
    """Takes as many file descriptors as the system lets this process have; so many streams there is room for."""
    if sys.platform == "win32":
        return MOST
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    free = (most if soft == resource.RLIM_INFINITY else soft) - _KEPT
    return max(min(free, MOST), 1)

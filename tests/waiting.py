"""Waiting for what happens elsewhere, in another process or thread: until it is so, or in vain."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 30.0
"""Seconds after which it will not happen any more; never waited for when all is well."""
_LOOK_EVERY = 0.02


def wait_for(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> float:
    """Seconds until the condition held. Raises `AssertionError` when it does not in time."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, f"waited {seconds:g} s in vain for {what}"
        time.sleep(_LOOK_EVERY)
    return time.monotonic() - started

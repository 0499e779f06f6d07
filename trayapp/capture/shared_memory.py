"""Makes the memory ready into which the X server writes pictures, so that the first one is as quick as the next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mss import MSS

_PAGE = 4096
_AT_ONCE = 512
"""Pages that are touched before other threads have their turn."""


def touch(camera: MSS) -> None:
    """Touch every page once; nothing is pictured. Off the UI thread.

    The first picture of a 4K screen takes 70 to 120 ms, most of it for pages that nobody has used yet, and 40 ms after
    this. mss keeps its buffer to itself: where it is not found, the first picture takes its time.
    """
    buffer = getattr(getattr(camera, "_impl", None), "_buf", None)
    if buffer is None:
        return
    with memoryview(buffer) as pages:
        for start in range(0, len(pages), _PAGE * _AT_ONCE):
            bytes(pages[start : start + _PAGE * _AT_ONCE : _PAGE])
            time.sleep(0)

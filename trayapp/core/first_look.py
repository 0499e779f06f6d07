"""Things that are made once for each class, by one thread at a time in the whole program.

WORKAROUND https://github.com/msgspec/msgspec/issues/401: msgspec is meant to be safe for threads, but two that meet the
same dataclasses for the first time at once, by `msgspec.json.decode(..., type=...)`, end the process by a segmentation
fault (0.19 to 0.22, nine times of ten). With a decoder that one thread has made, any number of threads may decode.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")
_LOCK = threading.Lock()


class FirstLook(Generic[V]):
    """Makes a value for a class when it is first asked for, and gives it again from then on."""

    def __init__(self, make: Callable[[Any], V]) -> None:
        self._make = make
        self._made: dict[Any, V] = {}

    def __call__(self, kind: Any) -> V:
        found = self._made.get(kind)
        if found is None:
            with _LOCK:
                found = self._made.get(kind)
                if found is None:
                    found = self._made[kind] = self._make(kind)
        return found

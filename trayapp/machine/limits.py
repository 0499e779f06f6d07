"""Work that may hang, with a time limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], name: str = "limited") -> T:
    """What `work` returns or raises, or `TimeoutError`.

    Work that hangs is left behind in a daemon thread, which keeps nobody: not the caller, not the program's end.
    """
    done: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            done.put((None, error))

    threading.Thread(target=run, name=f"machine-{name}", daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except Empty:
        raise TimeoutError(name) from None
    if error:
        raise error
    return result  # type: ignore[return-value]

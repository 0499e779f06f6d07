"""Being interrupted politely: the first time what was begun is put in order, the second time it is left."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """A context manager for the main thread: Ctrl-C and a polite end raise `KeyboardInterrupt` while it is entered.

    Between `tidying` and the end the first one only says something, unless there was one before.
    """

    def __init__(self, say: Callable[[], None]) -> None:
        self._say = say
        self._tidying = False
        self.count = 0
        """How often somebody asked for the end."""
        self._before: dict[int, object] = {}

    def tidying(self) -> None:
        """From now on things are put in order."""
        self._tidying = True

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._heard)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self._tidying and self.count == 1:
            self._say()
            return
        raise KeyboardInterrupt

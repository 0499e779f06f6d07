"""Runs a walk through the program: steps that act, and conditions that are waited for, on the Qt loop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 40
_PATIENCE = 4.0
"""Seconds after which a person does again what had no effect."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Until:
    """Go on when the condition holds; give up after so many seconds."""

    condition: Callable[[], object]
    what: str
    seconds: float = 20.0
    again: Callable[[], object] | None = None
    """What a person repeats while nothing happens, such as a click on an icon that moved away just then."""


@dataclass(frozen=True, slots=True)
class Still:
    """Go on after so many seconds in which the screen may settle (fades, pointer, notifications)."""

    seconds: float = 0.4


Walk = Generator[Until | Still, None, None]


class Walker(QObject):
    """Drives one walk; calls `done` with `None`, or with what went wrong."""

    def __init__(self, walk: Walk, done: Callable[[str | None], None]) -> None:
        super().__init__()
        self._walk = walk
        self._done = done
        self._waiting: Until | Still = Still(0)
        self._since = self._tried = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin with the next turn of the loop."""
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        now = time.monotonic()
        waited = now - self._since
        if isinstance(self._waiting, Still):
            if waited >= self._waiting.seconds:
                self._step()
        elif self._waiting.condition():
            self._step()
        elif waited > self._waiting.seconds:
            self._finish(f"waited {waited:.0f} s in vain for {self._waiting.what}")
        elif self._waiting.again is not None and now - self._tried > _PATIENCE:
            _log.info("once more, for %s", self._waiting.what)
            self._tried = now
            self._waiting.again()

    def _step(self) -> None:
        try:
            self._waiting = next(self._walk)
        except StopIteration:
            self._finish(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the tour says so and ends
            _log.exception("the walk stumbled")
            self._finish(f"{type(error).__name__}: {error}")
        else:
            self._since = self._tried = time.monotonic()

    def _finish(self, problem: str | None) -> None:
        self._timer.stop()
        self._done(problem)

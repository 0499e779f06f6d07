"""Runs slow jobs off the UI thread and brings their results back to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

_log = logging.getLogger(__name__)
T = TypeVar("T")
_LONGEST_HOLD = 400
Failed = Callable[[Exception], None]


@dataclass(eq=False)
class _Job:
    """What was asked for, and what came of it."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed | None
    owner: QObject | None
    result: Any = None
    error: Exception | None = None

    def tell(self) -> None:
        """Call back, on the UI thread, unless the owner is gone."""
        error, self.error = (
            self.error,
            None,
        )  # its traceback knows this job: without that, a circle would stay
        if self.owner is not None and not isValid(self.owner):
            return
        if error is None:
            self.done(self.result)
        elif self.failed is not None:
            self.failed(error)


class Background(QObject):
    """A few daemon threads for jobs such as encoding a picture or reading the store.

    A callback runs on the UI thread, and only while its `owner` (a window, say) still exists. What a job refers to is
    kept and let go of on the UI thread alone, the threads know its number: a window whose last reference went on
    another thread would be destroyed there, and Qt ends the program for that.
    """

    _delivered = Signal(object)
    _finished = Signal(int)

    def __init__(self, threads: int = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._kept: dict[int, _Job] = {}
        self._queue: SimpleQueue[int | None] = SimpleQueue()
        self._closed = False
        self._held: list[int] | None = None
        self._threads: list[threading.Thread] = []
        self._limit = threads
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `job` on a thread, then call `done` with its result or `failed` with its exception.

        Without `failed` an exception is logged. After `shutdown` nothing happens. On the UI thread.
        """
        if self._closed:
            return
        number = next(self._numbers)
        self._kept[number] = _Job(job, done, failed, owner)
        if self._held is None:
            self._put(number)
        else:
            self._held.append(number)

    def hold(self, longest: int = _LONGEST_HOLD) -> None:
        """Begin no job until `go_on`, so that a window that opens has the computer to itself.

        At most for `longest` milliseconds. On the UI thread, as `run` and `go_on`.
        """
        if self._held is None:
            self._held = []
            QTimer.singleShot(longest, self, self.go_on)

    def go_on(self) -> None:
        """Begin what was held."""
        held, self._held = self._held, None
        for number in held or ():
            self._put(number)

    def post(self, callback: Callable[[], None], owner: QObject | None = None) -> None:
        """Call `callback` on the UI thread, from any thread; dropped when `owner` is gone."""
        if self._closed or not isValid(self):
            return
        self._delivered.emit(lambda: callback() if owner is None or isValid(owner) else None)

    def shutdown(self, wait: float = 3.0) -> None:
        """Drop what has not begun and wait up to `wait` seconds for what has; no callback comes after it."""
        self._closed = True
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(wait / len(self._threads))
        self._kept.clear()

    def _put(self, number: int) -> None:
        if not self._closed:
            self._queue.put(number)
            self._grow()

    def _grow(self) -> None:
        """Threads are started when they are first needed: an idle program has none."""
        if len(self._threads) < self._limit:
            thread = threading.Thread(target=self._serve, name=f"ui-job-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self) -> None:
        while (number := self._queue.get()) is not None:
            if self._closed:
                continue
            self._work(number)
            if not self._closed and isValid(self):
                self._finished.emit(number)

    def _work(self, number: int) -> None:
        """Nothing of the job is left on this thread when it returns."""
        job = self._kept.get(number)
        if job is None:  # shut down a moment ago
            return
        try:
            job.result = job.work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the caller, not to this thread
            job.error = error
            if job.failed is None:
                _log.error("a background job failed", exc_info=error)

    @Slot(int)
    def _finish(self, number: int) -> None:
        job = self._kept.pop(number, None)
        if job is not None and not self._closed:
            job.tell()

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()

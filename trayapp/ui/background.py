"""Runs slow jobs off the UI thread and brings their results back to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

_log = logging.getLogger(__name__)
T = TypeVar("T")
_LONGEST_HOLD = 400
Failed = Callable[[Exception], None]


class Background(QObject):
    """A few daemon threads for jobs such as encoding a picture or reading the store.

    A callback runs on the UI thread, and only while its `owner` (a window, say) still exists.
    """

    _delivered = Signal(object)

    def __init__(self, threads: int = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closed = False
        self._held: list[Callable[[], None]] | None = None
        self._threads: list[threading.Thread] = []
        self._limit = threads
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `job` on a thread, then call `done` with its result or `failed` with its exception.

        Without `failed` an exception is logged. After `shutdown` nothing happens.
        """
        if self._closed:
            return
        if self._held is None:
            self._put(lambda: self._work(job, done, failed, owner))
        else:
            self._held.append(lambda: self._work(job, done, failed, owner))

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
        for job in held or ():
            self._put(job)

    def post(self, callback: Callable[[], None], owner: QObject | None = None) -> None:
        """Call `callback` on the UI thread, from any thread; dropped when `owner` is gone."""
        if self._closed or not isValid(self):
            return
        self._delivered.emit(lambda: callback() if owner is None or isValid(owner) else None)

    def shutdown(self, wait: float = 3.0) -> None:
        """Drop what has not begun and wait up to `wait` seconds for what has; no callback comes after it."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(wait / len(self._threads))

    def _put(self, job: Callable[[], None]) -> None:
        if not self._closed:
            self._jobs.put(job)
            self._grow()

    def _grow(self) -> None:
        """Threads are started when they are first needed: an idle program has none."""
        if len(self._threads) < self._limit:
            thread = threading.Thread(target=self._serve, name=f"ui-job-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            if not self._closed:
                job()

    def _work(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None, owner: QObject | None
    ) -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the caller, not to this thread
            self._fail(error, failed, owner)
        else:
            self.post(lambda: done(result), owner)

    def _fail(self, error: Exception, failed: Failed | None, owner: QObject | None) -> None:
        if failed is None:
            _log.error("a background job failed", exc_info=error)
        else:
            self.post(lambda: failed(error), owner)

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()

"""Syncing from the command line: bounded by time, in a thread that may be left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trayapp.app import App
from trayapp.core.errors import NotFound
from trayapp.core.ids import OpId
from trayapp.core.operation import Operation, OpState, Problem

if TYPE_CHECKING:
    from trayapp.sync.engine import Report

_PAUSE = 0.5
"""Seconds between two passes while an operation is waited for."""
_ENDED = frozenset({OpState.DONE, OpState.NEEDS_USER})
_LEAVE = 0.5
"""Seconds given to the pass that is running when time is up."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What passes of the engine did."""

    sent: int = 0
    failed: int = 0
    pulled: int = 0
    problem: Problem | None = None
    """Why the last one ended early."""
    locked: bool = False
    """Another program of ours is syncing."""
    late: bool = False
    """Time was up before it ended."""


def sync(
    app: App, seconds: float, enough: Callable[[Report], bool] = lambda report: not report.locked
) -> Pass:
    """Passes of the engine until `enough` says so, or time is up. Raises `LocalFault` and bugs.

    What is on its way then is taken up by the next run: every step is durable.
    """
    job = _Job(app, enough)
    job.start()
    job.join(max(0.0, seconds))
    job.stop()
    if job.is_alive():
        app.abandon()
    if job.error is not None:
        raise job.error
    return job.done


def deliver(app: App, op_id: OpId, seconds: float) -> tuple[Operation, Pass]:
    """Sync until the operation is delivered or needs somebody, or time is up."""

    def ended(_report: Report) -> bool:
        return _operation(app, op_id).state in _ENDED

    done = sync(app, seconds, ended)
    return _operation(app, op_id), done


def _operation(app: App, op_id: OpId) -> Operation:
    operation = app.store.outbox.get(op_id)
    if operation is None:
        raise NotFound(what="operation", id=op_id)  # discarded in a window meanwhile
    return operation


class _Job(threading.Thread):
    """Drives an engine. Left behind when it hangs: the process ends without it."""

    def __init__(self, app: App, enough: Callable[[Report], bool]) -> None:
        super().__init__(name="sync", daemon=True)
        self._app = app
        self._enough = enough
        self._stopped = threading.Event()
        self.done = Pass(late=True)
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._sync()
        except Exception as error:  # noqa: BLE001 - raised again by the command
            self.error = error

    def stop(self) -> None:
        """Begin no further pass, and give the one that runs a moment."""
        self._stopped.set()
        self.join(_LEAVE)

    def _sync(self) -> None:
        engine = self._app.engine(stopped=self._stopped.is_set)
        try:
            while not self._stopped.is_set():
                report = engine.run_once(self._app.clock())
                enough = self._enough(report)
                self._add(report, late=not enough)
                if enough:
                    return
                self._stopped.wait(max(_PAUSE, report.retry_after or 0.0))
        finally:
            engine.close()

    def _add(self, report: Report, *, late: bool) -> None:
        before = self.done
        self.done = Pass(
            before.sent + report.sent,
            before.failed + report.failed,
            before.pulled + report.pulled,
            report.problem,
            report.locked,
            late,
        )

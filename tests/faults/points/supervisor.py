"""Counts the calls of a watched process and does to it at one of them what the trial says."""

from __future__ import annotations

import errno
import os
import select
import signal
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from tests.faults.points.calls import FILLING, HALVED, WRITING, Point, fits, point_of
from tests.faults.points.injury import How, Injury
from tests.faults.points.stopped_calls import Stopped, fail, go_on, next_stopped, write_half


class Supervisor:
    """Sits at the listener of one process. Until `armed`, everything goes on uncounted."""

    def __init__(self, pid: int, listener: int, injury: Injury, folders: Collection[str]) -> None:
        self._pid = pid
        self.listener = listener
        self._injury = injury
        self._folders = folders
        self._error = getattr(errno, injury.error) if injury.error else 0
        self.armed = True
        self.over = False
        """The process and all its threads have ended."""
        self.points: list[Point] = []
        """Those that were counted."""
        self.hit: Point | None = None
        """Where it was done."""

    def take(self) -> None:
        """Deal with one call that is being waited at."""
        stopped = next_stopped(self.listener)
        if stopped is None:
            return
        point = point_of(stopped, self._folders) if self.armed else None
        if point is None or not self._struck(stopped, point):
            go_on(self.listener, stopped)
            if point and self.hit is point and self._injury.how is How.AMID:
                self._kill()

    def close(self) -> None:
        """Give the listener back."""
        os.close(self.listener)

    def free(self) -> None:
        """The disk is well again."""
        self.armed = False

    @contextmanager
    def attended(self) -> Iterator[None]:
        """In the block its calls go on: one that is being waited at may hold a lock that the block needs."""
        if self.over or sys.platform == "win32":
            yield
            return
        done = threading.Event()
        thread = threading.Thread(target=self._attend, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _attend(self, done: threading.Event) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        poll = select.poll()
        poll.register(self.listener, select.POLLIN)
        while not done.is_set():
            for _, event in poll.poll(20):
                if not event & select.POLLIN:
                    return
                self.take()

    def _struck(self, stopped: Stopped, point: Point) -> bool:
        """Whether it was answered here."""
        self.points.append(point)
        if self.hit is None:
            return self._is_it(point) and self._strike(stopped, point)
        if self._injury.how not in {How.FULL, How.SHORT} or point.name not in self._refused:
            return False
        fail(self.listener, stopped, self._error)
        return True

    def _is_it(self, point: Point) -> bool:
        injury = self._injury
        there = 0 < injury.at <= len(self.points) and (injury.kills or fits(point, injury.error))
        if there and (injury.how is not How.SHORT or point.name in HALVED):
            self.hit = point
        return self.hit is not None

    @property
    def _refused(self) -> tuple[str, ...]:
        return WRITING if self._injury.error == "EROFS" else FILLING

    def _strike(self, stopped: Stopped, point: Point) -> bool:
        match self._injury.how:
            case How.KILL:
                self._kill()
                return True
            case How.SHORT:
                return point.name in HALVED and write_half(self.listener, stopped)
            case How.ERROR | How.FULL:
                fail(self.listener, stopped, self._error)
                return True
        return False

    def _kill(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        os.kill(self._pid, signal.SIGKILL)

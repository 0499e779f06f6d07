"""Children forked from a process that has everything imported already."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.faults.points.calls import LOOKED_AT
from tests.faults.points.stopped_calls import stop_at
from tests.faults.points.supervisor import Supervisor

PATIENCE = 40.0
"""Seconds after which a child hangs; never waited for when all is well."""


class Hung(Exception):
    """It neither ends nor says anything."""


@dataclass(slots=True)
class Child:
    """A forked process."""

    pid: int
    heard: int
    """What it writes comes out here."""
    to: int
    """What is written here, it reads."""
    line: socket.socket
    """Its listener comes out here."""

    def listener(self) -> int:
        """Its listener, once it has called `Self.watched`. Raises `OSError`."""
        if sys.platform == "win32":
            raise NotImplementedError
        _, handles, _, _ = socket.recv_fds(self.line, 1, 1)
        if not handles:
            raise OSError("calls cannot be stopped here")
        return handles[0]

    @property
    def alive(self) -> bool:
        """It has not ended."""
        status = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        return status.rpartition(") ")[2][0] not in "ZX"

    def end(self) -> int:
        """Kill it if it lives, and forget it; its exit status."""
        if sys.platform == "win32":
            raise NotImplementedError
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        for handle in (self.heard, self.to):
            os.close(handle)
        self.line.close()
        return status


@dataclass(frozen=True, slots=True)
class Self:
    """What a child knows of itself."""

    out: int
    back: int
    line: socket.socket

    def watched(self) -> None:
        """From now on the parent decides about each call."""
        if sys.platform == "win32":
            raise NotImplementedError
        listener = stop_at(LOOKED_AT)
        socket.send_fds(self.line, [b"x"], [listener])
        os.close(listener)


def fork(life: Callable[[Self], None]) -> Child:
    """A child that lives that life and ends without the parent's farewells."""
    if sys.platform == "win32":
        raise NotImplementedError
    heard, out = os.pipe()
    back, to = os.pipe()
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _live(life, Self(out, back, theirs), (heard, to), ours)
    for handle in (out, back):
        os.close(handle)
    theirs.close()
    return Child(pid, heard, to, ours)


def _live(life: Callable[[Self], None], me: Self, not_mine: tuple[int, ...], other: socket.socket) -> None:
    status = 1
    try:
        for handle in not_mine:
            os.close(handle)
        other.close()
        life(me)
        status = 0
    except BaseException:  # noqa: BLE001 - the end of this process, whatever it was
        traceback.print_exc()
    finally:
        os._exit(status)


class Hears(Protocol):
    """Takes what a child writes."""

    def hear(self, data: bytes) -> None:
        """The next bytes."""


def follow(child: Child, story: Hears, watcher: Supervisor | None, ended: Callable[[], bool]) -> None:
    """Hear the child and decide about the watched process's calls until `ended` or the child is gone. Raises `Hung`."""
    if sys.platform == "win32":
        raise NotImplementedError
    poll = select.poll()
    poll.register(child.heard, select.POLLIN)
    if watcher and not watcher.over:
        poll.register(watcher.listener, select.POLLIN)
    limit = time.monotonic() + PATIENCE
    while not ended():
        if time.monotonic() > limit:
            raise Hung
        for handle, event in poll.poll(1000):
            if handle == child.heard:
                data = os.read(handle, 1 << 16)
                if not data:
                    return
                story.hear(data)
            elif event & select.POLLIN and watcher:
                watcher.take()
            else:
                poll.unregister(handle)
                if watcher:
                    watcher.over = True

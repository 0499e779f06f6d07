"""Starting programs so that they end with us, whatever happens to us."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from trayapp.demo.desktop_programs import find

PATIENCE = 20.0
"""Seconds a program may take to become ready. Generous: a loaded machine is slow, not broken."""
GRACE = 3.0
"""Seconds between asking a program to end and ending it."""
POLL = 0.01


class DesktopError(RuntimeError):
    """A part of the virtual desktop did not come up; the message ends with what it printed."""


class Processes:
    """The running parts of one desktop, each leading a process group of its own.

    `setpriv --pdeathsig` has the kernel end them should we be killed. It watches the thread that started them, so
    start them in a thread that lives as long as they shall.
    """

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        stdin: bytes = b"",
        pass_fds: Sequence[int] = (),
    ) -> None:
        """Run a program in the background, its output in a log; it is known by the program's name."""
        name, *words = command
        with self._log(name).open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", find(name) or name, *words],
                env=env,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                process_group=0,
            )
        self._running[name] = process
        if process.stdin is not None:
            with process.stdin as pipe:
                pipe.write(stdin)

    def wait(self, name: str, ready: Callable[[], bool]) -> None:
        """Return as soon as the program is ready. Raises DesktopError when it ended or takes too long."""
        process = self._running[name]
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None:
                raise DesktopError(f"{name} ended with {process.returncode}: {self.said(name)}")
            if time.monotonic() > deadline:
                raise DesktopError(f"{name} is not ready after {PATIENCE:g} s: {self.said(name)}")
            time.sleep(POLL)

    def said(self, name: str) -> str:
        """The end of the program's output."""
        return self._log(name).read_text("utf-8", errors="replace")[-2000:].strip() or "it printed nothing"

    def stop(self, name: str) -> None:
        """End one program and its children, and wait until it is gone. Nothing happens if it does not run."""
        process = self._running.pop(name, None)
        if process is None:
            return
        _ask_to_end(process.pid)
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
        finally:  # children that did not listen, too
            _end(process.pid)
            process.wait()

    def stop_all(self) -> None:
        """End everything, the last started first."""
        try:
            for name in reversed(list(self._running)):
                self.stop(name)
        finally:  # interrupted while waiting: no more patience
            for process in self._running.values():
                _end(process.pid)

    def pids(self) -> dict[str, int]:
        """The process id of each program started and not stopped."""
        return {name: process.pid for name, process in self._running.items()}

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _ask_to_end(group: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)


def _end(group: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)

"""The tray program under strace."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from tests.proof import trace
from tests.waiting import PATIENCE, wait_for

_END_SECONDS = 30.0


def traced_command(environment: Mapping[str, str], calls: Path, *words: str, stdin: str) -> None:
    """One command from its start to its end, told in `calls`."""
    calls.mkdir()
    command = [*trace.command(calls), sys.executable, "-m", "trayapp", "--verbose", *words]
    subprocess.run(
        command, env=dict(environment), input=stdin, text=True, check=True, capture_output=True, timeout=120
    )


class TracedApp:
    """One life, told in `calls`. Ended as a log-out would end it, if nothing has killed it before."""

    def __init__(self, environment: Mapping[str, str], calls: Path) -> None:
        self._environment = environment
        self._calls = calls
        self.log: list[str] = []

    def __enter__(self) -> Self:
        self._calls.mkdir()
        self._strace = subprocess.Popen(
            [*trace.command(self._calls), sys.executable, "-m", "trayapp", "--verbose"],
            env=dict(self._environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        wait_for(lambda: self.said("tray icon shown"), "the tray program to start", 2 * PATIENCE)
        [self._app] = psutil.Process(self._strace.pid).children()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, told: TracebackType | None
    ) -> None:
        if self._app.is_running():
            self._app.send_signal(signal.SIGTERM)
        self._strace.wait(_END_SECONDS)
        self._reader.join(_END_SECONDS)

    def said(self, words: str) -> bool:
        """Whether a line of the log holds the words."""
        return any(words in line for line in self.log)

    def kill(self) -> None:
        """As a power cut would."""
        self._app.kill()
        self._strace.wait(_END_SECONDS)

    def _read(self) -> None:
        assert self._strace.stderr is not None
        with self._strace.stderr as stderr:
            for line in stderr:
                self.log.append(line.rstrip())

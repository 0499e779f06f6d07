"""The tray program as a process of its own on a virtual desktop."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from tests.e2e.screen import Screen
from tests.waiting import wait_for

_SHOWN = "tray icon shown"
_END_SECONDS = 15.0


class AppProcess:
    """Started by `with`, ended as a log-out would end it. `log` is what it printed."""

    def __init__(self, environment: Mapping[str, str], *words: str) -> None:
        self._environment = environment
        self._words = words
        self.log: list[str] = []

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "trayapp", "--verbose", *self._words],
            env=dict(self._environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        wait_for(lambda: self.said(_SHOWN), "the tray program to start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self.exit_code = self._process.wait(_END_SECONDS)
        self._reader.join(_END_SECONDS)

    def said(self, words: str) -> bool:
        """Whether a line of the log holds the words."""
        return any(words in line for line in self.log)

    def wait_for_icon(self, screen: Screen) -> tuple[int, int]:
        """Where its icon is, once the tray has taken it."""
        wait_for(screen.icon, "the icon in the tray")
        place = screen.icon()
        assert place is not None
        return place

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stderr:
            for line in stderr:
                self.log.append(line.rstrip())

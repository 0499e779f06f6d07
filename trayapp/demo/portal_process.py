"""The embedded portal as a process of its own, for the demonstration and for tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

STOP_SECONDS = 10.0


@dataclass(slots=True)
class PortalProcess:
    """`trayapp portal` on loopback. Stopped and started again, it keeps its address and its data."""

    data: Path
    options: Sequence[str] = ("--seed", "demo")
    environment: Mapping[str, str] | None = None
    url: str = ""
    users: list[dict[str, str]] = field(default_factory=list)
    """What the portal announced: e-mail, level and token of each sample account."""
    _process: subprocess.Popen[str] | None = None
    _port: int = 0

    def __enter__(self) -> PortalProcess:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process id. Raises `RuntimeError` when it is not running."""
        return self._running().pid

    def start(self) -> None:
        """Start it and wait for its first line. Raises `RuntimeError` when it ends before that."""
        command = [
            sys.executable,
            "-m",
            "trayapp",
            "portal",
            "--data",
            str(self.data),
            "--port",
            str(self._port),
        ]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, *self.options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            env=dict(self.environment) if self.environment is not None else None,
        )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            message = f"the portal ended with status {self._process.wait()} before it was ready"
            raise RuntimeError(message)
        announced = json.loads(line)
        self.url, self.users = announced["url"], announced["users"]
        self._port = urlsplit(self.url).port or 0

    def token(self, level: str) -> str:
        """The token of the first sample account of that level. Raises `LookupError`."""
        for user in self.users:
            if user["level"] == level:
                return user["token"]
        raise LookupError(level)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._end(subprocess.Popen.terminate)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(subprocess.Popen.kill)

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        how(process)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            message = "the portal is not running"
            raise RuntimeError(message)
        return self._process

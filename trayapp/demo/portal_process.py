"""The embedded portal as a process of its own, for the demonstration and for tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from trayapp.demo.children import bound

_STOP_SECONDS = 20.0
"""After which a portal that should have ended is killed; never waited for when all is well."""


class PortalProcess:
    """`trayapp portal` on loopback, a `House`. Stopped and started again, it keeps its address and its data."""

    kind = "native"

    def __init__(self, data: Path, options: Sequence[str] = ("--seed", "demo")) -> None:
        self._data = data
        self._options = options
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.users: dict[str, str] = {}
        """Tokens by e-mail address, and by level (the first account of each)."""

    @property
    def running(self) -> bool:
        """Started, and not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> Self:
        """Returns when connections are accepted. Raises `RuntimeError` when it ends before that."""
        command = [
            sys.executable,
            "-m",
            "trayapp",
            "portal",
            "--data",
            str(self._data),
            "--port",
            str(self._port),
        ]
        self._process = subprocess.Popen(
            bound([*command, *self._options]), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the portal ended with status {self.stop()} before it was ready")
        announced = json.loads(line)
        self.url, self._port = announced["url"], urlsplit(announced["url"]).port or 0
        for user in announced["users"]:
            self.users.setdefault(user["level"], user["token"])
            self.users[user["email"]] = user["token"]
        return self

    def stop(self) -> int:
        """Ask it to end (SIGTERM), and wait; the exit code."""
        return self._end(subprocess.Popen.terminate)

    def kill(self) -> int:
        """End it as a power cut would; the exit code."""
        return self._end(subprocess.Popen.kill)

    def serve(self, ticket: str) -> None:
        """With `--agent-seconds` an agent answers by itself."""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        how(process)
        try:
            return process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            if process.stdout:
                process.stdout.close()

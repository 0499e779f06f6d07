"""The embedded portal as a process of its own, for tests of whatever talks to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 20.0
"""Seconds after which a process that should have ended is killed; never waited for when all is well."""


class PortalProcess:
    """Starts the portal on a free port; `start()` after `stop()` or `kill()` takes the same port and data again."""

    def __init__(self, data: Path, *arguments: str, seed: str | None = "demo") -> None:
        self._data = data
        self._arguments = [*arguments, *(["--seed", seed] if seed else [])]
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.users: dict[str, str] = {}
        """Tokens by e-mail address, and by level (the first of each)."""

    def start(self) -> Self:
        """Returns when connections are accepted."""
        command = [sys.executable, "-m", "trayapp", "portal", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*command, "--data", str(self._data), *self._arguments],
            cwd=_ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the portal ended with {self._process.wait(_PATIENCE)}")
        self._hear(json.loads(line))
        return self

    def _hear(self, told: dict[str, object]) -> None:
        self.url = str(told["url"])
        self._port = httpx.URL(self.url).port or 0
        users = told["users"]
        assert isinstance(users, list)
        for user in users:
            self.users.setdefault(user["level"], user["token"])
            self.users[user["email"]] = user["token"]

    def stop(self) -> int:
        """Ask it to end (SIGTERM); the exit code."""
        return self._end(hard=False)

    def kill(self) -> int:
        """End it with no chance to say good-bye; the exit code."""
        return self._end(hard=True)

    def _end(self, *, hard: bool) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if hard:
            process.kill()
        else:
            process.terminate()
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            if process.stdout:
                process.stdout.close()

    @property
    def running(self) -> bool:
        """Started, and not ended."""
        return self._process is not None and self._process.poll() is None

    def client(self, who: str = "basic") -> httpx.Client:
        """Speaks to the portal as the user of that level or address."""
        return httpx.Client(
            base_url=f"{self.url}/api/v1",
            headers={"Authorization": f"Bearer {self.users[who]}"},
            trust_env=False,
        )

    def fault(self, **fault: object) -> None:
        """Let coming requests fail; only with `--test-api`."""
        httpx.post(f"{self.url}/test/faults", json=fault, trust_env=False).raise_for_status()

    def clear_faults(self) -> None:
        """Fail no more."""
        httpx.delete(f"{self.url}/test/faults", trust_env=False).raise_for_status()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

"""A real helpdesk on loopback: a folder of its own, one process group that can be ended and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import httpx

from trayapp.demo.children import bound

PATIENCE = 120.0
"""Seconds until it must have answered: the machine may be busy with other things."""
_LAST_WORDS = 3000


class LiveServer(ABC):
    """Set up once, inside `with`; started, killed and started again at the same address with what it had."""

    asked = ""
    """The path that a stranger is refused with 401 once the server is up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.set_up()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def set_up(self) -> None:
        """Database, settings, people: everything before the first start."""

    @property
    @abstractmethod
    def command(self) -> Sequence[str]:
        """Which runs the server until it is ended."""

    @property
    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """In which its own programs know this instance."""

    @property
    def home(self) -> Path:
        """The folder that it runs in."""
        return self.folder

    def start(self) -> None:
        """Returns when it answers."""
        with (self.folder / "log" / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                bound(self.command),
                env=self.environment,
                cwd=self.home,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await_answer()

    @property
    def running(self) -> bool:
        """Started, and not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """SIGKILL for the server and its workers; gone when this returns."""
        self._end(at_once=True)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL where that is not enough; gone when this returns."""
        self._end(at_once=False)

    def log(self) -> str:
        """The last of what it wrote, for whoever looks at a failure."""
        files = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(
            f"--- {file.name}\n{file.read_text(errors='replace')[-_LAST_WORDS:]}" for file in files
        )

    def run(self, command: Sequence[str], told: str = "") -> str:
        """One of its own programs, to its end. Raises RuntimeError with what it said."""
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.home,
            input=told.encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).decode(errors="replace")[-_LAST_WORDS:]
            raise RuntimeError(f"{command[0]}: {said}\n{self.log()}")
        return done.stdout.decode()

    def _await_answer(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if not self.running or time.monotonic() > until:
                raise RuntimeError(f"the server does not answer\n{self.log()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            answer = httpx.get(f"{self.url}{self.asked}", trust_env=False, timeout=20)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.UNAUTHORIZED

    def _end(self, *, at_once: bool) -> None:
        if sys.platform == "win32":
            raise NotImplementedError("the real helpdesks of the tests run on Linux")
        if self._process is None:
            return
        for how in (signal.SIGKILL if at_once else signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, how)
                self._process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self._process = None

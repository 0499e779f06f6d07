"""A real Request Tracker 5 on loopback: a folder of its own, nothing outside it, one process that can be ended."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import httpx

from tests.live.rt_house import everything
from trayapp.demo.children import bound

HERE = Path(__file__).parent
SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SETUP = "rt-setup-database-5"
PATIENCE = 90.0
"""Seconds until it must have answered: the machine may be busy with other things."""


def missing() -> tuple[str, ...]:
    """What is not installed of it."""
    return () if SERVER.exists() and shutil.which(SETUP) else ("request-tracker5",)


class RtServer:
    """Set up once; started, killed and started again at the same address with what it had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.tokens: Mapping[str, str] = {}
        """By the names of people."""
        self.queues: Mapping[str, int] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._lay_out()
        self._run(
            [SETUP, "--action", "init", "--skip-create", "--root-password-file", str(self.folder / "root")]
        )
        made: Mapping[str, Any] = json.loads(
            self._run(["perl", str(HERE / "rt_seed.pl")], json.dumps(everything()).encode())
        )
        self.tokens, self.queues = made["tokens"], made["queues"]
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when it answers."""
        command = [
            "perl",
            str(SERVER),
            "--server",
            "Starlet",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        with (self.folder / "log" / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                bound([*command, "--max-workers", "3"]),
                env=self._environment,
                cwd=self.folder,
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
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL where that is not enough; gone when this returns."""
        self._end(signal.SIGTERM)

    def log(self) -> str:
        """The last of what it wrote, for whoever looks at a failure."""
        files = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(f"--- {file.name}\n{file.read_text(errors='replace')[-3000:]}" for file in files)

    @property
    def mail(self) -> str:
        """All mail that it sent."""
        return "".join(
            file.read_text(errors="replace") for file in self.folder.glob("mail/**/*") if file.is_file()
        )

    @property
    def environment(self) -> Mapping[str, str]:
        """In which its own programs know this instance."""
        return self._environment

    @property
    def _environment(self) -> dict[str, str]:
        site = str(self.folder / "RT_SiteConfig.pm")
        return {**os.environ, "RT_SITE_CONFIG": site, "RT_SITE_CONFIG_DIR": os.devnull}

    def _lay_out(self) -> None:
        for name in ("mason", "sessions", "mail", "log"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "root").write_text("root-Pass-1")
        words = (HERE / "rt_site.pm").read_text(encoding="utf-8")
        words = words.replace("@FOLDER@", str(self.folder)).replace("@PORT@", str(self.port))
        (self.folder / "RT_SiteConfig.pm").write_text(words, encoding="utf-8")

    def _run(self, command: list[str], told: bytes = b"") -> bytes:
        done = subprocess.run(command, env=self._environment, input=told, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')[-2000:]}")
        return done.stdout

    def _await_answer(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._answers():
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > until:
                raise RuntimeError(f"the server does not answer\n{self.log()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/REST/2.0/rt", trust_env=False, timeout=20).status_code == 401
        except httpx.HTTPError:
            return False

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        for each in (how, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, each)
                self._process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self._process = None

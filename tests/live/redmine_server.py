"""A real Redmine 5 on loopback: a folder of its own, nothing outside it, one process that can be ended."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import httpx

from scripts.system_packages import BUNDLER, missing_redmine
from tests.live.redmine_house import everything
from trayapp.demo.children import bound

HERE = Path(__file__).parent
HOME = Path("/usr/share/redmine")
PATIENCE = 120.0
"""Seconds until it must have answered: the machine may be busy with other things."""
_UP = "../" * 8
"""From wherever Redmine keeps its instances to the root; further up there is nothing."""
_DATABASE = "production:\n  adapter: sqlite3\n  database: {folder}/redmine.db\n  timeout: 10000\n"


def missing() -> tuple[str, ...]:
    """What is not installed of it."""
    return tuple(missing_redmine())


class RedmineServer:
    """Set up once; started, killed and started again at the same address with what it had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.keys: Mapping[str, str] = {}
        """API keys by the names of people."""
        self.projects: Mapping[str, int] = {}
        """Numbers by identifiers."""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._lay_out()
        self._run(["rake", "db:migrate"])
        self.ruby((HERE / "redmine_seed.rb").read_text(encoding="utf-8"), json.dumps(everything()))
        made: Mapping[str, Any] = json.loads((self.folder / "seeded.json").read_text())
        self.keys, self.projects = made["keys"], made["projects"]
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when it answers."""
        listen = ["-b", f"tcp://127.0.0.1:{self.port}", "-t", "2:4", "--dir", str(HOME)]
        with (self.folder / "log" / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                bound(["puma", "-e", "production", *listen, str(HOME / "config.ru")]),
                env=self._environment,
                cwd=HOME,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await_answer()

    def kill(self) -> None:
        """SIGKILL; gone when this returns."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL where that is not enough; gone when this returns."""
        self._end(signal.SIGTERM)

    @property
    def running(self) -> bool:
        """Started, and not ended."""
        return self._process is not None and self._process.poll() is None

    def ruby(self, script: str, told: str = "") -> None:
        """Run a script inside the program, on the same database: what its administrator does."""
        path = self.folder / f"{secrets.token_hex(4)}.rb"
        path.write_text(script, encoding="utf-8")
        self._run([str(HOME / "bin" / "rails"), "runner", str(path)], told)

    def sql(self, statement: str, *values: object) -> None:
        """What its administrator changes, without the time that the program takes to start."""
        with closing(sqlite3.connect(self.folder / "redmine.db", timeout=30)) as database, database:
            database.execute(statement, values)

    def log(self) -> str:
        """The last of what it wrote, for whoever looks at a failure."""
        files = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(f"--- {file.name}\n{file.read_text(errors='replace')[-3000:]}" for file in files)

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "RAILS_ENV": "production",
            "REDMINE_LANG": "en",
            "REDMINE_INSTANCE": _UP + str(self.folder).lstrip("/"),
            "SCHEMA": os.devnull,
            "SEEDED": str(self.folder / "seeded.json"),
            "BUNDLER_VERSION": BUNDLER,
        }

    def _lay_out(self) -> None:
        for name in ("config", "files", "log", "tmp", "public/plugin_assets"):
            (self.folder / name).mkdir(parents=True)
        config = self.folder / "config"
        (config / "database.yml").write_text(_DATABASE.format(folder=self.folder))
        (config / "secret_key.txt").write_text(secrets.token_urlsafe(48))

    def _run(self, command: list[str], told: str = "") -> None:
        done = subprocess.run(
            command,
            env=self._environment,
            cwd=HOME,
            input=told.encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).decode(errors="replace")[-3000:]
            raise RuntimeError(f"{command[0]}: {said}\n{self.log()}")

    def _await_answer(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._answers():
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > until:
                raise RuntimeError(f"the server does not answer\n{self.log()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/issues.json", trust_env=False, timeout=20).status_code == 401
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

"""A real Redmine 5 on loopback."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.live.packages import REDMINE
from tests.live.redmine_house import everything
from tests.live.server import LiveServer

HERE = Path(__file__).parent
HOME = Path("/usr/share/redmine")
_UP = "../" * 8
"""From wherever Redmine keeps its instances to the root; further up there is nothing."""
_DATABASE = "production:\n  adapter: sqlite3\n  database: {folder}/redmine.db\n  timeout: 10000\n"


class RedmineServer(LiveServer):
    """With its own instance folder; the program lies where the system's package put it."""

    asked = "/issues.json"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.keys: Mapping[str, str] = {}
        """API keys by the names of people."""
        self.projects: Mapping[str, int] = {}
        """Numbers by identifiers."""

    def set_up(self) -> None:
        """A database in the folder, with the people and projects of the house."""
        self._lay_out()
        self.run(["rake", "db:migrate"])
        self.ruby((HERE / "redmine_seed.rb").read_text(encoding="utf-8"), json.dumps(everything()))
        made: Mapping[str, Any] = json.loads((self.folder / "seeded.json").read_text())
        self.keys, self.projects = made["keys"], made["projects"]

    @property
    def home(self) -> Path:
        """Of the program."""
        return HOME

    @property
    def command(self) -> Sequence[str]:
        """Puma, with threads of its own."""
        listen = ["-b", f"tcp://127.0.0.1:{self.port}", "-t", "2:4", "--dir", str(HOME)]
        return ["puma", "-e", "production", *listen, str(HOME / "config.ru")]

    @property
    def environment(self) -> Mapping[str, str]:
        """Which points to the instance in the folder."""
        return {
            **os.environ,
            "RAILS_ENV": "production",
            "REDMINE_LANG": "en",
            "REDMINE_INSTANCE": _UP + str(self.folder).lstrip("/"),
            "SCHEMA": os.devnull,
            "SEEDED": str(self.folder / "seeded.json"),
            **REDMINE.environment,
        }

    def ruby(self, script: str, told: str = "") -> None:
        """Run a script inside the program, on the same database: what its administrator does."""
        path = self.folder / f"{secrets.token_hex(4)}.rb"
        path.write_text(script, encoding="utf-8")
        self.run([str(HOME / "bin" / "rails"), "runner", str(path)], told)

    def sql(self, statement: str, *values: object) -> None:
        """What its administrator changes, without the time that the program takes to start."""
        with closing(sqlite3.connect(self.folder / "redmine.db", timeout=30)) as database, database:
            database.execute(statement, values)

    def _lay_out(self) -> None:
        for name in ("config", "files", "log", "tmp", "public/plugin_assets"):
            (self.folder / name).mkdir(parents=True)
        config = self.folder / "config"
        (config / "database.yml").write_text(_DATABASE.format(folder=self.folder))
        (config / "secret_key.txt").write_text(secrets.token_urlsafe(48))

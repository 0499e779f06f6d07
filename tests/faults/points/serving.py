"""A portal in a child, from its start until it is killed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults.employee import Account
from tests.faults.points.children import Child, follow
from tests.faults.points.supervisor import Supervisor


class DidNotStart(Exception):
    """It ended before it accepted connections."""


@dataclass(slots=True)
class Serving:
    """A portal that is up, or coming up."""

    data: Path
    child: Child
    account: Account
    up: bool = False
    said: bytes = b""
    """Its first line, or why it could not start."""

    def come_up(self, watcher: Supervisor | None = None) -> None:
        """Wait until it accepts connections. Raises `DidNotStart`, `Hung`."""
        follow(self.child, self, watcher, lambda: self.said.endswith(b"\n"))
        try:
            users = json.loads(self.said)["users"]
        except (ValueError, KeyError) as error:
            raise DidNotStart(self.last_words) from error
        token = next(user["token"] for user in users if user["level"] == "basic")
        self.account, self.up = replace(self.account, token=token), True

    def hear(self, data: bytes) -> None:
        """The next bytes it wrote."""
        self.said += data

    @property
    def last_words(self) -> str:
        """Why it could not start."""
        return self.said.decode(errors="replace").strip()

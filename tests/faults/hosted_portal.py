"""The embedded portal as the rig holds it: started from a template, killed and started again in milliseconds."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from trayapp.demo.children import bound
from trayapp.paths import resource

_KILL = 9
"""SIGKILL, which not every system has a name for."""


class HostedPortal:
    """A host process, and at most one portal in it. It keeps its port over its lives."""

    def __init__(self, profile: str) -> None:
        """`profile`: the path of a policy file, or a profile's name."""
        self.users: dict[str, str] = {}
        """Tokens by level (the first account of each)."""
        self._profile = profile
        self._forgetful = False
        self._port = 0
        self._data = Path()
        self._host = subprocess.Popen(
            bound([sys.executable, "-m", "tests.faults.portal_host"]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return "127.0.0.1", self._port

    @property
    def url(self) -> str:
        """The same."""
        return f"http://127.0.0.1:{self._port}"

    def start(self, data: Path | None = None, *, forgetful: bool | None = None) -> Self:
        """Returns when connections are accepted. What is not said is as it was. `forgetful`: see `portal_host`."""
        self._data = data or self._data
        self._forgetful = self._forgetful if forgetful is None else forgetful
        told = self._order(
            do="start",
            data=str(self._data),
            port=self._port,
            profile=self._profile,
            forgetful=self._forgetful,
        )
        self._port = urlsplit(told["url"]).port or 0
        for user in told["users"]:
            self.users.setdefault(user["level"], user["token"])
        return self

    def kill(self) -> None:
        """SIGKILL; gone when this returns."""
        self._order(do="end", by=_KILL)

    def stop(self) -> None:
        """SIGTERM; gone when this returns."""
        self._order(do="end", by=int(signal.SIGTERM))

    def close(self) -> None:
        """End the host with whatever it runs."""
        assert self._host.stdin is not None
        assert self._host.stdout is not None
        self._host.stdin.close()
        self._host.stdout.close()
        self._host.wait(20)

    def _order(self, **order: object) -> dict[str, Any]:
        assert self._host.stdin is not None
        assert self._host.stdout is not None
        self._host.stdin.write(json.dumps(order) + "\n")
        self._host.stdin.flush()
        line = self._host.stdout.readline()
        if not line:
            raise RuntimeError("the host of the portal has ended")
        told: dict[str, Any] = json.loads(line)
        if "failed" in told:
            raise RuntimeError(told["failed"])
        return told


def policy_with_everything(path: Path) -> Path:
    """A policy whose highest employee may do whatever an app can be asked for. Returns `path`."""
    policy = json.loads(resource("policies", "msp.json").read_text(encoding="utf-8"))
    policy["policy"]["profile"] = "everything"
    policy["policy"]["features"].append("estimates")
    for level in policy["policy"]["levels"]:
        if level["code"] == "primary":
            level["permissions"].append("estimates")
    path.write_text(json.dumps(policy), encoding="utf-8")
    return path


def copied(template: Path, to: Path) -> Path:
    """A fresh copy of a portal's data or of a home. Returns `to`."""
    shutil.copytree(template, to)
    return to

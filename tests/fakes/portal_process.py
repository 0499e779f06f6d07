"""The embedded portal as a process of its own, for tests of whatever talks to it. No fake: only handles on it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from trayapp.demo import portal_process

_STOP, _GO_ON = (getattr(signal, name, 0) for name in ("SIGSTOP", "SIGCONT"))
"""Which not every system has."""


class PortalProcess(portal_process.PortalProcess):
    """With a client for each sample account, and faults that come when told to."""

    def __init__(self, data: Path, *arguments: str, seed: str | None = "demo") -> None:
        super().__init__(data, [*arguments, *(["--seed", seed] if seed else [])])

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

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """It takes connections, and answers nothing as long as this is entered. Not on Windows."""
        assert self._process is not None
        self._process.send_signal(_STOP)
        try:
            yield
        finally:
            self._process.send_signal(_GO_ON)

    def clear_faults(self) -> None:
        """Fail no more."""
        httpx.delete(f"{self.url}/test/faults", trust_env=False).raise_for_status()

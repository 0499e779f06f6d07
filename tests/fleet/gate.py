"""The door of a portal: it lets requests pass or fails them as the real world does, and counts every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum

import httpx

from trayapp.portals.http import Answer, translated
from trayapp.portals.problems import check

HANGS = 30.0
"""Seconds after which the program gives up on an answer."""


class Outage(StrEnum):
    """How a portal is gone."""

    NONE = "none"
    REFUSED = "refused"
    """Nobody listens."""
    BUSY = "busy"
    """503 with `Retry-After: 300`."""
    UNTIL = "until"
    """503 with the same date for everybody: the end of the outage."""
    LIMITED = "limited"
    """429 with `Retry-After: 300`."""
    GATEWAY = "gateway"
    """502 with a page, as gateways send it."""
    HANGING = "hanging"
    """Accepted, and never answered."""


@dataclass
class Gate:
    """Raises what the real adapter makes of the trouble."""

    now: Callable[[], float]
    capacity: int | None = None
    """Requests that it bears in a second; more are answered 503 with `Retry-After: 5`."""
    outage: Outage = Outage.NONE
    until: float = 0.0
    """When the outage ends; seconds of the simulation."""
    offered: Counter[int] = field(default_factory=Counter)
    """Requests in each second, whatever became of them."""
    served: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    spent: float = 0.0
    """Seconds that the requests made now have taken; whoever drives the client takes them back."""

    def enter(self, kind: str, *, write: bool = False) -> None:
        """One request. Raises `TrayAppError` when it is not served."""
        second = int(self.now() + self.spent)
        self.offered[second] += 1
        self.kinds[kind] += 1
        if self.outage is not Outage.NONE:
            self._fail(write=write)
        if self.capacity is not None and self.served[second] >= self.capacity:
            check(Answer(503, {"retry-after": "5"}), write=write)
        self.served[second] += 1

    def _fail(self, *, write: bool) -> None:
        match self.outage:
            case Outage.REFUSED:
                raise translated(httpx.ConnectError("refused"), write=write)
            case Outage.BUSY | Outage.LIMITED:
                status = 503 if self.outage is Outage.BUSY else 429
                check(Answer(status, {"retry-after": "300"}), write=write)
            case Outage.UNTIL:
                moment = datetime.now(UTC) + timedelta(seconds=self.until - self.now())
                check(Answer(503, {"retry-after": format_datetime(moment, usegmt=True)}), write=write)
            case Outage.GATEWAY:
                check(Answer(502, {"content-type": "text/html"}, b"<html>Bad Gateway</html>"), write=write)
            case Outage.HANGING:
                self.spent += HANGS
                raise translated(httpx.ReadTimeout("no answer"), write=write)

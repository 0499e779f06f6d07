"""A profile: the policy that the app gets, and the rules that only the portal enforces. All of it is data."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Flow:
    """Which statuses the portal itself uses; where each leads is said by the status (ST-1 to ST-7)."""

    start: str
    """The status of a new ticket (ST-1)."""
    closed: str
    """Where closing leads (ST-7)."""
    agent_takes: str | None = None
    """The status of a ticket that support takes (ST-2)."""
    agent_asks: str | None = None
    """The status of a ticket on which support waits for the employee (ST-3)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that makes this portal this portal."""

    policy: Policy
    flow: Flow
    first_number: int = 1
    """The number of the first ticket."""

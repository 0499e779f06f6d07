"""A profile: the policy that the app gets, and the rules that only the portal enforces. All of it is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trayapp.core.policy import Policy


class Permission(StrEnum):
    """What a level may be granted. Which level has which is said by the profile alone."""

    CREATE = "create"
    """Create support tickets (ROLE-2)."""
    UPDATE = "update"
    """Reply on the tickets one sees as owner or for the company (TK-4)."""
    CLOSE = "close"
    PRIORITY = "priority"
    """Change the priority in the portal (PR-7, TK-10)."""
    COMPANY = "company"
    """See and reply to ALL tickets of the company (ROLE-4)."""
    STAFF = "staff"
    """Support staff: every ticket of every company, any status, announcements."""


@dataclass(frozen=True, slots=True)
class Level:
    """A permission level (ROLE-1 to ROLE-12)."""

    code: str
    label: str
    permissions: frozenset[Permission] = frozenset()


@dataclass(frozen=True, slots=True)
class Flow:
    """How the status moves by itself when somebody acts (ST-1 to ST-7)."""

    start: str
    """The status of a new ticket (ST-1)."""
    closed: str
    """Where closing leads (ST-7)."""
    employee_update: Mapping[str, str] = field(default_factory=dict)
    """From status to status when an employee writes (ST-5, ST-6); a status not named stays."""
    agent_takes: str | None = None
    """The status of a ticket that the demo's support agent takes (ST-2)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that makes this portal this portal."""

    policy: Policy
    levels: tuple[Level, ...]
    flow: Flow
    first_number: int = 1
    """The number of the first ticket."""

    def level(self, code: str) -> Level | None:
        """The level of that code, or `None`."""
        return next((level for level in self.levels if level.code == code), None)

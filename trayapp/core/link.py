"""How things stand with the portal. A module of its own: the tray icon needs it, and shows before all else."""

from __future__ import annotations

from enum import StrEnum


class Link(StrEnum):
    """How the portal was last met."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    SIGNED_OUT = "signed_out"
    """The employee has to sign in, at the first start with the portal's address."""
    BLOCKED = "blocked"
    """Reached, but set up wrongly or not registered: see the problem."""

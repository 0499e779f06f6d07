"""How many come at once, and over how long they had better. Pure."""

from __future__ import annotations

RETURNING = 8.0
"""Listeners in a second that are to come back after the portal was gone: each is a new stream and a question or two."""
TOLD = 50.0
"""Listeners in a second that are to look when something concerns them all: one small question each."""
FULL_UNTIL = 900.0
"""Seconds after which who found no room to listen may try again; they pull meanwhile."""


def coming_back(listeners: int) -> float:
    """Seconds over which they are to come back when they lose the portal."""
    return round(listeners / RETURNING, 1)


def looking(listeners: int) -> float:
    """Seconds over which they are to look for what is new; a few come at once."""
    return round(listeners / TOLD, 1) if listeners >= TOLD else 0.0

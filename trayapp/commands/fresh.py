"""A look at the portal before something is shown, where it can be reached; otherwise what is shown tells its age."""

from __future__ import annotations

from trayapp.app import App
from trayapp.commands.waiting import sync
from trayapp.core.operation import Problem

LIMIT = 5.0
"""Seconds; then the local copy has to do."""
_NOT_REACHED = Problem("offline")


def freshen(app: App, seconds: float = LIMIT) -> Problem | None:
    """Sync once; why it could not, when it could not. Raises `LocalFault`."""
    done = sync(app, seconds)
    return done.problem or (_NOT_REACHED if done.late and not done.locked else None)

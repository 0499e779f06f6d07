"""What the command line knows of each command."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from trayapp.commands.context import Context


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    name: str
    help: str
    add: Callable[[ArgumentParser], object]
    """Declares its arguments."""
    run: Callable[[Context, Namespace], int]
    """Does it; returns the exit code. May raise `TrayAppError` and `Usage`."""
    from_source: bool = False
    """The installed program is made without what it needs, so its help does not offer it."""

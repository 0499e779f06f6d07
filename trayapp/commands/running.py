"""The tray program that may run beside a command."""

from __future__ import annotations

from contextlib import suppress

from trayapp.commands.context import Context
from trayapp.core.errors import LocalFault
from trayapp.desktop.wishes import Wish, somebody_runs

_ANSWER_MS = 1000
"""Longer than a healthy program takes; a command does not hang on a sick one."""


def tell_tray(context: Context, action: str) -> None:
    """Have the tray program do it, where it runs: `sync`, `account` after a sign-in or sign-out, `settings`."""
    with suppress(LocalFault):
        address = context.app.meeting_point
        if somebody_runs(address):
            from trayapp.desktop.single_instance import tell_first

            tell_first(address, Wish(action), _ANSWER_MS)

"""The window the person was working in at the moment of the click, before ours shows."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping

from trayapp.core.model import Fact
from trayapp.machine.collector import Unsupported, failed

KEY = "window.active"
_MOST = 200
"""Characters of a title."""
_log = logging.getLogger(__name__)


def active_window(environment: Mapping[str, str] = os.environ) -> str | None:
    """Its title and program, such as `Inbox - Thunderbird (thunderbird)`; `None` when it cannot be told.

    Takes some milliseconds.
    """
    fact = window_fact(environment)
    return None if fact.failed else fact.value


def window_fact(environment: Mapping[str, str] = os.environ) -> Fact:
    """The same as a fact that says why it cannot be told. Never raises."""
    try:
        return Fact(KEY, _shortened(_title(environment)))
    except Exception as error:  # noqa: BLE001 - a ticket is wanted even when the window cannot be named
        return failed(KEY, error)


def _title(environment: Mapping[str, str]) -> str:
    """Raises `Unsupported`, `LookupError` when no window is active, or `OSError`."""
    if sys.platform == "win32":
        from trayapp.machine.windows_window import foreground

        return foreground()
    if sys.platform == "darwin":
        from trayapp.machine.macos_window import frontmost

        return frontmost()
    if environment.get("XDG_SESSION_TYPE") == "wayland" or not environment.get("DISPLAY"):
        raise Unsupported  # Wayland tells no program about the windows of another
    from trayapp.machine.x11_window import active_title

    return active_title(environment["DISPLAY"])


def _shortened(title: str) -> str:
    # a title is another program's text: one line of it, without control characters
    plain = "".join(letter if letter.isprintable() else " " for letter in title)
    plain = " ".join(plain.split())
    return plain if len(plain) <= _MOST else f"{plain[: _MOST - 1]}…"

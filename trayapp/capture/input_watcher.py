"""Chooses how clicks are seen here while steps are recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trayapp.core.ports import Clock, Happening, InputWatcher


def input_watcher(_environment: Mapping[str, str], _clock: Clock) -> InputWatcher:
    """The watcher for this session."""
    return NoClicks()


class NoClicks:
    """A platform that hides clicks from other programs, as Wayland does: the person marks each step."""

    sees_clicks = False

    def start(self, tell: Callable[[Happening], None]) -> None:
        """Nothing will be told."""

    def stop(self) -> None:
        """Nothing to end."""

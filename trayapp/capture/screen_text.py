"""Chooses how text on the screen is read here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from trayapp.core.ports import ScreenText, SeenText
from trayapp.core.sensitive import Found


def screen_text(_environment: Mapping[str, str]) -> ScreenText:
    """The reader for this session."""
    return NoText()


class NoText:
    """A platform without an accessibility tree that can be read."""

    def read(self, _seconds: float, _find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        """Empty, always."""
        return ()

"""Chooses how the windows on the screen are listed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.core.ports import WindowList, WindowPlace


def window_list(_environment: Mapping[str, str]) -> WindowList:
    """The list for this session."""
    return NoWindows()


class NoWindows:
    """A platform that tells no program where others' windows are, as Wayland does."""

    def places(self) -> Sequence[WindowPlace]:
        """Empty, always."""
        return ()

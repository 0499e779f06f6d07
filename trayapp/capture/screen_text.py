"""Chooses how text on the screen is read here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from trayapp.capture.choose import Method, method
from trayapp.capture.screens import platform_name
from trayapp.core.ports import ScreenText, SeenText, WindowList
from trayapp.core.sensitive import Found


def screen_text(environment: Mapping[str, str], window_list: WindowList) -> ScreenText:
    """The reader for this session. `window_list` tells which windows can be seen."""
    if method(environment, platform_name()) is not Method.MSS:
        return NoText()  # on Wayland programs do not know where on the screen they are
    return LateText(lambda: _reader(environment, window_list))


class LateText:
    """Loads what it reads with when it is first asked to: the tray icon does not wait for it."""

    def __init__(self, make: Callable[[], ScreenText]) -> None:
        self._make = make

    def read(self, seconds: float, find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        """See the port."""
        return self._make().read(seconds, find)


class NoText:
    """A platform without an accessibility tree that can be read."""

    def read(self, _seconds: float, _find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        """Empty, always."""
        return ()


def _reader(environment: Mapping[str, str], window_list: WindowList) -> ScreenText:
    if sys.platform == "win32":
        from trayapp.capture.accessibility.windows_uia import UiaText

        return UiaText(window_list)
    if sys.platform == "darwin":
        from trayapp.capture.accessibility.macos_ax import AxText

        return AxText(window_list)
    from trayapp.capture.accessibility.at_spi import AtSpiText

    return AtSpiText(environment, window_list)

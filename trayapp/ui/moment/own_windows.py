"""Our own windows, sent off the screen while it is pictured, and brought back as they were."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_TRAY_ICON = "QSystemTrayIconSys"
"""Qt's class for the icon in an X11 tray: a window of this program, too."""
_TAKES_NO_FOCUS = Qt.WidgetAttribute.WA_ShowWithoutActivating


@dataclass(frozen=True, slots=True)
class _Place:
    """A window and where it stood."""

    window: QWidget
    at: QPoint | None
    """Of its frame; `None` where the desktop places it: maximised, or full screen."""


class Away:
    """Windows of ours that left the screen."""

    def __init__(self, places: tuple[_Place, ...], active: QWidget | None) -> None:
        self._places = places
        self._active = active

    def __bool__(self) -> bool:
        return bool(self._places)

    def more(self) -> bool:
        """Send away what came up meanwhile; whether anything did."""
        found = _hidden_now()
        self._places += found
        return bool(found)

    def back(self, *, activate: bool = True) -> None:
        """Show them where they stood; the one that had the focus gets it again, unless another window is to have it."""
        for place in self._places:
            if isValid(place.window):
                _show_again(place)
        if activate and self._active is not None and isValid(self._active) and self._active.isVisible():
            self._active.raise_()
            self._active.activateWindow()


def send_away() -> Away:
    """Hide every window of ours that shows: windows, messages in the corner, menus. Asks nothing of the screen.

    A false one when there was none. They have left the screen a moment later; see `settling`.
    """
    active = QApplication.activeWindow()
    return Away(_hidden_now(), active)


def showing() -> list[QWidget]:
    """Every window of ours that is on the screen now."""
    return [window for window in QApplication.topLevelWidgets() if _shows(window)]


def _hidden_now() -> tuple[_Place, ...]:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()  # a menu does not come back
    active = QApplication.activeWindow()
    shown = showing()
    shown.sort(key=lambda window: window is active)  # the active one comes back last, so above the others
    places = tuple(_Place(window, _place_of(window)) for window in shown)
    for window in reversed(shown):
        window.hide()
    return places


def _shows(window: QWidget) -> bool:
    if window.metaObject().className() == _TRAY_ICON:
        return False  # the panel's, and part of what the person sees; hidden once, the panel would not take it back
    return window.isVisible() and not window.isMinimized() and window.windowHandle() is not None


def _place_of(window: QWidget) -> QPoint | None:
    return None if window.isMaximized() or window.isFullScreen() else window.pos()


def _show_again(place: _Place) -> None:
    window = place.window
    quiet = window.testAttribute(_TAKES_NO_FOCUS)
    window.setAttribute(_TAKES_NO_FOCUS)
    if place.at is not None:
        window.move(place.at)
    window.show()
    window.setAttribute(_TAKES_NO_FOCUS, quiet)

"""The windows on a Windows desktop, asked of user32 and the compositor. Written to the documentation; not run here."""

from __future__ import annotations

import ctypes
import sys

if sys.platform == "win32":
    from collections.abc import Sequence
    from ctypes import wintypes

    from trayapp.core.area import Area
    from trayapp.core.ports import WindowPlace

    _FRAME, _CLOAKED = 9, 14
    """DWMWA_EXTENDED_FRAME_BOUNDS: without the invisible edge for the mouse. DWMWA_CLOAKED: there, and not shown."""
    _EXTENDED_STYLE = -20
    _CLICKED_THROUGH, _TOOL = 0x20, 0x80
    """WS_EX_TRANSPARENT: an overlay that shows next to nothing. WS_EX_TOOLWINDOW."""
    _MOST = 512
    _SHELL = frozenset(
        {
            "Shell_TrayWnd",
            "Shell_SecondaryTrayWnd",
            "NotifyIconOverflowWindow",
            "XamlExplorerHostIslandWindow",
        }
    )
    """The task bar and its overflow: a click on our icon makes one of them active."""
    _MENU = "#32768"

    class WindowsWindows:
        """Every call asks anew. Areas are in true pixels, for Qt makes the process aware of each monitor's scale."""

        def __init__(self) -> None:
            self._user, self._dwm = _libraries()

        def places(self) -> Sequence[WindowPlace]:
            """Every window that shows, the one in front first."""
            active = self._active()
            found = (
                (window, self._place(window, window == active))
                for window in self._windows()
                if self._shows(window)
            )
            return [place for _, place in found if place is not None]

        def _windows(self) -> Sequence[int]:
            """From the top to the bottom."""
            windows: list[int] = []

            def note(window: int, _: int) -> bool:
                windows.append(window)
                return True

            self._user.EnumWindows(_EACH(note), 0)
            return windows

        def _active(self) -> int:
            """The window in the foreground; below the task bar, where that is it."""
            front = int(self._user.GetForegroundWindow() or 0)
            if self._class(front) not in _SHELL:
                return front
            behind = (
                w
                for w in self._windows()
                if self._shows(w) and self._title(w) and self._class(w) not in _SHELL
            )
            return next(behind, 0)

        def _shows(self, window: int) -> bool:
            cloaked = wintypes.DWORD()
            self._dwm.DwmGetWindowAttribute(window, _CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
            style = int(self._user.GetWindowLongW(window, _EXTENDED_STYLE))
            seen = self._user.IsWindowVisible(window) and not self._user.IsIconic(window)
            return bool(seen) and not cloaked.value and not style & _CLICKED_THROUGH

        def _place(self, window: int, active: bool) -> WindowPlace | None:
            area = self._area(window)
            if area is None or area.empty:
                return None
            pid, title = wintypes.DWORD(), self._title(window)
            self._user.GetWindowThreadProcessId(window, ctypes.byref(pid))
            tool = bool(int(self._user.GetWindowLongW(window, _EXTENDED_STYLE)) & _TOOL)
            popup = tool or not title or self._class(window) == _MENU
            return WindowPlace(title, area, active, int(pid.value) or None, popup and not active)

        def _area(self, window: int) -> Area | None:
            frame = wintypes.RECT()
            refused = self._dwm.DwmGetWindowAttribute(
                window, _FRAME, ctypes.byref(frame), ctypes.sizeof(frame)
            )
            if refused and not self._user.GetWindowRect(window, ctypes.byref(frame)):
                return None  # gone meanwhile
            return Area(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)

        def _title(self, window: int) -> str:
            return self._text("GetWindowTextW", window)

        def _class(self, window: int) -> str:
            return self._text("GetClassNameW", window)

        def _text(self, question: str, window: int) -> str:
            buffer = ctypes.create_unicode_buffer(_MOST)
            getattr(self._user, question)(window, buffer, _MOST)
            return buffer.value

    _EACH = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)

    def _libraries() -> tuple[ctypes.WinDLL, ctypes.WinDLL]:
        user, dwm = ctypes.WinDLL("user32"), ctypes.WinDLL("dwmapi")
        window, count = wintypes.HWND, ctypes.c_int
        for name, arguments in (
            ("EnumWindows", (_EACH, wintypes.LPARAM)),
            ("GetForegroundWindow", ()),
            ("GetWindowLongW", (window, count)),
            ("GetWindowRect", (window, ctypes.POINTER(wintypes.RECT))),
            ("GetWindowTextW", (window, wintypes.LPWSTR, count)),
            ("GetClassNameW", (window, wintypes.LPWSTR, count)),
            ("GetWindowThreadProcessId", (window, wintypes.LPDWORD)),
            ("IsWindowVisible", (window,)),
            ("IsIconic", (window,)),
        ):
            getattr(user, name).argtypes = arguments
        user.GetForegroundWindow.restype = window
        dwm.DwmGetWindowAttribute.argtypes = (window, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD)
        return user, dwm

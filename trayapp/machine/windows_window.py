"""The window in the foreground on Windows."""

from __future__ import annotations

import ctypes
import sys

import psutil

if sys.platform == "win32":
    from ctypes import wintypes

    _NEXT = 2
    """GW_HWNDNEXT: the window below."""
    _MOST = 512
    _SHELL = frozenset(
        {
            "Shell_TrayWnd",
            "Shell_SecondaryTrayWnd",
            "NotifyIconOverflowWindow",
            "TopLevelWindowForOverflowXamlIsland",
            "XamlExplorerHostIslandWindow",
            "Progman",
            "WorkerW",
        }
    )
    """The task bar, its overflow and the desktop: a click on our icon puts one of them in front."""

    def foreground() -> str:
        """Title and program of the topmost window that is no part of the task bar. Raises `LookupError`."""
        user = _user32()
        window = user.GetForegroundWindow()
        while window:
            title = _text(user.GetWindowTextW, window)
            if title and user.IsWindowVisible(window) and _text(user.GetClassNameW, window) not in _SHELL:
                return f"{title} ({_program(user, window)})"
            window = user.GetWindow(window, _NEXT)
        raise LookupError("no window in front")

    def _user32() -> ctypes.WinDLL:
        user = ctypes.WinDLL("user32")
        user.GetForegroundWindow.restype = user.GetWindow.restype = wintypes.HWND
        user.GetWindow.argtypes = (wintypes.HWND, wintypes.UINT)
        user.IsWindowVisible.argtypes = (wintypes.HWND,)
        for name in ("GetWindowTextW", "GetClassNameW"):
            getattr(user, name).argtypes = (wintypes.HWND, wintypes.LPWSTR, ctypes.c_int)
        user.GetWindowThreadProcessId.argtypes = (wintypes.HWND, wintypes.LPDWORD)
        return user

    def _text(read: ctypes._NamedFuncPointer, window: int) -> str:
        buffer = ctypes.create_unicode_buffer(_MOST)
        read(window, buffer, _MOST)
        return buffer.value

    def _program(user: ctypes.WinDLL, window: int) -> str:
        number = wintypes.DWORD()
        user.GetWindowThreadProcessId(window, ctypes.byref(number))
        try:
            return psutil.Process(number.value).name()
        except psutil.Error:
            return "?"

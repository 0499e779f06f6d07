"""What is asked of user32 while steps are recorded."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

if sys.platform == "win32":
    from ctypes import wintypes

    _MOUSE, _FOREGROUND, _NAME, _ROOT = 14, 0x0003, 0x800C, 2
    """WH_MOUSE_LL, EVENT_SYSTEM_FOREGROUND, EVENT_OBJECT_NAMECHANGE, GA_ROOT."""
    _OUT_OF_CONTEXT, _TIMER, _MOST = 0, 0x0113, 512
    _MouseProc = ctypes.WINFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM)
    _EventProc = ctypes.WINFUNCTYPE(
        None,
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.HWND,
        wintypes.LONG,
        wintypes.LONG,
        wintypes.DWORD,
        wintypes.DWORD,
    )

    class Api:
        """Keeps the callbacks alive as long as Windows may call them. Used by the thread that made it."""

        def __init__(self) -> None:
            self._user = _user32()
            self._kept: list[object] = []

        def hook_mouse(self, pressed: Callable[[int, int, int], None]) -> int:
            """`pressed` gets message, x and y; 0 when Windows refuses."""

            def called(code: int, message: int, told: int) -> int:
                if code == 0:
                    place = wintypes.POINT.from_address(told)
                    pressed(message, place.x, place.y)
                return int(self._user.CallNextHookEx(None, code, message, told))

            callback = _MouseProc(called)
            self._kept.append(callback)
            return int(self._user.SetWindowsHookExW(_MOUSE, callback, None, 0) or 0)

        def hook_windows(self, changed: Callable[[int], None]) -> list[int]:
            """`changed` gets each window that comes to the front or takes another title."""

            def called(
                _hook: int, _event: int, window: int, part: int, _child: int, _by: int, _at: int
            ) -> None:
                if part == 0:  # the window itself, not a button in it
                    changed(window or 0)

            callback = _EventProc(called)
            self._kept.append(callback)
            return [
                int(self._user.SetWinEventHook(event, event, None, callback, 0, 0, _OUT_OF_CONTEXT) or 0)
                for event in (_FOREGROUND, _NAME)
            ]

        def tick(self, milliseconds: int) -> int:
            """Have `wait` woken every so often."""
            return int(self._user.SetTimer(None, 0, milliseconds, None))

        def wait(self, ticked: Callable[[], None]) -> None:
            """Until WM_QUIT comes."""
            message = wintypes.MSG()
            while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _TIMER:
                    ticked()

        def unhook(self, mouse: int, events: list[int], timer: int) -> None:
            """Give everything back."""
            self._user.KillTimer(None, timer)
            self._user.UnhookWindowsHookEx(mouse)
            for event in events:
                self._user.UnhookWinEvent(event)

        def foreground(self) -> int:
            """The window in front; 0: none."""
            return int(self._user.GetForegroundWindow() or 0)

        def window_at(self, x: int, y: int) -> int:
            """The window of a program there; 0: none."""
            found = self._user.WindowFromPoint(wintypes.POINT(x, y))
            return int(self._user.GetAncestor(found, _ROOT) or 0) if found else 0

        def pid(self, window: int) -> int:
            """Whose it is."""
            number = wintypes.DWORD()
            self._user.GetWindowThreadProcessId(window, ctypes.byref(number))
            return number.value

        def title(self, window: int) -> str:
            """What stands in its frame."""
            buffer = ctypes.create_unicode_buffer(_MOST)
            self._user.GetWindowTextW(window, buffer, _MOST)
            return buffer.value.strip()

    def _user32() -> ctypes.WinDLL:
        user = ctypes.WinDLL("user32")
        pointer, handle, number = ctypes.c_void_p, wintypes.HANDLE, wintypes.DWORD
        for name, result, arguments in (
            ("SetWindowsHookExW", handle, (ctypes.c_int, _MouseProc, handle, number)),
            ("CallNextHookEx", ctypes.c_ssize_t, (handle, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM)),
            ("UnhookWindowsHookEx", wintypes.BOOL, (handle,)),
            ("SetWinEventHook", handle, (number, number, handle, _EventProc, number, number, number)),
            ("UnhookWinEvent", wintypes.BOOL, (handle,)),
            ("SetTimer", ctypes.c_size_t, (handle, ctypes.c_size_t, wintypes.UINT, pointer)),
            ("KillTimer", wintypes.BOOL, (handle, ctypes.c_size_t)),
            ("GetForegroundWindow", wintypes.HWND, ()),
            ("WindowFromPoint", wintypes.HWND, (wintypes.POINT,)),
            ("GetAncestor", wintypes.HWND, (wintypes.HWND, wintypes.UINT)),
            ("GetWindowThreadProcessId", number, (wintypes.HWND, pointer)),
            ("GetWindowTextW", ctypes.c_int, (wintypes.HWND, wintypes.LPWSTR, ctypes.c_int)),
        ):
            function = getattr(user, name)
            function.restype, function.argtypes = result, arguments
        return user

"""Start at log-on by the Run key of the user's registry."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from trayapp.core.errors import LocalFault

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NAME = "trayapp"

if sys.platform == "win32":
    import winreg

    class RunKey:
        """A value under `HKEY_CURRENT_USER`."""

        def __init__(self, command: Sequence[str], key: str = _KEY) -> None:
            self._command = subprocess.list2cmdline(command)
            self._key = key

        def enabled(self) -> bool:
            """The value exists."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._key) as key:
                    winreg.QueryValueEx(key, _NAME)
            except OSError:
                return False
            return True

        def set(self, enabled: bool) -> None:
            """Make or remove it. Raises `LocalFault`."""
            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self._key) as key:
                    if enabled:
                        winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, self._command)
                    else:
                        winreg.DeleteValue(key, _NAME)
            except FileNotFoundError:
                return  # was not there to be removed
            except OSError as error:
                raise LocalFault(str(error), reason="io", path=self._key) from error

"""Does what a person can do about a refused picture: be asked once more, or be shown the setting that refuses."""

from __future__ import annotations

import subprocess
import sys

from trayapp.core.errors import LocalFault
from trayapp.core.ports import Mend

_PANE = "x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture"
_SECONDS = 5.0


def mend(fault: LocalFault) -> None:
    """What the fault's `params["mend"]` names; nothing for none. Blocks up to 5 s: off the UI thread.

    Raises `LocalFault` with reason failed.
    """
    match fault.params.get("mend"):
        case Mend.SETTINGS:
            _open_settings()
        case Mend.ASK_AGAIN:
            from trayapp.capture.wayland.portal_permission import forget_refusal

            forget_refusal(_SECONDS)


def _open_settings() -> None:
    if sys.platform == "darwin":
        try:
            subprocess.run(["/usr/bin/open", _PANE], check=True, timeout=_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise LocalFault(f"the settings cannot be opened: {error}", reason="failed") from error

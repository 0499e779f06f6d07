"""Whether pictures of the screen can be taken here, for `trayapp doctor`."""

from __future__ import annotations

from collections.abc import Mapping

from trayapp.capture.choose import method
from trayapp.capture.screens import platform_name
from trayapp.core.errors import LocalFault
from trayapp.core.finding import Finding, Verdict
from trayapp.core.ports import Capturer

AREA = "capture"


def check(environment: Mapping[str, str], capturer: Capturer) -> Finding:
    """Takes a picture and throws it away. On Wayland the desktop may ask the person.

    `kind` is `taken`, with `method`, `monitors` (how many) and `sizes` (in pixels); else the `reason` of the fault:
    no_screen, denied, black, failed or forbidden (doubtful: nothing is broken).
    """
    way = str(method(environment, platform_name()))
    try:
        shots = capturer.grab()
    except LocalFault as fault:
        params = {"method": way, "detail": fault.detail, **fault.params}
        reason = fault.params.get("reason", "failed")
        return Finding(AREA, Verdict.DOUBTFUL if reason == "forbidden" else Verdict.BAD, reason, params)
    sizes = ", ".join(f"{shot.width} × {shot.height}" for shot in shots)
    params = {"method": way, "monitors": str(len(shots)), "sizes": sizes}
    return Finding(AREA, Verdict.GOOD, "taken", params)

"""Chooses how pictures of the screen are taken here: by what the session is, never by trial.

Trial would lie: on Wayland with XWayland an X11 grab succeeds and is black.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum

from trayapp.capture.screens import LookAtScreens, platform_name
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Capturer, RawShot


class Method(StrEnum):
    """The ways there are."""

    MSS = "mss"
    """X11, Windows and macOS: read the screen's own memory."""
    PORTAL = "portal"
    """Wayland: ask the desktop."""
    NONE = "none"
    """No screen that a person could see."""


def choose(environment: Mapping[str, str], screens: LookAtScreens = tuple) -> Capturer:
    """The capturer for this session. `screens` tells Qt's monitors where there are any (see `screens.Screens`)."""
    match method(environment, platform_name()):
        case Method.MSS:
            from trayapp.capture.mss_grab import MssGrab

            return MssGrab(environment.get("DISPLAY"), screens)
        case Method.PORTAL:
            from trayapp.capture.wayland.grab import PortalGrab

            return PortalGrab(environment, screens)
        case Method.NONE:
            return NoScreen()


def method(environment: Mapping[str, str], platform: str, system: str = sys.platform) -> Method:
    """Which way fits. `platform` is Qt's, empty when no Qt runs; `system` is `sys.platform`."""
    platform = (platform or environment.get("QT_QPA_PLATFORM", "")).partition(":")[0].partition(";")[0]
    if platform and not platform.startswith(("xcb", "wayland", "windows", "direct2d", "cocoa")):
        return Method.NONE  # offscreen, minimal, vnc …: what is drawn there is on no screen
    if system in {"win32", "darwin"}:
        return Method.MSS
    return _method_of_session(environment, platform)


def _method_of_session(environment: Mapping[str, str], platform: str) -> Method:
    session = environment.get("XDG_SESSION_TYPE", "")
    if platform.startswith("wayland") or session == "wayland":
        # Qt on XWayland (`xcb`) too: X11 sees nothing of the other programs there
        return Method.PORTAL
    if session != "x11" and environment.get("WAYLAND_DISPLAY"):
        return Method.PORTAL
    return Method.MSS if environment.get("DISPLAY") else Method.NONE


class NoScreen:
    """Takes no picture: there is no screen."""

    waits = False

    def prepare(self) -> None:
        """Nothing to do."""

    def grab(self) -> Sequence[RawShot]:
        """Raises `LocalFault` with `reason` no_screen, always."""
        raise LocalFault("this session has no screen", reason="no_screen")

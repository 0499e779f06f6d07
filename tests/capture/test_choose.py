"""How a picture is taken follows from what the session is."""

from __future__ import annotations

import pytest

from trayapp.capture.choose import Method, NoScreen, choose, method
from trayapp.capture.mss_grab import MssGrab
from trayapp.capture.wayland.grab import PortalGrab
from trayapp.core.errors import LocalFault

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}
XWAYLAND = WAYLAND | {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("xcb", X11, Method.MSS),
        ("", X11, Method.MSS),
        ("", {"DISPLAY": ":0"}, Method.MSS),
        ("xcb", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "tty"}, Method.MSS),
        ("wayland", WAYLAND, Method.PORTAL),
        ("wayland-egl", {"WAYLAND_DISPLAY": "wayland-0"}, Method.PORTAL),
        ("", WAYLAND, Method.PORTAL),
        ("", {"WAYLAND_DISPLAY": "wayland-0"}, Method.PORTAL),
        ("xcb", XWAYLAND, Method.PORTAL),
        ("", XWAYLAND, Method.PORTAL),
        ("xcb", X11 | {"WAYLAND_DISPLAY": "wayland-0"}, Method.MSS),
        ("", {}, Method.NONE),
        ("", {"XDG_SESSION_TYPE": "tty"}, Method.NONE),
        ("offscreen", X11, Method.NONE),
        ("minimal", X11, Method.NONE),
        ("", X11 | {"QT_QPA_PLATFORM": "offscreen:size=800x600"}, Method.NONE),
        ("", X11 | {"QT_QPA_PLATFORM": "xcb"}, Method.MSS),
        ("", WAYLAND | {"QT_QPA_PLATFORM": "wayland;xcb"}, Method.PORTAL),
    ],
)
def test_linux_follows_the_session(platform: str, environment: dict[str, str], expected: Method) -> None:
    """Qt's platform and the session's type decide; XWayland, where an X11 grab is black, is never mistaken for X11."""
    assert method(environment, platform, "linux") == expected


@pytest.mark.parametrize(
    ("platform", "system", "expected"),
    [
        ("windows", "win32", Method.MSS),
        ("", "win32", Method.MSS),
        ("cocoa", "darwin", Method.MSS),
        ("offscreen", "win32", Method.NONE),
        ("minimal", "darwin", Method.NONE),
    ],
)
def test_windows_and_macos_need_no_session(platform: str, system: str, expected: Method) -> None:
    """There is one way each, unless Qt draws on no screen."""
    assert method({}, platform, system) == expected


def test_each_way_has_its_capturer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `choose` gives takes pictures that way; a running Qt has the first word."""
    monkeypatch.setattr("trayapp.capture.choose.platform_name", lambda: "")
    assert isinstance(choose(X11), MssGrab)
    assert isinstance(choose(WAYLAND), PortalGrab)
    assert isinstance(choose({}), NoScreen)

    monkeypatch.setattr("trayapp.capture.choose.platform_name", lambda: "offscreen")
    assert isinstance(choose(X11), NoScreen)


def test_no_screen_is_a_fault() -> None:
    """Without a screen the ticket goes without pictures and says why."""
    with pytest.raises(LocalFault) as fault:
        NoScreen().grab()

    assert fault.value.params["reason"] == "no_screen"

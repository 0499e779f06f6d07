"""Chooses how a key is heard from anywhere (opt-in)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from trayapp.core.errors import LocalFault
from trayapp.core.keys import Keys, parse
from trayapp.core.ports import GlobalKey

Pressed = Callable[[], None]


def global_key(environment: Mapping[str, str], pressed: Pressed, description: str = "") -> GlobalKey:
    """The key of this session; `pressed` is called from any thread.

    `description` says what the key does, for a desktop that asks the person for consent.
    """
    if environment.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return NoGlobalKey()
    if sys.platform == "win32":
        from trayapp.desktop.global_key.windows import WindowsKey

        return WindowsKey(pressed)
    if sys.platform == "darwin":
        from trayapp.desktop.global_key.macos import MacKey

        return MacKey(pressed)
    return _of_session(environment, pressed, description)


def _of_session(environment: Mapping[str, str], pressed: Pressed, description: str) -> GlobalKey:
    """On Wayland never the X server's: a key that only X programs hear would be a promise half kept."""
    session = environment.get("XDG_SESSION_TYPE", "")
    if session == "wayland" or (session != "x11" and environment.get("WAYLAND_DISPLAY")):
        from trayapp.desktop.global_key.portal import PortalKey

        return PortalKey(pressed, description)
    if environment.get("DISPLAY"):
        from trayapp.desktop.global_key.x11 import X11Key

        return X11Key(environment["DISPLAY"], pressed)
    return NoGlobalKey()


def try_out(environment: Mapping[str, str], keys: str) -> None:
    """Whether the key could be had now, for `trayapp doctor`. Raises `LocalFault` as `GlobalKey.use` does.

    Nobody is asked: of a desktop that would ask the person it is only told whether it can.
    """
    from trayapp.desktop.global_key.portal import PortalKey

    key = global_key(environment, lambda: None)
    try:
        if not key.offered:
            raise LocalFault("no global keys here", reason="unsupported")
        if not isinstance(key, PortalKey):
            key.use(keys)
    finally:
        key.close()


def read(keys: str) -> Keys:
    """The keys in a setting. Raises `LocalFault` with `reason` keys."""
    try:
        return parse(keys)
    except ValueError as error:
        raise LocalFault(str(error), reason="keys", keys=keys) from error


class NoGlobalKey:
    """A session in which no program hears keys of others."""

    offered = False

    def use(self, keys: str) -> None:
        """Raises `LocalFault` with `reason` unsupported for any key."""
        if keys:
            raise LocalFault("no global keys here", reason="unsupported")

    def close(self) -> None:
        """Nothing to give back."""

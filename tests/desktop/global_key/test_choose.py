"""Which way a key is heard from anywhere, and what each platform calls a key."""

from __future__ import annotations

import sys

import pytest

from trayapp.core.errors import LocalFault
from trayapp.core.keys import parse
from trayapp.desktop.global_key.choose import NoGlobalKey, global_key, read
from trayapp.desktop.global_key.keysyms import keysym
from trayapp.desktop.global_key.portal import PortalKey, trigger

linux = pytest.mark.skipif(sys.platform != "linux", reason="sessions of Linux")


@linux
@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({"DISPLAY": ":9"}, "X11Key"),
        ({"DISPLAY": ":9", "XDG_SESSION_TYPE": "x11", "WAYLAND_DISPLAY": "w"}, "X11Key"),
        ({"DISPLAY": ":9", "XDG_SESSION_TYPE": "wayland"}, "PortalKey"),
        ({"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":9"}, "PortalKey"),
        ({"DISPLAY": ":9", "QT_QPA_PLATFORM": "offscreen"}, "NoGlobalKey"),
        ({}, "NoGlobalKey"),
    ],
)
def test_the_session_decides(environment: dict[str, str], kind: str) -> None:
    """On Wayland never the X server's keys, which only X programs hear; without a screen none."""
    made = global_key(environment, lambda: None)

    assert type(made).__name__ == kind
    made.close()


def test_without_keys_none_can_be_used() -> None:
    """Wanting none is no error; wanting one is told as what it is."""
    none = NoGlobalKey()
    none.use("")
    with pytest.raises(LocalFault) as caught:
        none.use("Ctrl+Alt+H")
    assert caught.value.params["reason"] == "unsupported"


def test_a_key_needed_for_writing_is_refused() -> None:
    """Whoever put it into the settings' file by hand."""
    with pytest.raises(LocalFault) as caught:
        read("H")
    assert caught.value.params["reason"] == "keys"


@pytest.mark.parametrize(("key", "number"), [("H", 0x68), ("1", 0x31), ("F9", 0xFFC6), ("PgUp", 0xFF55)])
def test_x11_numbers_its_keys(key: str, number: int) -> None:
    """As in its table of key symbols."""
    assert keysym(key) == number


@pytest.mark.parametrize(
    ("keys", "wish"),
    [("Ctrl+Alt+H", "CTRL+ALT+h"), ("Meta+Shift+PgUp", "SHIFT+LOGO+Prior"), ("F9", "F9")],
)
def test_the_portal_is_asked_in_the_words_of_its_specification(keys: str, wish: str) -> None:
    """Modifiers in capitals, keys by their X name."""
    assert trigger(parse(keys)) == wish


def test_without_a_session_bus_the_portal_is_not_offered() -> None:
    """Nobody waits for it, and using it says what it is."""
    key = PortalKey(lambda: None, "Get help")

    assert not key.offered
    key.use("")
    with pytest.raises(LocalFault) as caught:
        key.use("Ctrl+Alt+H")
    assert caught.value.params["reason"] == "unsupported"

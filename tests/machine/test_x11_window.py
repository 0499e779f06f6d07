"""The active window of a real X11 screen."""

from __future__ import annotations

import subprocess

import pytest

from trayapp.machine.active_window import active_window, window_fact
from trayapp.machine.keys import Missing

pytestmark = pytest.mark.e2e


def set_property(screen: dict[str, str], name: str, form: str, value: str) -> None:
    """A property of the root window, which stands for any window here."""
    command = ["xprop", "-root", "-f", name, form, "-set", name, value]
    subprocess.run(command, env=screen, check=True, timeout=20)


def activate(screen: dict[str, str], window: str) -> None:
    """What a window manager does when the person clicks on a window."""
    set_property(screen, "_NET_ACTIVE_WINDOW", "32x", window)


def root(screen: dict[str, str]) -> str:
    """The id of the root window."""
    answer = subprocess.run(
        ["xwininfo", "-root"], env=screen, check=True, timeout=20, capture_output=True, text=True
    ).stdout
    return next(word for word in answer.split() if word.startswith("0x"))


def test_title_and_program_are_told(x_screen: dict[str, str]) -> None:
    """The title in the person's letters, and the program it belongs to."""
    set_property(x_screen, "_NET_WM_NAME", "8u", "Übersicht – Posteingang")
    set_property(x_screen, "WM_CLASS", "8s", "thunderbird")
    activate(x_screen, root(x_screen))

    assert active_window(x_screen) == "Übersicht – Posteingang (thunderbird)"


def test_an_old_program_has_an_old_name(x_screen: dict[str, str]) -> None:
    """Without the modern property the old one is read."""
    set_property(x_screen, "WM_NAME", "8s", "xterm")
    activate(x_screen, root(x_screen))

    assert active_window(x_screen) == "xterm"


def test_no_active_window_is_absent(x_screen: dict[str, str]) -> None:
    """Without a window manager nobody says which window is active."""
    assert window_fact(x_screen).value == Missing.ABSENT


def test_a_window_that_vanished_does_no_harm(x_screen: dict[str, str]) -> None:
    """A window closed between two questions is absent; Xlib would have ended the program."""
    activate(x_screen, "0x7fffff")

    assert window_fact(x_screen).value == Missing.ABSENT

"""A key heard from anywhere, on a real X server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.waiting import wait_for
from trayapp.core.errors import LocalFault
from trayapp.demo.desktop_programs import Tray
from trayapp.demo.virtual_desktop import VirtualDesktop
from trayapp.desktop.global_key.x11 import X11Key

pytestmark = pytest.mark.e2e

Press = Callable[..., None]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A screen with a window manager, and nothing else."""
    with VirtualDesktop(tray=Tray.NONE, notifications=False) as virtual:
        yield virtual


class Ear:
    """Counts how often the key was pressed."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.count += 1


@pytest.fixture
def ear() -> Ear:
    """Has heard nothing yet."""
    return Ear()


@pytest.fixture
def key(desktop: VirtualDesktop, ear: Ear) -> Iterator[X11Key]:
    """None is used yet."""
    made = X11Key(desktop.display, ear)
    yield made
    made.close()


@pytest.fixture
def press(desktop: VirtualDesktop) -> Press:
    """A hand on the keyboard."""

    def xdotool(*words: str) -> None:
        subprocess.run(["xdotool", *words], env=desktop.env, check=True, timeout=20)

    return xdotool


def reason(attempt: Callable[[], object]) -> str:
    """Why it was refused."""
    with pytest.raises(LocalFault) as caught:
        attempt()
    return caught.value.params["reason"]


def test_it_is_heard_once_for_each_press(key: X11Key, ear: Ear, press: Press) -> None:
    """Other keys are not, however near."""
    key.use("Ctrl+Alt+H")

    press("key", "ctrl+h")
    press("key", "ctrl+alt+j")
    press("key", "ctrl+alt+h")
    wait_for(lambda: ear.count == 1, "the key")
    press("key", "ctrl+alt+h")

    wait_for(lambda: ear.count == 2, "the key once more")


def test_the_locks_do_not_matter(key: X11Key, ear: Ear, press: Press) -> None:
    """With Caps Lock or Num Lock on it is the same key."""
    key.use("Ctrl+Alt+H")

    for number, lock in enumerate(("Caps_Lock", "Num_Lock"), 1):
        press("key", lock)
        press("key", "ctrl+alt+h")
        press("key", lock)
        wait_for(lambda number=number: ear.count == number, f"the key with {lock}")  # type: ignore[misc]


def test_a_key_of_another_program_is_told_as_taken(
    desktop: VirtualDesktop, key: X11Key, ear: Ear, press: Press
) -> None:
    """And can be had once the other one has let go of it."""
    other = X11Key(desktop.display, lambda: None)
    other.use("Ctrl+Alt+K")

    assert reason(lambda: key.use("Ctrl+Alt+K")) == "taken"

    other.close()
    key.use("Ctrl+Alt+K")
    press("key", "ctrl+alt+k")
    wait_for(lambda: ear.count == 1, "the key")


def test_another_key_frees_the_first(desktop: VirtualDesktop, key: X11Key, ear: Ear, press: Press) -> None:
    """One at a time; none at all gives the last one back, too."""
    other = X11Key(desktop.display, lambda: None)
    key.use("Ctrl+Alt+H")
    key.use("F9")
    other.use("Ctrl+Alt+H")

    press("key", "F9")
    wait_for(lambda: ear.count == 1, "the second key")
    key.use("")
    other.use("F9")

    assert reason(lambda: key.use("F9")) == "taken"
    other.close()


def test_it_follows_the_keyboards_layout(
    desktop: VirtualDesktop, key: X11Key, ear: Ear, press: Press
) -> None:
    """After a change of layout the letter counts, not the place where it was."""
    key.use("Ctrl+Alt+Y")
    try:
        subprocess.run(["setxkbmap", "de"], env=desktop.env, check=True)  # Y and Z change places

        def heard() -> bool:
            press("key", "ctrl+alt+y")
            return ear.count > 0

        wait_for(heard, "the letter in its new place")
    finally:
        subprocess.run(["setxkbmap", "us"], env=desktop.env, check=True)


def test_a_key_that_the_keyboard_lacks_is_told(key: X11Key) -> None:
    """There is no F24 on most keyboards; this one has no key code for it."""
    assert reason(lambda: key.use("Ctrl+F24")) == "keys"


def test_without_a_server_it_is_not_supported() -> None:
    """A display that is gone is told as what it is."""
    assert reason(lambda: X11Key(":9999", lambda: None).use("F9")) == "unsupported"

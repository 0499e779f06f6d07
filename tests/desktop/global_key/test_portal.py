"""A key heard from anywhere through the portal GlobalShortcuts, on a bus of its own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from tests.desktop.global_key.fake_shortcuts import FakeShortcuts, fake_shortcuts
from tests.waiting import wait_for
from trayapp.core.errors import LocalFault
from trayapp.desktop.global_key import portal as module
from trayapp.desktop.global_key.portal import PortalKey

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a session bus")


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeShortcuts]:
    """A desktop that grants."""
    with fake_shortcuts(monkeypatch) as fake:
        yield fake


@pytest.fixture
def heard() -> list[int]:
    """One entry for each press."""
    return []


@pytest.fixture
def key(portal: FakeShortcuts, heard: list[int]) -> Iterator[PortalKey]:
    """None is used yet."""
    made = PortalKey(lambda: heard.append(1), "Get help", seconds=20)
    yield made
    made.close()


def test_the_desktop_is_asked_for_the_key_and_tells_of_it(
    portal: FakeShortcuts, key: PortalKey, heard: list[int]
) -> None:
    """It learns what the key does and which one is wished for; each press is heard."""
    assert key.offered
    key.use("Ctrl+Alt+H")

    assert [wish for _, wish in portal.bound] == [
        {"description": ("s", "Get help"), "preferred_trigger": ("s", "CTRL+ALT+h")}
    ]
    portal.press()
    portal.press()
    wait_for(lambda: len(heard) == 2, "both presses")


def test_presses_of_others_are_not_heard(portal: FakeShortcuts, key: PortalKey, heard: list[int]) -> None:
    """Another shortcut, one of another program's session, or what only claims to come from the desktop."""
    key.use("Ctrl+Alt+H")

    with open_dbus_connection("SESSION") as stranger:
        portal.press(sender=stranger)
    portal.press("volume-up")
    portal.press(session="/org/freedesktop/portal/desktop/session/9_9/theirs")
    portal.press()

    wait_for(lambda: len(heard) == 1, "the press that is ours")


@pytest.mark.parametrize(
    ("code", "binds", "reason"), [(1, True, "taken"), (0, False, "taken"), (9, True, "unsupported")]
)
def test_a_refusal_is_told(
    portal: FakeShortcuts, key: PortalKey, code: int, binds: bool, reason: str
) -> None:
    """By the person, by the desktop without a word, or as an error."""
    portal.code, portal.binds = code, binds

    with pytest.raises(LocalFault) as caught:
        key.use("Ctrl+Alt+H")

    assert caught.value.params["reason"] == reason


def test_a_portal_that_never_answers_is_not_waited_for(portal: FakeShortcuts) -> None:
    """After its time it counts as not there."""
    portal.silent = True

    with pytest.raises(LocalFault) as caught:
        PortalKey(lambda: None, "Get help", seconds=0.3).use("Ctrl+Alt+H")

    assert caught.value.params["reason"] == "unsupported"


def test_the_same_key_is_asked_for_once(portal: FakeShortcuts, key: PortalKey) -> None:
    """Another one is asked for anew; none at all asks nothing."""
    for keys in ("Ctrl+Alt+H", "alt+ctrl+h", "F9", ""):
        key.use(keys)

    assert [wish["preferred_trigger"][1] for _, wish in portal.bound] == ["CTRL+ALT+h", "F9"]


def test_the_program_ends_while_the_desktop_asks(
    portal: FakeShortcuts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever does not answer the desktop's question can leave all the same."""
    monkeypatch.setattr(module, "_END_SECONDS", 0.05)
    portal.silent = True
    key = PortalKey(lambda: None, "Get help", seconds=60)

    def ask() -> None:
        with suppress(LocalFault):  # the bus of this test ends before the desktop has answered
            key.use("Ctrl+Alt+H")

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    wait_for(lambda: bool(portal.bound), "the question")

    key.close()

    assert asking.is_alive()

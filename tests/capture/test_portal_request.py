"""The desktop is asked for a picture once, and whatever it answers ends in a picture or a fault with a reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.capture.fake_portal import FakePortal, fake_portal
from trayapp.capture.portal_request import screenshot_uri
from trayapp.capture.screens import Screen
from trayapp.capture.wayland_portal import PortalGrab, decode, parent_handle
from trayapp.core.errors import LocalFault

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus portals are Linux's")


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    """A portal on this process's session bus."""
    with fake_portal(monkeypatch) as serving:
        yield serving


@pytest.mark.parametrize("early", [True, False])
def test_the_answer_may_overtake_the_reply(portal: FakePortal, early: bool) -> None:
    """The address comes through in whichever order the portal speaks."""
    portal.results, portal.early = {"uri": ("s", "file:///tmp/out.png")}, early

    assert screenshot_uri("wayland:", limit=20) == "file:///tmp/out.png"

    (parent, options) = portal.calls[0]
    assert parent == "wayland:"
    assert options["interactive"] == ("b", False)


@pytest.mark.parametrize("code", [1, 2, 77])
def test_any_other_code_is_a_refusal(portal: FakePortal, code: int) -> None:
    """Portals disagree about 1 and 2: each means no picture, even beside an address."""
    portal.code, portal.results = code, {"uri": ("s", "file:///tmp/out.png")}

    with pytest.raises(LocalFault) as fault:
        screenshot_uri("", limit=20)

    assert fault.value.params["reason"] == "denied"


def test_an_answer_without_a_picture_is_a_fault(portal: FakePortal) -> None:
    """A portal that grants and gives nothing has failed."""
    with pytest.raises(LocalFault, match="without a picture") as fault:
        screenshot_uri("", limit=20)

    assert fault.value.params["reason"] == "failed"


def test_a_portal_that_knows_no_screenshots_is_a_fault(portal: FakePortal) -> None:
    """An error in place of an answer is told."""
    portal.refuses = True

    with pytest.raises(LocalFault, match="UnknownMethod") as fault:
        screenshot_uri("", limit=20)

    assert fault.value.params == {"reason": "failed", "cause": "no_portal"}


def test_a_silent_portal_is_given_up(portal: FakePortal) -> None:
    """After the limit the request is withdrawn, so that no question stays on the screen."""
    portal.silent = True

    with pytest.raises(LocalFault) as fault:
        screenshot_uri("", limit=1)

    assert fault.value.params["cause"] == "timeout"
    assert portal.closed.wait(20)


def test_no_bus_is_a_fault() -> None:
    """Without a session bus there is nobody to ask."""
    with pytest.raises(LocalFault) as fault:
        screenshot_uri("", limit=1)

    assert fault.value.params["cause"] == "no_portal"


def test_the_picture_is_cut_into_monitors_and_its_file_is_gone(portal: FakePortal, tmp_path: Path) -> None:
    """From the portal's file to a picture for each monitor, pixels unchanged."""
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#112233"))
    image.setPixelColor(59, 19, QColor("#445566"))
    file = tmp_path / "out.png"
    assert image.save(str(file))
    portal.results = {"uri": ("s", file.as_uri())}
    screens = [Screen("A", 0, 0, 20, 10), Screen("B", 20, 0, 10, 10)]

    a, b = PortalGrab({}, lambda: screens, limit=20).grab()

    assert (a.name, a.width, a.height, a.scale) == ("A", 40, 20, 2.0)
    assert (b.name, b.x, b.width, b.height) == ("B", 40, 20, 20)
    assert len(b.bgrx) == 20 * 20 * 4
    assert bytes(b.bgrx[:3]) == b"\x33\x22\x11"
    assert bytes(b.bgrx[-4:-1]) == b"\x66\x55\x44"
    assert not file.exists()


def test_what_is_no_picture_is_a_fault() -> None:
    """Bytes that no reader knows are a fault, not an empty picture."""
    with pytest.raises(LocalFault, match="cannot be read"):
        decode(b"not a picture")


@pytest.mark.parametrize(
    ("desktop", "handle"),
    [("ubuntu:GNOME", "wayland:"), ("GNOME", "wayland:"), ("KDE", ""), ("sway", ""), ("", "")],
)
def test_gnome_wants_a_parent_and_kde_wants_none(desktop: str, handle: str) -> None:
    """The parent's handle is what each desktop accepts."""
    assert parent_handle({"XDG_CURRENT_DESKTOP": desktop}) == handle

"""The desktop is asked for a picture once, and whatever it answers ends in a picture or a fault with a reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.capture.wayland.fake_portal import FakePortal, fake_portal
from trayapp.capture.mend import mend
from trayapp.capture.screens import Screen
from trayapp.capture.wayland.grab import PortalGrab, parent_handle
from trayapp.capture.wayland.portal_request import screenshot_uri
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Mend

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
    screens = [Screen("A", 0, 0, 20, 10, 2.0), Screen("B", 20, 0, 10, 10, 2.0)]

    a, b = PortalGrab({}, lambda: screens, limit=20).grab()

    assert (a.name, a.width, a.height, a.scale) == ("A", 40, 20, 2.0)
    assert (b.name, b.x, b.width, b.height) == ("B", 40, 20, 20)
    assert len(b.bgrx) == 20 * 20 * 4
    assert bytes(b.bgrx[:3]) == b"\x33\x22\x11"
    assert bytes(b.bgrx[-4:-1]) == b"\x66\x55\x44"
    assert not file.exists()


def written(portal: FakePortal, folder: Path, width: int, height: int) -> None:
    """The portal will hand over a picture of that size, its upper left corner of another colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#112233"))
    image.setPixelColor(0, 0, QColor("#445566"))
    file = folder / "out.png"
    assert image.save(str(file))
    portal.results = {"uri": ("s", file.as_uri())}


def test_monitors_that_change_meanwhile_leave_the_picture_whole(portal: FakePortal, tmp_path: Path) -> None:
    """A monitor unplugged while the desktop asks the person: nobody knows what the picture shows, so nothing is cut."""
    written(portal, tmp_path, 60, 20)
    looks = [[Screen("A", 0, 0, 30, 20), Screen("B", 30, 0, 30, 20)], [Screen("A", 0, 0, 60, 20)]]

    (shot,) = PortalGrab({}, lambda: looks.pop(0), limit=20).grab()

    assert (shot.name, shot.width, shot.height) == ("screen", 60, 20)


def test_a_picture_from_before_is_not_taken_for_new(portal: FakePortal, tmp_path: Path) -> None:
    """Some portals always write the same file; one that failed to write it leaves an older picture there."""
    written(portal, tmp_path, 60, 20)
    os.utime(tmp_path / "out.png", (1_000_000_000, 1_000_000_000))

    with pytest.raises(LocalFault, match="before it was asked for") as fault:
        PortalGrab({}, limit=20).grab()

    assert fault.value.params["reason"] == "failed"


def test_a_refusal_that_is_remembered_can_be_mended(portal: FakePortal) -> None:
    """The fault says so, and after mending the desktop remembers nothing: it will ask the person."""
    portal.code, portal.permissions = 2, {"": ["no"], "org.example.Other": ["no"]}

    with pytest.raises(LocalFault) as fault:
        PortalGrab({}, limit=20).grab()
    assert fault.value.params == {"reason": "denied", "mend": Mend.ASK_AGAIN}

    mend(fault.value)
    assert portal.permissions == {"org.example.Other": ["no"]}


@pytest.mark.parametrize("permissions", [None, {}, {"": ["yes"]}, {"org.example.Other": ["no"]}])
def test_a_refusal_of_the_moment_cannot_be_mended(
    portal: FakePortal, permissions: dict[str, list[str]] | None
) -> None:
    """The person cancelled, or nobody remembers anything: taking again is all there is."""
    portal.code, portal.permissions = 1, permissions

    with pytest.raises(LocalFault) as fault:
        PortalGrab({}, limit=20).grab()

    assert fault.value.params == {"reason": "denied"}


def test_what_cannot_be_mended_is_a_fault() -> None:
    """Without a bus nothing is forgotten, and that is told."""
    with pytest.raises(LocalFault) as fault:
        mend(LocalFault(reason="denied", mend=Mend.ASK_AGAIN))

    assert fault.value.params["reason"] == "failed"


@pytest.mark.parametrize(
    ("desktop", "handle"),
    [("ubuntu:GNOME", "wayland:"), ("GNOME", "wayland:"), ("KDE", ""), ("sway", ""), ("", "")],
)
def test_gnome_wants_a_parent_and_kde_wants_none(desktop: str, handle: str) -> None:
    """The parent's handle is what each desktop accepts."""
    assert parent_handle({"XDG_CURRENT_DESKTOP": desktop}) == handle

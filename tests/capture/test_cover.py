"""What policy does not let a picture show never gets out of the capturer."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.capture.shots import noise
from trayapp.capture.cover import Covered, covered
from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.policy import Screenshots
from trayapp.core.ports import RawShot, WindowPlace

OTHER = os.getpid() + 1
COVERED = Screenshots(cover="all_but_active")


@dataclass
class Camera:
    """Two monitors, the second left of and above the first."""

    shots: Sequence[RawShot] = field(
        default_factory=lambda: [noise(320, 200), RawShot("left", -160, -40, 160, 120, noise(160, 120).bgrx)]
    )
    waits: bool = False
    done: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        self.done.append("prepare")

    def grab(self) -> Sequence[RawShot]:
        self.done.append("grab")
        return self.shots


@dataclass
class Windows:
    """The windows as they stand at each look; the last look lasts."""

    looks: list[Sequence[WindowPlace]] = field(default_factory=lambda: [()])

    def places(self) -> Sequence[WindowPlace]:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]


def active(area: Area, pid: int = OTHER) -> WindowPlace:
    """The active window."""
    return WindowPlace("", area, True, pid)


def alike(one: RawShot, other: RawShot) -> set[tuple[int, int]]:
    """The pixels whose blue, green and red are the same in both, by place on the desktop."""
    mine, yours = (memoryview(shot.bgrx).cast("I") for shot in (one, other))
    return {
        (one.x + at % one.width, one.y + at // one.width)
        for at, pixel in enumerate(mine)
        if not (pixel ^ yours[at]) & 0xFFFFFF
    }


def inside(area: Area) -> set[tuple[int, int]]:
    """The pixels of an area."""
    return {(x, y) for x in range(area.x, area.right) for y in range(area.y, area.bottom)}


def test_without_a_rule_pictures_are_what_they_are() -> None:
    """Nothing is touched, nor are the windows asked for."""
    camera = Camera()

    shots = Covered(camera, Windows([]), Screenshots).grab()

    assert shots is camera.shots


def test_where_pictures_are_forbidden_none_is_taken() -> None:
    """Not even the screen is connected to; the reason is told."""
    camera = Camera()
    forbidden = Covered(camera, Windows(), lambda: Screenshots(taken=False))

    forbidden.prepare()
    with pytest.raises(LocalFault) as fault:
        forbidden.grab()

    assert fault.value.params["reason"] == "forbidden"
    assert camera.done == []


def test_rules_are_asked_for_at_each_picture() -> None:
    """A policy that changes while the program runs counts from the next picture on."""
    rules = [Screenshots(taken=False), Screenshots()]
    camera = Camera()
    following = Covered(camera, Windows(), lambda: rules.pop(0))

    with pytest.raises(LocalFault):
        following.grab()
    assert len(following.grab()) == 2


def test_rules_that_cannot_be_read_allow_no_picture() -> None:
    """When the store is damaged nobody knows what may be shown, so nothing is pictured."""

    def broken() -> Screenshots:
        raise LocalFault("damaged", reason="corrupt")

    camera = Camera()
    with pytest.raises(LocalFault, match="damaged"):
        Covered(camera, Windows(), broken).grab()

    assert camera.done == []


def test_a_capturer_that_waits_still_waits() -> None:
    """The desktop's question is not asked on the UI thread."""
    assert Covered(Camera(waits=True), Windows(), Screenshots).waits
    assert not Covered(Camera(), Windows(), Screenshots).waits


@pytest.mark.parametrize("cover", ["all_but_active", "of a later version"])
def test_only_the_active_window_is_shown(cover: str) -> None:
    """All of the active window, across both monitors, and not a pixel beside it; an unknown rule covers as much."""
    camera, window = Camera(), Area(-50, 20, 100, 60)
    windows = Windows([[active(window), WindowPlace("", Area(0, 0, 320, 200), pid=OTHER + 1)]])

    right, left = Covered(
        camera, windows, lambda: Screenshots(cover=cover), random.Random(1).randbytes
    ).grab()

    for shot, before in zip((right, left), camera.shots, strict=True):
        assert inside(window) & inside(shot.area) <= alike(shot, before)
        assert alike(shot, before) <= inside(window)
        assert (shot.area, shot.name) == (before.area, before.name)


@pytest.mark.parametrize("places", [(), [WindowPlace("", Area(0, 0, 99, 99), pid=OTHER)]])
def test_without_an_active_window_everything_is_covered(places: Sequence[WindowPlace]) -> None:
    """Where nobody knows the active window, as on Wayland, no pixel of the screen is left."""
    camera = Camera()

    shots = Covered(camera, Windows([places]), lambda: COVERED, random.Random(1).randbytes).grab()

    assert [alike(shot, before) for shot, before in zip(shots, camera.shots, strict=True)] == [set(), set()]


def test_a_window_that_moves_meanwhile_uncovers_nothing() -> None:
    """Windows are looked at before and after the picture; only what was the window's both times is shown."""
    camera = Camera()
    windows = Windows([[active(Area(0, 0, 100, 100))], [active(Area(60, 0, 100, 100))]])

    right, _ = Covered(camera, windows, lambda: COVERED, random.Random(1).randbytes).grab()

    assert alike(right, camera.shots[0]) == inside(Area(60, 0, 40, 100))


def test_the_picture_before_covering_is_not_changed() -> None:
    """Screen libraries may lend their own memory."""
    shot = noise(40, 30)
    before = bytes(shot.bgrx)

    assert covered(shot, []).bgrx != before
    assert shot.bgrx == before


def test_two_covers_differ() -> None:
    """Pixelation is drawn anew for each picture, so two of them tell no more than one."""
    shot = noise(40, 30)

    assert covered(shot, []).bgrx != covered(shot, []).bgrx


@pytest.mark.parametrize(("width", "height"), [(1, 1), (13, 11), (16_384, 3), (3, 700)])
def test_any_size_is_covered(width: int, height: int) -> None:
    """Cells that jut out are cut, at the right and at the bottom."""
    shot = covered(RawShot("x", 0, 0, width, height, bytes(width * height * 4)), [])

    assert len(shot.bgrx) == width * height * 4
    assert all(shot.bgrx[3::4])

"""Monitors as mss tells them become pictures; what goes wrong becomes a fault with a reason."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import mss
import pytest
from mss.exception import ScreenShotError

from trayapp.capture.mss_grab import MssGrab
from trayapp.capture.screens import Screen
from trayapp.core.errors import LocalFault

WHOLE = {"left": -1280, "top": -200, "width": 3200, "height": 1280}
LEFT = {"left": -1280, "top": -200, "width": 2, "height": 1, "output": "DP-2", "name": "DELL U27"}
RIGHT = {"left": 0, "top": 0, "width": 1, "height": 2, "output": "DP-1"}
NAMELESS = {"left": 5000, "top": 0, "width": 1, "height": 1}


@dataclass
class Picture:
    """What mss gives for a monitor."""

    width: int
    height: int
    raw: bytearray


@dataclass
class FakeMss:
    """An mss object with monitors of our choice."""

    monitors: Sequence[Mapping[str, Any]]
    broken: bool = False
    closed: bool = False
    grabbed: list[Mapping[str, Any]] = field(default_factory=list)

    def grab(self, monitor: Mapping[str, Any]) -> Picture:
        """Pixels that count up."""
        if self.broken:
            raise ScreenShotError("monitor unplugged")
        self.grabbed.append(monitor)
        size = monitor["width"] * monitor["height"] * 4
        return Picture(monitor["width"], monitor["height"], bytearray(n % 256 for n in range(size)))

    def close(self) -> None:
        """Gone."""
        assert not self.closed
        self.closed = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[FakeMss]:
    """The mss objects to come, first one first, on a system where they are kept."""
    coming: list[FakeMss] = []
    monkeypatch.setattr("trayapp.capture.mss_grab._KEPT", True)

    def make(**_: object) -> FakeMss:
        return coming.pop(0)

    monkeypatch.setattr(mss, "MSS", make)
    return coming


def test_every_monitor_is_one_picture(made: list[FakeMss]) -> None:
    """Places may be negative; names tell two monitors of a make apart; the whole is not a picture of its own."""
    made.append(FakeMss([WHOLE, LEFT, RIGHT, NAMELESS]))

    shots = MssGrab(
        ":0", lambda: [Screen("DP-1", 0, 0, 1, 1, 2.0), Screen("x", -1280, -200, 1, 1, 1.5)]
    ).grab()

    assert [(s.name, s.x, s.y, s.width, s.height, s.scale) for s in shots] == [
        ("DELL U27 (DP-2)", -1280, -200, 2, 1, 1.5),
        ("DP-1", 0, 0, 1, 2, 2.0),
        ("screen 3", 5000, 0, 1, 1, 1.0),
    ]
    assert shots[0].bgrx == bytes(range(8))


def test_mirrors_come_once(made: list[FakeMss]) -> None:
    """Two outputs that show the same place are one picture."""
    made.append(FakeMss([WHOLE, RIGHT, RIGHT | {"output": "HDMI-1"}]))

    assert [shot.name for shot in MssGrab().grab()] == ["DP-1"]


def test_a_screen_without_monitors_is_taken_whole(made: list[FakeMss]) -> None:
    """Old X servers know no monitors; the whole screen is the picture."""
    made.append(FakeMss([LEFT]))

    assert len(MssGrab().grab()) == 1


def test_a_screen_that_cannot_be_opened_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection, no picture."""

    def refuse(**_: object) -> FakeMss:
        raise ScreenShotError("cannot connect to display")

    monkeypatch.setattr(mss, "MSS", refuse)

    with pytest.raises(LocalFault, match="cannot connect") as fault:
        MssGrab(":99").grab()

    assert fault.value.params["reason"] == "no_screen"


def test_preparing_pictures_nothing(made: list[FakeMss], monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is made beforehand, and the first grab uses it."""
    grabbed: list[object] = []
    monkeypatch.setattr(FakeMss, "grab", lambda _self, monitor: grabbed.append(monitor))
    ready, looking = FakeMss([WHOLE, RIGHT]), FakeMss([WHOLE, RIGHT])
    made += [ready, looking]
    camera = MssGrab()

    camera.prepare()

    assert grabbed == []
    assert id(camera._camera()) == id(ready)


def test_a_monitor_unplugged_just_now_is_left_out(made: list[FakeMss]) -> None:
    """Known a moment ago, it cannot be pictured: the screen is looked at once more."""
    broken, fine = FakeMss([WHOLE, LEFT, RIGHT], broken=True), FakeMss([WHOLE, RIGHT])
    made += [broken, fine]

    assert [shot.name for shot in MssGrab().grab()] == ["DP-1"]
    assert broken.closed


@pytest.mark.parametrize("monitors", [[], [WHOLE, RIGHT | {"height": 0}]])
def test_no_monitor_is_no_screen(made: list[FakeMss], monitors: Sequence[Mapping[str, Any]]) -> None:
    """A computer whose lid is closed has nothing to picture, and that is told."""
    made.append(FakeMss(monitors))

    with pytest.raises(LocalFault) as fault:
        MssGrab().grab()

    assert fault.value.params["reason"] == "no_screen"


def test_a_failed_grab_is_a_fault_and_starts_afresh(made: list[FakeMss]) -> None:
    """What fails twice is told, and after it nothing of the old connections is used again."""
    broken, again, fine = (FakeMss([WHOLE, LEFT, RIGHT], broken=bad) for bad in (True, True, False))
    made += [broken, again, fine]
    camera = MssGrab()

    with pytest.raises(LocalFault) as fault:
        camera.grab()

    assert fault.value.params["reason"] == "failed"
    assert broken.closed
    assert len(camera.grab()) == 2


def test_monitors_that_change_are_seen(made: list[FakeMss]) -> None:
    """A monitor plugged in since the last picture is in the next one, and no connection is left over."""
    before, same, after = FakeMss([WHOLE, LEFT]), FakeMss([WHOLE, LEFT]), FakeMss([WHOLE, LEFT, RIGHT])
    made += [before, same, after]
    camera = MssGrab()

    assert [len(camera.grab()) for _ in range(3)] == [1, 1, 2]
    camera.close()

    assert before.closed
    assert same.closed
    assert after.closed


def test_a_blank_screen_is_a_fault(made: list[FakeMss]) -> None:
    """A picture of one pixel has one colour: it shows nothing."""
    made.append(FakeMss([WHOLE, NAMELESS]))

    with pytest.raises(LocalFault) as fault:
        MssGrab().grab()

    assert fault.value.params["reason"] == "black"


def test_threads_take_turns(made: list[FakeMss], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads never use the connection at once."""
    inside, most = 0, 0
    entered = threading.Semaphore(0)

    def grab(self: FakeMss, monitor: Mapping[str, Any]) -> Picture:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        entered.release()
        picture = Picture(2, 1, bytearray(range(8)))
        inside -= 1
        return picture

    monkeypatch.setattr(FakeMss, "grab", grab)
    made += [FakeMss([WHOLE, LEFT]) for _ in range(8)]
    camera = MssGrab()
    threads = [threading.Thread(target=camera.grab) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1
    assert sum(entered.acquire(blocking=False) for _ in range(9)) == 8

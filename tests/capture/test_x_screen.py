"""Pictures of a real X11 screen."""

from __future__ import annotations

import subprocess
import threading

import pytest
from PySide6.QtGui import QImage

from trayapp.capture.encode import encode
from trayapp.capture.mss_grab import MssGrab
from trayapp.core.errors import LocalFault
from trayapp.core.ports import RawShot

pytestmark = pytest.mark.e2e

RED, BLUE = b"\x00\x00\xff", b"\xff\x00\x00"


def colours(shot: RawShot) -> set[bytes]:
    """The colours of a shot, B G R."""
    return {bytes(shot.bgrx[at : at + 3]) for at in range(0, len(shot.bgrx), 4)}


@pytest.mark.rule("APP-2")
def test_each_monitor_shows_what_is_on_it(x_screen: dict[str, str]) -> None:
    """Two monitors are two pictures, of their size and place, with the colours that are on the screen."""
    left, right = MssGrab(x_screen["DISPLAY"]).grab()

    assert (left.x, left.width, left.height) == (0, 400, 400)
    assert (right.x, right.width, right.height) == (400, 240, 400)
    assert colours(left) == colours(right) == {RED, BLUE}
    assert left.name != right.name


def test_a_real_picture_survives_encoding(x_screen: dict[str, str]) -> None:
    """What was red and blue on the screen is red and blue in the file."""
    shot = MssGrab(x_screen["DISPLAY"]).grab()[0]

    image = QImage.fromData(encode(shot).data)

    seen = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    assert seen == {"#ff0000", "#0000ff"}


def test_any_thread_may_grab(x_screen: dict[str, str]) -> None:
    """A connection opened in one thread serves the next one."""
    camera = MssGrab(x_screen["DISPLAY"])
    shots = list(camera.grab())

    thread = threading.Thread(target=lambda: shots.extend(camera.grab()))
    thread.start()
    thread.join()

    assert len(shots) == 4
    assert shots[0].bgrx == shots[2].bgrx


def test_an_empty_screen_shows_nothing(x_screen: dict[str, str]) -> None:
    """A screen of one colour is a fault with that reason."""
    subprocess.run(["xsetroot", "-solid", "#102030"], env=x_screen, check=True, timeout=20)

    with pytest.raises(LocalFault) as fault:
        MssGrab(x_screen["DISPLAY"]).grab()

    assert fault.value.params["reason"] == "black"


def test_a_screen_that_went_away_is_no_screen() -> None:
    """A display nobody serves is a fault, not a crash."""
    with pytest.raises(LocalFault) as fault:
        MssGrab(":65000").grab()

    assert fault.value.params["reason"] == "no_screen"

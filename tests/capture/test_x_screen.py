"""Pictures of a real X11 screen."""

from __future__ import annotations

import subprocess
import threading

import pytest
from PySide6.QtGui import QImage

from tests.fakes.x_screen import x_server
from trayapp.capture.cover import covered
from trayapp.capture.encode import encode
from trayapp.capture.mss_grab import MssGrab
from trayapp.core.area import Area
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


def test_a_desktop_16384_pixels_wide_is_pictured_covered_and_encoded() -> None:
    """Two monitors of 8 192 pixels side by side: nothing from the screen to the file is too small for them."""
    monitors = ("8192/2000x1200/300+0+0", "8192/2000x1200/300+8192+0")
    with x_server((16_384, 1_200), monitors) as env:
        left, right = MssGrab(env["DISPLAY"]).grab()

    assert (left.area, right.area) == (Area(0, 0, 8192, 1200), Area(8192, 0, 8192, 1200))
    assert QImage.fromData(encode(right).data).pixelColor(8191, 1199).name() in {"#ff0000", "#0000ff"}
    kept = Area(8192 + 8000, 1000, 192, 200)
    hidden = covered(right, [kept])
    assert bytes(hidden.bgrx[-192 * 4 :]) == bytes(right.bgrx[-192 * 4 :])
    assert not {RED, BLUE} & colours(RawShot("rest", 0, 0, 8192, 1000, bytes(hidden.bgrx[: 8192 * 1000 * 4])))


def test_one_picture_16384_pixels_wide_is_encoded_whole() -> None:
    """As a portal gives it when nobody knows the monitors."""
    with x_server((16_384, 1_200), ["16384/4000x1200/300+0+0"]) as env:
        (shot,) = MssGrab(env["DISPLAY"]).grab()

    image = QImage.fromData(encode(shot).data)

    assert (image.width(), image.height()) == (16_384, 1_200)
    assert image.pixelColor(16_383, 1_199).name() in {"#ff0000", "#0000ff"}


def test_a_screen_that_is_gone_leaves_its_picture() -> None:
    """What was grabbed is ours: a monitor unplugged, or the whole screen gone, before it is encoded changes nothing."""
    with x_server() as env:
        camera = MssGrab(env["DISPLAY"])
        first, second = camera.grab()
        before = bytes(first.bgrx), bytes(second.bgrx)
        subprocess.run(["xrandr", "--delmonitor", "monitor1"], env=env, check=True, timeout=20)
        assert len(camera.grab()) == 1

    assert (bytes(first.bgrx), bytes(second.bgrx)) == before
    assert not QImage.fromData(encode(second).data).isNull()

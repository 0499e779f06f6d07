"""A picture that shows nothing is not sent as if it showed something."""

from __future__ import annotations

import pytest

from tests.capture.shots import noise, plain
from trayapp.capture.blank import one_colour, refuse_blank
from trayapp.core.errors import LocalFault
from trayapp.core.ports import RawShot


@pytest.mark.parametrize("pixel", [b"\0\0\0\0", b"\0\0\0\xff", b"\xff\xff\xff\0", b"\x01\x02\x03\x04"])
def test_one_colour_is_blank(pixel: bytes) -> None:
    """Black, white, or any other colour alone shows nothing."""
    assert one_colour(plain(64, 48, pixel))


@pytest.mark.parametrize("at", [0, 1, 1000, 64 * 48 - 1])
def test_one_other_pixel_is_enough(at: int) -> None:
    """A single pixel that differs, wherever it is, makes it a picture."""
    pixels = bytearray(plain(64, 48).bgrx)
    pixels[at * 4] ^= 1

    assert not one_colour(RawShot("x", 0, 0, 64, 48, pixels))


def test_all_monitors_blank_is_a_fault() -> None:
    """When no monitor shows anything, the ticket goes without pictures and says why."""
    with pytest.raises(LocalFault) as fault:
        refuse_blank([plain(64, 48), plain(32, 32)])

    assert fault.value.params["reason"] == "black"


def test_one_blank_monitor_among_others_stays() -> None:
    """An empty desktop on the second monitor is no fault."""
    shots = [noise(64, 48), plain(64, 48)]

    assert refuse_blank(shots) == shots

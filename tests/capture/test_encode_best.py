"""The smallest lossless form: PNG or WebP, for what the picture shows and what the portal can show."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtGui import QImage

from tests.capture.shots import noise, plain
from trayapp.capture.encode import encode
from trayapp.capture.encode_best import best, improve
from trayapp.capture.encode_webp import LONGEST, encode_webp
from trayapp.core.ports import Encoded, RawShot

BOTH = ("image/png", "image/webp")


def striped(width: int, height: int) -> RawShot:
    """A picture with edges, as windows have them; the unused byte of each pixel says nothing."""
    rows = [
        bytes((x // 7 * 40 % 256, y // 5 * 60 % 256, (x * y) % 251, x % 256))
        for y in range(height)
        for x in range(width)
    ]
    return RawShot("striped", 0, 0, width, height, b"".join(rows))


def pixels(image: QImage) -> QImage:
    """Without the unused byte."""
    return image.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("size", [(90, 31), (17, 46), (333, 77)])
@pytest.mark.parametrize("made", [noise, striped])
def test_every_pixel_of_a_webp_comes_back(made: type[RawShot], size: tuple[int, int]) -> None:
    """Noise, edges and single colours decode to exactly the pixels they were made of."""
    shot = made(*size)  # type: ignore[call-arg,arg-type]

    webp = encode_webp(shot)

    assert webp is not None
    original = QImage(shot.bgrx, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
    assert pixels(QImage.fromData(webp.data)) == pixels(original.copy())


def test_nothing_but_the_picture_is_in_a_webp() -> None:
    """One lossless chunk: no profile, no EXIF, no XMP, no alpha, and the size that the header tells."""
    webp = encode_webp(striped(200, 100))

    assert webp is not None
    assert (webp.data[:4], webp.data[8:16]) == (b"RIFF", b"WEBPVP8L")
    chunk = struct.unpack("<I", webp.data[16:20])[0]
    assert len(webp.data) == struct.unpack("<I", webp.data[4:8])[0] + 8 == 20 + chunk + chunk % 2


def test_the_smaller_one_is_taken() -> None:
    """Never a form that is larger than the one that is there."""
    shot = striped(300, 200)
    png = encode(shot)

    assert improve(shot, png, BOTH).media_type == "image/webp"
    assert len(improve(shot, png, BOTH).data) < len(png.data)
    tiny = Encoded(b"x", "image/png")
    assert improve(shot, tiny, BOTH) is tiny


def test_only_forms_that_the_portal_shows_are_taken() -> None:
    """Where people there can't look at WebP it stays PNG."""
    shot = striped(300, 200)

    assert best(shot, ("image/png",)).media_type == "image/png"
    assert best(shot, ()).media_type == "image/png"
    assert best(shot, BOTH).media_type == "image/webp"


def test_a_picture_of_one_colour_stays_png() -> None:
    """As WebP it would be shorter than what Qt reads."""
    shot = plain(600, 400)

    assert encode_webp(shot) is None
    assert not QImage.fromData(best(shot, BOTH).data).isNull()


def test_a_desktop_too_wide_for_webp_stays_png() -> None:
    """A row of monitors may be longer than the format knows."""
    shot = plain(LONGEST + 1, 2)

    assert encode_webp(shot) is None
    assert best(shot, BOTH).media_type == "image/png"

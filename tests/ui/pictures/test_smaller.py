"""Small enough for the portal: fewer pixels first, then less exact ones, never more than needed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.core.metadata.tainted import written
from tests.ui.pictures.test_picture import HIDDEN
from trayapp.capture.encode import encode
from trayapp.ui.pictures.opened import open_picture
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.smaller import smaller
from trayapp.ui.pictures.sources import Pixels

PNG, BOTH, ALL = ("image/png",), ("image/png", "image/webp"), ("image/png", "image/webp", "image/jpeg")


def noise(width: int, height: int) -> QImage:
    """Hardly compressed at all."""
    data = random.Random(3).randbytes(width * height * 4)
    return QImage(data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def picture(image: QImage) -> Picture:
    """A picture of a screen."""
    return Picture(Pixels("Screen 1", "screen-1", image), encode)


@pytest.mark.parametrize("formats", [PNG, BOTH, ALL])
@pytest.mark.parametrize("part", [0.9, 0.5, 0.1, 0.01])
def test_it_fits_and_keeps_its_shape(formats: tuple[str, ...], part: float) -> None:
    """Whatever the portal can show, the limit is kept, by not much more than needed."""
    made = picture(noise(240, 160))
    limit = int(len(made.encoded().data) * part)

    found = smaller(made, limit, formats)

    assert found is not None
    size = len(found.encoded.data)
    assert limit * 0.3 < size <= limit
    assert found.encoded.media_type in formats
    assert found.image.width() * 160 == pytest.approx(found.image.height() * 240, rel=0.1)
    shown = QImage.fromData(found.encoded.data)
    assert shown.size() == found.image.size()


def test_pixels_stay_exact_as_long_as_half_of_them_a_side_are_left() -> None:
    """A little too large is only scaled."""
    made = picture(noise(200, 100))

    found = smaller(made, int(len(made.encoded().data) * 0.6), PNG)

    assert found is not None
    assert 100 <= found.image.width() < 200
    assert QImage.fromData(found.encoded.data).pixel(5, 5) == found.image.pixel(5, 5)


def test_a_photo_is_not_made_exact(tmp_path: Path) -> None:
    """It would only grow: it stays as inexact as it was."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(written(noise(300, 200), "jpg", 95))
    opened = open_picture(path)
    assert opened is not None
    made = Picture(opened, encode)
    made.prepare()

    found = smaller(made, len(made.encoded().data) // 4, PNG)

    assert found is not None
    assert found.encoded.media_type == "image/jpeg"


def test_it_is_made_of_what_would_leave() -> None:
    """What is hidden in the picture is hidden in the smaller one."""
    made = picture(noise(64, 64))
    made.mark(HIDDEN)

    found = smaller(made, len(made.encoded().data) // 2, PNG)

    assert found is not None
    assert found.image.pixelColor(1, 1).name() == "#000000"
    assert found.markup is made.markup


def test_the_impossible_is_told() -> None:
    """No picture is as small as that."""
    assert smaller(picture(noise(64, 64)), 20, BOTH) is None


def test_nothing_is_in_it_but_the_picture() -> None:
    """No resolution, no profile."""
    found = smaller(picture(noise(64, 64)), 6000, PNG)

    assert found is not None
    assert b"pHYs" not in found.encoded.data

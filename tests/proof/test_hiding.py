"""Every way to hide leaves nothing of the marker in what leaves, nor in what a draft keeps."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.proof import marker
from tests.proof.likeness import PLACE, SCREEN
from tests.proof.search import Search
from trayapp.capture.encode import encode
from trayapp.core.area import Area, Point
from trayapp.core.markup import Arrow, BlackOut, Markup, Pixelate, Stroke
from trayapp.store.picture_drafts.codec import pack
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Pixels

_WHERE = Area(*PLACE, marker.SIDE, marker.SIDE)
_ARROW = Arrow(Point(10, 10), Point(90, 90), Stroke())
HIDDEN = {
    "blacked out": Markup((BlackOut(_WHERE),)),
    "pixelated": Markup((Pixelate(_WHERE),)),
    "pixelated, and an arrow after it": Markup((Pixelate(_WHERE.grown(20)), _ARROW)),
    "in two halves": Markup((BlackOut(Area(200, 150, 48, 96)), _ARROW, Pixelate(Area(248, 150, 48, 96)))),
    "cropped away": Markup((_ARROW,), crop=Area(400, 0, 800, 800)),
}


@pytest.fixture
def screen() -> QImage:
    """The marker on an empty desktop."""
    made = QImage(*SCREEN, QImage.Format.Format_RGB32)
    made.fill(QColor("#3d5a73"))
    painter = QPainter(made)
    painter.drawImage(*PLACE, marker.image())
    painter.end()
    return made


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_of_what_is_hidden_is_left(screen: QImage, way: str) -> None:
    """Not a row of it, nor its colours when the picture is made small."""
    picture = Picture(Pixels("Screen 1", "screen-1", screen), encode, HIDDEN[way])

    for data in (picture.encoded().data, pack([picture.draft()])):
        assert Search().find(data) == []


def test_what_is_not_hidden_is_found(screen: QImage) -> None:
    """With a mark on it that hides nothing, and with half of it hidden."""
    for markup in (Markup((_ARROW,)), Markup((BlackOut(Area(200, 150, 96, 90)),))):
        picture = Picture(Pixels("Screen 1", "screen-1", screen), encode, markup)

        assert Search().find(picture.encoded().data)
        assert Search().find(pack([picture.draft()]))

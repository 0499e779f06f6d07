"""Places on the screen become places in a picture."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from trayapp.capture.encode import encode
from trayapp.core.area import Area, Point
from trayapp.core.markup import Arrow, BlackOut, Markup, Pixelate, Stroke
from trayapp.core.ports import SeenText
from trayapp.core.sensitive import Kind
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.suggest.placing import proposals_for, with_hidden

PLACE = Area(-200, 100, 200, 100)


def picture(place: Area | None = PLACE, width: int = 200, height: int = 100) -> Picture:
    """A white one, taken there."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return Picture(Pixels("Screen 1", "screen-1", image), encode, place=place)


def seen(*areas: Area) -> list[SeenText]:
    """Addresses that stand there."""
    return [SeenText(Kind.EMAIL, area) for area in areas]


def test_a_place_on_the_screen_is_one_in_the_picture() -> None:
    """Counted from the picture's corner, a little larger, and with its kind."""
    assert proposals_for(picture(), seen(Area(-150, 120, 40, 10))) == (
        Proposal(Area(46, 16, 48, 18), "email"),
    )


def test_what_lies_elsewhere_is_no_part_of_the_picture() -> None:
    """Another monitor's text is proposed in another picture; what reaches over the edge is cut."""
    found = proposals_for(picture(), seen(Area(10, 120, 40, 10), Area(-20, 190, 60, 30)))

    assert [each.area for each in found] == [Area(176, 86, 24, 14)]


def test_a_picture_that_was_made_smaller_has_smaller_places() -> None:
    """Pixels of the screen are not always pixels of the picture; what is hidden is never less."""
    found = proposals_for(picture(width=100, height=50), seen(Area(-151, 121, 41, 11)))

    assert found[0].area == Area(20, 6, 29, 14)


@pytest.mark.parametrize("place", [None, Area(0, 0, 0, 0)])
def test_without_a_place_nothing_is_proposed(place: Area | None) -> None:
    """A pasted picture shows nobody knows what part of the screen."""
    assert proposals_for(picture(place), seen(Area(-150, 120, 40, 10))) == ()


@pytest.mark.parametrize("hiding", [BlackOut, Pixelate])
def test_what_is_hidden_is_not_proposed_again(hiding: type[BlackOut | Pixelate]) -> None:
    """By whatever hides, as long as it hides all of it."""
    shown = picture()
    shown.mark(Markup((hiding(Area(40, 10, 60, 30)),)))
    assert proposals_for(shown, seen(Area(-150, 120, 40, 10))) == ()

    shown.mark(Markup((hiding(Area(50, 10, 60, 30)),)))
    assert len(proposals_for(shown, seen(Area(-150, 120, 40, 10)))) == 1


def test_what_was_cut_off_is_not_proposed() -> None:
    """The crop leaves it out already."""
    shown = picture()
    shown.mark(Markup(crop=Area(100, 0, 100, 100)))

    assert proposals_for(shown, seen(Area(-150, 120, 40, 10))) == ()


def test_hiding_keeps_what_was_put_on_before() -> None:
    """Black boxes come on top of the marks that are there."""
    arrow = Arrow(Point(0, 0), Point(9, 9), Stroke())
    markup = with_hidden(Markup((arrow,)), [Proposal(Area(1, 2, 3, 4), "card")])

    assert markup.marks == (arrow, BlackOut(Area(1, 2, 3, 4)))

"""Burns mark-up into a picture: what comes out holds nothing of what was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from trayapp.core.area import Area
from trayapp.core.markup import Hiding, Mark, Markup
from trayapp.core.markup.geometry import moved
from trayapp.ui.annotate.ground import opaque
from trayapp.ui.annotate.paint import paint_marks


@dataclass(frozen=True, slots=True)
class Burned:
    """A picture without what was hidden, and the marks that can still be changed on it."""

    image: QImage
    markup: Markup


def flatten(base: QImage, markup: Markup) -> QImage:
    """A new picture with every mark in it, cropped. `base` is not touched. From any thread."""
    return _cropped(_painted(base, markup.marks), markup.crop)


def burned(base: QImage, markup: Markup) -> Burned:
    """With everything in it up to the last mark that hides, cropped; the marks after it stay marks."""
    last = max((at for at, mark in enumerate(markup.marks) if isinstance(mark, Hiding)), default=-1)
    image = _cropped(_painted(base, markup.marks[: last + 1]), markup.crop)
    rest = markup.marks[last + 1 :]
    if markup.crop is not None:
        inside = _inside(markup.crop, base)
        rest = tuple(moved(mark, -inside.x, -inside.y) for mark in rest)
    return Burned(image, Markup(rest))


def ends_hidden(markup: Markup) -> bool:
    """No mark lies above the last one that hides: all of it is burned in, and nothing can be changed any more."""
    return not markup.marks or isinstance(markup.marks[-1], Hiding)


def _painted(base: QImage, marks: tuple[Mark, ...]) -> QImage:
    ground = opaque(base)
    if not marks:
        return ground
    image = ground.copy()  # the base may read the screen's own memory
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_marks(painter, marks, ground)
    painter.end()
    return image


def _cropped(image: QImage, crop: Area | None) -> QImage:
    """`copy` takes the pixels along that are wanted, and no others."""
    if crop is None:
        return image
    inside = _inside(crop, image)
    if inside.empty:
        return _nothing()  # `copy` would take an empty rectangle for all of it
    return image.copy(QRect(inside.x, inside.y, inside.width, inside.height))


def _inside(crop: Area, image: QImage) -> Area:
    return crop.common(Area(0, 0, image.width(), image.height()))


def _nothing() -> QImage:
    """The smallest picture there is."""
    made = QImage(1, 1, QImage.Format.Format_RGB32)
    made.fill(0xFF000000)
    return made

"""Our icons: one set of SVG files, drawn in the colour that the palette has when they are painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from weakref import WeakMethod

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from trayapp.paths import resource

Colour = QColor | Callable[[QPalette], QColor] | None
"""A fixed colour, one that follows the palette, or (`None`) the colour of text.

What follows the state of a widget is a method of it, never a lambda that holds it: methods are held weakly.
"""


def icon(name: str, colour: Colour = None) -> QIcon:
    """The icon of that file name, crisp at any size and scale, recoloured whenever the palette changes.

    Raises `FileNotFoundError` for a name that the set does not have.
    """
    _source(name)
    return QIcon(_SvgEngine(name, colour))


def pixmap(name: str, size: int, colour: QColor, scale: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` × `size` device-independent pixels."""
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, QRectF(picture.rect()), colour)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


def draw(painter: QPainter, name: str, where: QRectF, colour: QColor) -> None:
    """Paint the icon."""
    _renderer(name, colour.name()).render(painter, where)


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # QtSvg knows no CSS inheritance from outside, so the colour is written into the source.
    return QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))


class _SvgEngine(QIconEngine):
    """Asks for the colour at every painting, which is what makes a change of palette recolour it."""

    def __init__(self, name: str, colour: Colour) -> None:
        super().__init__()
        self._name = name
        # A widget holds its icon; were it held by it in turn, the collector would free both in any order, and a
        # QIcon that outlives its engine ends the program.
        self._colour = WeakMethod(colour) if isinstance(colour, MethodType) else colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        draw(painter, self._name, _square(QRectF(rect)), self._now(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = QPixmap(size * scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        picture.setDevicePixelRatio(scale)
        return picture

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._wanted())

    def _now(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if mode is QIcon.Mode.Selected:
            return palette.highlightedText().color()
        colour = self._wanted()
        if callable(colour):
            return colour(palette)
        return colour or palette.windowText().color()

    def _wanted(self) -> Colour:
        return self._colour() if isinstance(self._colour, WeakMethod) else self._colour


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    middle = rect.center()
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)

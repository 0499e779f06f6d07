"""The curves as pictures: requests a second over time, the bound, and when the portal was gone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen, QPolygonF

from tests.fleet.figures import SHOWN, Figures
from tests.fleet.simulation import BOUND

SIZE = (1200, 560)
_PLOT = QRectF(86, 84, 1080, 388)
_INK, _FAINT, _GRID = QColor("#1f2937"), QColor("#6b7280"), QColor("#e5e7eb")
_CURVE, _BOUND, _GONE = QColor("#1d4ed8"), QColor("#b91c1c"), QColor("#fef3c7")
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw(found: Sequence[Figures], folder: Path) -> Iterator[Path]:
    """One picture for each run with an outage, `fleet-NAME.png`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for each in found:
        if each.back <= each.dies:
            continue
        name = re.sub(r"[^a-z0-9]+", "-", each.name.lower()).strip("-")
        path = folder / f"fleet-{name}.png"
        if picture(each).save(str(path)):
            yield path
    del app


def picture(each: Figures) -> QImage:
    """A light, quiet chart."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart = _Chart(painter, each)
    chart.words()
    chart.outage()
    chart.axes()
    chart.curve()
    painter.end()
    return image


class _Chart:
    def __init__(self, painter: QPainter, each: Figures) -> None:
        self._painter = painter
        self._each = each
        self._most = _round(max(*each.curve, BOUND * each.steady) * 1.12)
        self._long = len(each.curve) * SHOWN

    def words(self) -> None:
        """What is shown, above the plot."""
        each = self._each
        self._text(
            QRectF(24, 14, 1150, 30), _LEFT, f"{each.clients:,} clients: {each.name}", 17, _INK, bold=True
        )
        told = (
            f"{each.steady:.1f} requests/s steady ({each.idle:.1f} an hour for each client); at most {each.peak:.1f}/s "
            f"in a minute after the return: {each.ratio:.2f} times"
        )
        if each.waited:
            told += f"; 99 % of {each.waited:,} waiting tickets in {each.nearly_all / 60:.1f} min"
        self._text(QRectF(24, 44, 1150, 24), _LEFT, told, 12, _FAINT)

    def outage(self) -> None:
        """The time without a portal, and the bound after it."""
        left, right = self._x(self._each.dies), self._x(self._each.back)
        if right > left:
            band = QRectF(left, _PLOT.top(), max(right - left, 2.0), _PLOT.height())
            self._painter.fillRect(band, _GONE)
            if band.width() > 120:
                self._text(
                    QRectF(left, _PLOT.top() + 6, band.width(), 20), _MIDDLE, "portal gone", 12, _FAINT
                )

    def axes(self) -> None:
        """Grid, figures and units."""
        for part in range(5):
            value = self._most * part / 4
            y = self._y(value)
            self._line(_PLOT.left(), y, _PLOT.right(), y, QPen(_GRID, 1))
            self._text(QRectF(20, y - 10, 58, 20), _RIGHT, f"{value:g}", 12, _FAINT)
        step = 1800 if self._long <= 4 * 3600 else 3600
        for at in range(0, int(self._long) + 1, step):
            x = self._x(at)
            self._line(x, _PLOT.bottom(), x, _PLOT.bottom() + 5, QPen(_FAINT, 1))
            self._text(QRectF(x - 40, _PLOT.bottom() + 8, 80, 20), _MIDDLE, f"{at / 3600:g}", 12, _FAINT)
        across = QRectF(_PLOT.left(), _PLOT.bottom() + 30, _PLOT.width(), 22)
        self._text(across, _MIDDLE, "time, hours", 12, _INK)
        self._painter.save()
        self._painter.translate(16, _PLOT.center().y())
        self._painter.rotate(-90)
        self._text(QRectF(-200, -10, 400, 22), _MIDDLE, "requests offered, per second", 12, _INK)
        self._painter.restore()

    def curve(self) -> None:
        """What was offered, the steady rate and the bound."""
        each = self._each
        for value, pen, told in (
            (each.steady, QPen(_FAINT, 1, Qt.PenStyle.DashLine), ""),
            (BOUND * each.steady, QPen(_BOUND, 1.5, Qt.PenStyle.DashLine), "twice the steady rate"),
        ):
            y = self._y(value)
            self._line(_PLOT.left(), y, _PLOT.right(), y, pen)
            self._text(QRectF(_PLOT.left() + 8, y - 21, 204, 20), _LEFT, told, 12, pen.color())
        points = [QPointF(self._x((at + 0.5) * SHOWN), self._y(value)) for at, value in enumerate(each.curve)]
        self._painter.setPen(QPen(_CURVE, 2))
        self._painter.drawPolyline(QPolygonF(points))

    def _x(self, at: float) -> float:
        return _PLOT.left() + _PLOT.width() * at / self._long

    def _y(self, value: float) -> float:
        return _PLOT.bottom() - _PLOT.height() * value / self._most

    def _line(self, x1: float, y1: float, x2: float, y2: float, pen: QPen) -> None:
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _text(
        self,
        place: QRectF,
        where: Qt.AlignmentFlag,
        words: str,
        size: int,
        color: QColor,
        *,
        bold: bool = False,
    ) -> None:
        font = QFont("DejaVu Sans")
        font.setPixelSize(size + 1)
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(place, int(where), words)


def _round(value: float) -> float:
    """Up to a number that four parts of read well."""
    for step in (4, 8, 20, 40, 60, 80, 100, 120, 160, 200, 300, 400, 600, 800, 1000, 1200, 2000, 4000):
        if value <= step:
            return float(step)
    return value

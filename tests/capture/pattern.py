"""A test pattern in which each pixel has a colour of its own place: what is shifted, scaled or mixed does not match.

    python -m tests.capture.pattern 1280 800 [BLOCK]

shows it over the whole of an X11 screen, above everything, until it is ended; prints a line once it stands there.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


@cache
def pattern(width: int, height: int, seed: int = 0, block: int = 1) -> bytes:
    """B G R X of each pixel, X = 255; neighbours differ in every colour. `block` makes squares of so many pixels."""
    rows = []
    for y in range(0, height, block):
        across = [x for x in range(0, width, block) for _ in range(block)][:width]
        row = bytearray(b"\xff") * (width * 4)
        row[0::4] = bytes((x * 7 + y * 3 + seed) & 255 for x in across)
        row[1::4] = bytes((x * 5 ^ y * 11) + seed * 3 & 255 for x in across)
        row[2::4] = bytes((x >> 3) * 31 + y * 13 + seed * 7 & 255 for x in across)
        rows += [bytes(row)] * min(block, height - y)
    return b"".join(rows)


def pattern_image(width: int, height: int, seed: int = 0, block: int = 1) -> QImage:
    """The same as a picture."""
    pixels = pattern(width, height, seed, block)
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class _Wall(QWidget):
    """The pattern, over everything, out of the window manager's hands."""

    def __init__(self, width: int, height: int, block: int) -> None:
        hint = Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.FramelessWindowHint
        super().__init__(None, hint)
        self._image = pattern_image(width, height, 0, block)
        self.setGeometry(0, 0, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.end()


def main() -> None:
    """Until it is ended."""
    application = QApplication(sys.argv[:1])
    width, height, block = (int(word) for word in (*sys.argv[1:], "1")[:3])
    wall = _Wall(width, height, block)
    wall.show()
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main()

"""A program that shows what is to be hidden: the marker, secret words, a password. Run it with `python -m`.

Writes one line to stdout once all of it can be seen.
"""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from tests.proof import marker
from tests.proof.likeness import PLACE

WIDTH, HEIGHT = 440, 220
"""Of the window; it has no frame, and its upper left corner is the marker's."""


def show() -> QWidget:
    """The window."""
    window = QWidget(None, Qt.WindowType.FramelessWindowHint)
    window.setWindowTitle("Accounts")
    block = QLabel()
    block.setPixmap(QPixmap.fromImage(marker.image()))
    block.setFixedSize(marker.SIDE, marker.SIDE)
    words = QLabel(marker.SENTENCE)
    words.setAccessibleName(marker.SENTENCE)
    password = QLineEdit(marker.PASSWORD)
    password.setEchoMode(QLineEdit.EchoMode.Password)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 8, 8)
    for part in (block, words, QLineEdit(marker.SENTENCE), password):
        column.addWidget(part)
    window.setGeometry(*PLACE, WIDTH, HEIGHT)
    window.show()
    return window


def main() -> int:
    """Until it is ended."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    qt = QApplication(sys.argv)
    window = show()
    QTimer.singleShot(200, window, lambda: (sys.stdout.write("shown\n"), sys.stdout.flush()))
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())

"""A program with windows: one for each argument `TITLE,X,Y,WIDTH,HEIGHT`; `menu` beside a title opens one in it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu


class Window(QLabel):
    """Green all over."""

    def __init__(self, title: str, place: list[int], menu: bool) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setStyleSheet("background: #00c800")
        self._menu = QMenu(self) if menu else None
        self.resize(*place[2:])
        self.move(*place[:2])
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._menu is not None:
            self._menu.addAction("Copy")
            self._menu.popup(self.mapToGlobal(QPoint(self.width() - 10, self.height() - 10)))


def main() -> None:
    """Until it is ended."""
    application = QApplication(sys.argv)
    windows = []
    for argument in sys.argv[1:]:
        title, *place = argument.removesuffix(",menu").split(",")
        windows.append(Window(title, [int(number) for number in place], argument.endswith(",menu")))
    application.exec()


main()

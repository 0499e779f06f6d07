"""The yardstick: the least PySide6 program that shows a tray icon. Prints a line when the icon is shown."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon


def main() -> int:
    """Show the icon and stay."""
    app = QApplication(sys.argv)
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.red)
    icon = QSystemTrayIcon(QIcon(picture))
    icon.show()
    QTimer.singleShot(0, lambda: print("tray icon shown", file=sys.stderr, flush=True))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

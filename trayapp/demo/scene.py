"""A window for the virtual desk: a mail program with a problem, so that the demonstration's screenshot shows one."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

_MAILS = (
    "Priya Raman\nInvoice 2291, a question",
    "Front desk\nDelivery at 11:30",
    "Omar Haddad\nRota for next week",
    "Payroll\nYour statement is ready",
    "Lena Fischer\nRe: order for Friday",
    "Facilities\nLift out of service until noon",
)
_PLACE = (70, 44, 780, 470)


def main() -> int:
    """Show the window until ended."""
    app = QApplication(sys.argv)
    window = QWidget()
    window.setWindowTitle("Mail")
    window.setGeometry(*_PLACE)
    row = QHBoxLayout(window)
    inbox = QListWidget()
    inbox.addItems(_MAILS)
    inbox.setFixedWidth(260)
    inbox.setSpacing(5)
    row.addWidget(inbox)
    row.addWidget(_problem(), 1)
    window.show()
    return app.exec()


def _problem() -> QWidget:
    """What the sample employee is looking at when they click the icon."""
    frame = QFrame()
    column = QVBoxLayout(frame)
    title = QLabel("Not connected")
    font = title.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    font.setBold(True)
    title.setFont(font)
    text = QLabel(
        "The server mail.northwind.example refused your password.\nError 0x800CCC92. Trying again in 60 seconds."
    )
    text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    bar = QProgressBar()
    bar.setRange(0, 100)
    bar.setValue(35)
    bar.setTextVisible(False)
    column.addStretch(2)
    for widget in (title, text, bar):
        column.addWidget(widget)
    column.addStretch(3)
    return frame


if __name__ == "__main__":
    sys.exit(main())

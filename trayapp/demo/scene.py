"""A window for the virtual desk: a mail program with a problem, so that the demonstration's screenshot shows one."""

from __future__ import annotations

import sys
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

_W = TypeVar("_W", bound=QWidget)
_L = TypeVar("_L", QHBoxLayout, QVBoxLayout)
_FOLDERS = ("Inbox  6", "Drafts  2", "Sent", "Orders", "Suppliers", "Rota", "Archive", "Bin")
_MAILS = (
    "Priya Raman  ·  09:12\nInvoice 2291, a question",
    "Front desk  ·  08:57\nDelivery at 11:30",
    "Omar Haddad  ·  08:40\nRota for next week",
    "Payroll  ·  08:02\nYour statement is ready",
    "Lena Fischer  ·  Yesterday\nRe: order for Friday",
    "Facilities  ·  Yesterday\nLift out of service until noon",
    "Harbor Mill  ·  Yesterday\nFlour prices from December",
    "Anna Ito  ·  Friday\nPhotos of the new shop",
)
_MAIL = (
    "Hello Dana,\n\nInvoice 2291 lists twelve trays of rye, but the delivery note says ten. "
    "Which of the two is right? I would like to pay it today, to DE89 3704 0044 0532 0130 00.\n\n"
    "Thank you\nPriya\npriya.raman@harbormill.example"
)
_ERROR = "The server mail.northwind.example refused your password.  Error 0x800CCC92"
_PLACE = (60, 40, 900, 560)
_SHEET = """
QWidget { background: #ffffff; color: #1f2937; }
QListWidget { border: none; border-right: 1px solid #d8dde5; outline: none; }
QListWidget::item { padding: 9px 12px; border-bottom: 1px solid #eef1f5; }
QListWidget::item:selected { background: #dbe7f8; color: #1f2937; }
#folders, #tools, #tools QPushButton { background: #eef2f7; }
#folders::item { border: none; padding: 7px 16px; }
#tools { border-bottom: 1px solid #d8dde5; }
#tools QPushButton { border: none; padding: 9px 12px; }
#error { background: #fde8e6; color: #8f1d14; border-bottom: 1px solid #f3b8b2; padding: 9px 16px; }
#sender { color: #64748b; }
#subject { font-size: 20px; font-weight: 600; }
"""


def main() -> int:
    """Show the window until ended."""
    app = QApplication(sys.argv)
    window = QWidget()
    window.setWindowTitle("Inbox · dana@northwind.example · Mail")
    window.setStyleSheet(_SHEET)
    window.setGeometry(*_PLACE)
    column = _tight(QVBoxLayout(window))
    column.addWidget(_tools())
    column.addWidget(_named(QLabel(_ERROR), "error"))
    row = _tight(QHBoxLayout())
    row.addWidget(_named(_list(_FOLDERS, 140), "folders"))
    row.addWidget(_list(_MAILS, 260))
    row.addWidget(_mail(), 1)
    column.addLayout(row, 1)
    window.show()
    return app.exec()


def _tools() -> QWidget:
    bar = _named(QFrame(), "tools")
    row = _tight(QHBoxLayout(bar))
    for words in ("New mail", "Reply", "Forward", "Archive", "Delete", "Send and receive"):
        row.addWidget(QPushButton(words))
    row.addStretch(1)
    return bar


def _list(lines: tuple[str, ...], width: int) -> QListWidget:
    made = QListWidget()
    made.addItems(lines)
    made.setCurrentRow(0)
    made.setFixedWidth(width)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _mail() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    sender = _named(QLabel("Priya Raman  ·  to Dana Whitfield  ·  09:12"), "sender")
    text = QTextEdit(plainText=_MAIL)
    text.setReadOnly(True)
    text.setFrameShape(QFrame.Shape.NoFrame)
    text.document().setDocumentMargin(0)
    for widget in (_named(QLabel("Invoice 2291, a question"), "subject"), sender, text):
        column.addWidget(widget)
    column.setStretchFactor(text, 1)
    return page


def _named(widget: _W, name: str) -> _W:
    widget.setObjectName(name)
    return widget


def _tight(layout: _L) -> _L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


if __name__ == "__main__":
    sys.exit(main())

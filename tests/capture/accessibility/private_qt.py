"""A window of Qt with private things in it, for the reader of the screen.

Its arguments: how many labels besides, and how many rows the table has; 0: there is none.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

TITLE = "Private things"
_ROW = 40


def main() -> None:
    """Show it until it is ended."""
    app = QApplication(sys.argv)
    window = QWidget()
    window.setWindowTitle(TITLE)
    column = QVBoxLayout(window)
    line = QLineEdit("\U0001f600 Card 4111 1111 1111 1111 and no more")
    secret = QLineEdit("hunter2@example.com")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    text = QTextEdit()
    text.setPlainText("\n".join([*(f"line {number}" for number in range(40)), "hidden@example.org"]))
    text.insertPlainText("seen@example.org and more\n")
    labels, rows = map(int, sys.argv[1:])
    for part in (line, secret, text, *([_table(rows)] if rows else []), _many(labels)):
        column.addWidget(part)
    window.setGeometry(40, 60, 480, 420)
    window.show()
    print("shown", flush=True)  # noqa: T201 - a program of its own
    app.exec()


def _table(rows: int) -> QWidget:
    """An account in the first row, one more in the last."""
    made = QTableWidget(rows, 2)
    for row in (0, rows - 1):
        made.setItem(row, 1, QTableWidgetItem("DE89 3704 0044 0532 0130 00"))
    made.setColumnWidth(1, 260)
    return made


def _many(count: int) -> QWidget:
    """Labels, forty in a row, the rows too small to be read."""
    made = QWidget()
    rows = QVBoxLayout(made)
    for start in range(0, count, _ROW):
        row = QWidget()
        inside = QHBoxLayout(row)
        for number in range(start, min(start + _ROW, count)):
            inside.addWidget(QLabel(str(number)))
        rows.addWidget(row)
    made.setMaximumSize(400, 40)
    return made


if __name__ == "__main__":
    main()

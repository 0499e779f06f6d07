"""The frame of a page that is read from top to bottom: a heading over a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from trayapp.ui.theme import EDGE, GAP, GROUP, Text
from trayapp.ui.widgets import label

READING_WIDTH = 680
"""Lines longer than this tire the eye."""


class Page(QWidget):
    """`column` takes the contents; `tools` stands to the right of the heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = label(heading, Text.TITLE)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GAP)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GROUP)
        self.area = scrolling(_reading(self.column))
        self.area.setAccessibleName(heading)
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, EDGE - 4, EDGE, 12)
        top.addWidget(self.heading, 1)
        top.addLayout(self.tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)


def scrolling(contents: QWidget) -> QScrollArea:
    """A frameless area that scrolls up and down only, on the window's own ground."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(contents)
    contents.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def clear(column: QVBoxLayout) -> None:
    """Take everything out of a column, for good."""
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class _Ground(QWidget):
    """Scrolls only over what is there: the height a layout asks for at least counts with lines broken too early."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def _reading(column: QVBoxLayout) -> QWidget:
    inner = QWidget()
    inner.setLayout(column)
    inner.setMaximumWidth(READING_WIDTH)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    ground = _Ground()
    row = QHBoxLayout()
    row.addWidget(inner, 1)
    row.addStretch(0)
    whole = QVBoxLayout(ground)
    whole.setContentsMargins(EDGE, 4, EDGE, EDGE)
    whole.addLayout(row)
    whole.addStretch(1)
    return ground

"""A line that folds something out beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import button


class Expander(QWidget):
    """Builds its contents when it is opened for the first time, so that a closed one costs nothing.

    Signals:
        toggled: whether it is open now.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, build: Callable[[], QWidget]) -> None:
        super().__init__()
        self._build = build
        self._contents: QWidget | None = None
        self._head = button("", Look.FOLD, "chevron-right")
        self._head.setCheckable(True)
        self._head.setIconSize(QSize(14, 14))
        self._head.toggled.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._head)
        line.addStretch(1)
        self._column.addLayout(line)
        self.set_title(title)

    @property
    def head(self) -> QPushButton:
        """The line to press."""
        return self._head

    def set_title(self, title: str) -> None:
        """What the line says."""
        self._head.setText(title)
        self._head.setAccessibleName(title)

    def is_open(self) -> bool:
        """Whether its contents show."""
        return self._head.isChecked()

    def set_open(self, opened: bool) -> None:
        """Fold out or in."""
        self._head.setChecked(opened)

    def _toggle(self, opened: bool) -> None:
        if opened and self._contents is None:
            self._contents = self._build()
            self._column.addWidget(self._contents)
        if self._contents is not None:
            self._contents.setVisible(opened)
        self._head.setIcon(icon("chevron-down" if opened else "chevron-right"))
        self.toggled.emit(opened)

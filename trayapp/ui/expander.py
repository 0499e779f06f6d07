"""A line that folds something out beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from trayapp.ui.style_sheet import Look, look
from trayapp.ui.theme import GAP, GRID
from trayapp.ui.widgets import Mark, paragraph

_ARROW = 14


class FoldButton(QPushButton):
    """A checkable line with an arrow. Its words wrap, which those of a plain button do not."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        look(self, Look.FOLD)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrow = Mark("chevron-right", size=_ARROW)
        self._words: QLabel = paragraph()
        for part in (self._arrow, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GAP, GRID)
        row.setSpacing(GAP)
        row.addWidget(self._arrow)
        row.addWidget(self._words, 1)
        self.toggled.connect(lambda on: self._arrow.show_icon("chevron-down" if on else "chevron-right"))

    def title(self) -> str:
        """What it says."""
        return self._words.text()

    def set_title(self, title: str) -> None:
        """Say something else, also to a screen reader."""
        self._words.setText(title)
        self.setAccessibleName(title)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)


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
        self._head = FoldButton()
        self._head.toggled.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(self._head)
        self.set_title(title)

    @property
    def head(self) -> FoldButton:
        """The line to press."""
        return self._head

    def set_title(self, title: str) -> None:
        """What the line says."""
        self._head.set_title(title)

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
            if self._contents.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                QWidget.setTabOrder(self._head, self._contents)
        if self._contents is not None:
            self._contents.setVisible(opened)
        self.toggled.emit(opened)

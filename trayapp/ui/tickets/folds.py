"""Lines of a ticket's head that fold something out beneath them; one at a time, for the conversation needs its room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.ui.expander import FoldButton
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.theme import GAP, GRID

_BESIDE_TEXT = 40
"""Arrow, gaps and borders of a line."""


class _Head(FoldButton):
    """As wide as its words, so that they stay on one line where there is room for it."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.title()) + _BESIDE_TEXT
        return QSize(words, self.heightForWidth(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class Fold:
    """One of them. Its contents are built when it is opened, and again after `renew`."""

    def __init__(self, title: str, build: Callable[[], QWidget], place: QVBoxLayout) -> None:
        self._build = build
        self._place = place
        self._contents: QWidget | None = None
        self.head = _Head()
        self.head.toggled.connect(self._toggle)
        self.set_title(title)

    @property
    def contents(self) -> QWidget | None:
        """What it folds out, once it was opened."""
        return self._contents

    def set_title(self, title: str) -> None:
        """What the line says; also the name of what it folds out."""
        if title == self.head.title():
            return
        self.head.set_title(title)
        if self._contents is not None:
            self._contents.setAccessibleName(title)

    def is_open(self) -> bool:
        """Whether its contents show."""
        return self.head.isChecked()

    def set_open(self, opened: bool) -> None:
        """Fold out or in."""
        self.head.setChecked(opened)

    def offer(self, *, offered: bool) -> None:
        """Show the line at all."""
        if not offered:
            self.set_open(False)
        self.head.setVisible(offered)

    def renew(self) -> None:
        """What it holds changed."""
        opened = self.is_open()
        self._drop()
        self._toggle(opened)

    def _drop(self) -> None:
        if self._contents is not None:
            self._place.removeWidget(self._contents)
            self._contents.hide()
            self._contents.deleteLater()
            self._contents = None

    def _toggle(self, opened: bool) -> None:
        if opened and self._contents is None:
            self._contents = self._build()
            self._contents.setAccessibleName(self.head.title())
            self._place.addWidget(self._contents)
        if self._contents is not None:
            self._contents.setVisible(opened)


class Folds(QWidget):
    """The lines side by side, on to the next line where there is no room.

    Signals:
        unfolded: what was folded out, or `None` after everything was folded in.
    """

    unfolded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._folds: list[Fold] = []
        self._heads = FlowLayout(spacing=GAP)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._heads)
        column.addLayout(self._place)

    def add(self, title: str, build: Callable[[], QWidget]) -> Fold:
        """One more line at the end."""
        made = Fold(title, build, self._place)
        self._folds.append(made)
        self._heads.addWidget(made.head)
        made.head.toggled.connect(lambda opened: self._tell(made, opened=opened))
        return made

    def close_all(self) -> None:
        """Fold everything in: another ticket is shown."""
        for fold in self._folds:
            fold.set_open(False)

    def _tell(self, changed: Fold, *, opened: bool) -> None:
        if opened:
            for fold in self._folds:
                if fold is not changed:
                    fold.set_open(False)
            self.unfolded.emit(changed.contents)
        elif not any(fold.is_open() for fold in self._folds):
            self.unfolded.emit(None)

"""Lines of a ticket's head that fold something out beneath them; one at a time, for the conversation needs its room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from trayapp.ui.expander import FoldButton
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.theme import GAP, GRID

_HIGHEST = 190


class Fold:
    """One of them. Its contents are built when it is opened, and again after `renew`."""

    def __init__(self, title: str, build: Callable[[], QWidget], place: QVBoxLayout) -> None:
        self._build = build
        self._place = place
        self._area: QScrollArea | None = None
        self.head = FoldButton()
        self.head.toggled.connect(self._toggle)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """What the line says; also the name of what it folds out."""
        if title == self.head.title():
            return
        self.head.set_title(title)
        if self._area is not None:
            self._area.setAccessibleName(title)

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
        if self._area is not None:
            self._place.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
            self._area = None

    def _toggle(self, opened: bool) -> None:
        if opened and self._area is None:
            self._area = _Capped(self._build())
            self._area.setAccessibleName(self.head.title())
            self._place.addWidget(self._area)
            QWidget.setTabOrder(self.head, self._area)  # a new widget would be the last one that Tab reaches
        if self._area is not None:
            self._area.setVisible(opened)


class Folds(QWidget):
    """The lines side by side, on to the next line where there is no room."""

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
        made.head.toggled.connect(lambda opened: self._only(made) if opened else None)
        return made

    def close_all(self) -> None:
        """Fold everything in: another ticket is shown."""
        for fold in self._folds:
            fold.set_open(False)

    def _only(self, opened: Fold) -> None:
        for fold in self._folds:
            if fold is not opened:
                fold.set_open(False)


class _Capped(QScrollArea):
    """As tall as what it holds, up to a bound; then it scrolls, also by the keyboard."""

    def __init__(self, contents: QWidget) -> None:
        super().__init__()
        self._contents = contents
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look(self, Look.READING)
        self.setWidget(contents)
        contents.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        contents.installEventFilter(self)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        width = self.viewport().width()
        flows = self._contents.hasHeightForWidth()
        high = self._contents.heightForWidth(width) if flows else self._contents.sizeHint().height()
        self.setFixedHeight(min(_HIGHEST, high + 2 * GRID))

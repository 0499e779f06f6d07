"""Above the list: which tickets, and a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.core.ports import Query
from trayapp.ui import theme
from trayapp.ui.icons import icon
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import Chooser

DEBOUNCE = 180
"""Milliseconds without a key before the search starts."""


class FilterBar(QWidget):
    """Signals:
    changed: the `Query` the employee wants now.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.views = Chooser(texts.FILTER)
        self.search = QLineEdit()
        self.search.setPlaceholderText(texts.SEARCH)
        self.search.setAccessibleName(texts.SEARCH)
        self.search.setToolTip(texts.SEARCH_HINT)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._say)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._say)
        self.views.currentIndexChanged.connect(lambda _index: self._say())
        row = QHBoxLayout()
        row.addWidget(self.views, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.search)
        column.addLayout(row)

    def offer(self, wanted: Sequence[tuple[str, str]]) -> None:
        """Show these views, codes with names; the chosen one stays if it can (TK-3). Without any: only the search."""
        self.views.setVisible(bool(wanted))
        if list(wanted) == self.offered():
            return
        before = self.query()
        self.views.blockSignals(True)
        self.views.clear()
        for code, name in wanted:
            self.views.addItem(name, code)
        self.views.setCurrentIndex(max(0, self.views.findData(before.view)))
        self.views.blockSignals(False)
        if self.query() != before:
            self._say()

    def offered(self) -> list[tuple[str, str]]:
        """Codes and names of the views, in their order."""
        return [(self.views.itemData(at), self.views.itemText(at)) for at in range(self.views.count())]

    def widest(self) -> str:
        """The name of the view that holds everything, where it is offered and another one is chosen."""
        at = self.views.findData("all")
        return "" if at < 0 or at == self.views.currentIndex() else self.views.itemText(at)

    def query(self) -> Query:
        """What the employee asks for."""
        return Query(self.views.currentData() or "open", self.search.text().strip())

    def _say(self) -> None:
        self._timer.stop()
        self.changed.emit(self.query())

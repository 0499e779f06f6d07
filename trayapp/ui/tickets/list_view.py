"""The list itself: keeps what is selected and where it is scrolled to while rows come and go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyleOptionViewItem, QTableView

from trayapp.ui.texts import tickets as texts
from trayapp.ui.tickets.list_delegate import TicketDelegate
from trayapp.ui.tickets.list_model import TicketListModel

SPARE = 50
"""Rows kept below those that show."""
_Index = QModelIndex | QPersistentModelIndex


class TicketListView(QTableView):
    """A table of one column: unlike a list it does not measure all its lines again whenever some arrive.

    Signals:
    chosen: the key of the line the employee went to.
    opened: the key of a line that was clicked or on which Enter was pressed.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, model: TicketListModel, delegate: TicketDelegate) -> None:
        super().__init__()
        self._rows = model
        self._refreshing = False
        self._wanted = ""
        self._anchor = ""
        self._offset = 0
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        # The delegate draws the selection; the table must not draw its own under it.
        self.setStyleSheet("QTableView { border: none; selection-background-color: transparent; }")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._size_lines()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(texts.SECTION)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        model.refreshing.connect(self._hold)
        model.refreshed.connect(self._restore)

    @property
    def selected(self) -> str:
        """The key of the ticket that is shown beside the list; empty: none."""
        return self._wanted

    def select(self, key: str) -> None:
        """Mark a ticket's line, now or when it is read; empty: none."""
        self._wanted = key
        self._restore()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self._refreshing or not current.isValid():
            return
        self._wanted = self._rows.entry(current.row()).key
        self.chosen.emit(self._wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here chooses nothing: a ticket is read only when the employee goes to it."""
        nowhere = not self.currentIndex().isValid()
        self._refreshing = True
        super().focusInEvent(event)
        if nowhere:
            self.selectionModel().clearCurrentIndex()
        self._refreshing = False

    def rows_in_use(self) -> int:
        """How many rows reach to a page below the last one that shows."""
        bottom = self.rowAt(self.viewport().height() - 1)
        return bottom + 1 + SPARE if bottom >= 0 else 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._size_lines()

    def _size_lines(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        lines.setMinimumSectionSize(height)
        lines.setDefaultSectionSize(height)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.entry(index.row()).key)

    def _hold(self) -> None:
        """Rows are about to change: remember the topmost line, unless the top itself is shown."""
        self._refreshing = True
        top = self.indexAt(self.viewport().rect().topLeft())
        at_top = self.verticalScrollBar().value() == 0
        self._anchor = "" if at_top or not top.isValid() else self._rows.entry(top.row()).key
        self._offset = self.visualRect(top).top() if top.isValid() else 0

    def _restore(self) -> None:
        self._refreshing = True
        row = self._rows.row_of(self._wanted) if self._wanted else -1
        index = self._rows.index(row) if row >= 0 else QModelIndex()
        if index != self.currentIndex():
            self.setAutoScroll(False)
            self.setCurrentIndex(index)
            self.setAutoScroll(True)
        if row < 0:
            self.clearSelection()
        if self._anchor and (top := self._rows.row_of(self._anchor)) >= 0:
            self.scrollTo(self._rows.index(top), QAbstractItemView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - self._offset)
        self._anchor = ""
        self._refreshing = False

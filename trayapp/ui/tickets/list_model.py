"""The rows of the ticket list, read in the background a page at a time (TK-3, INFO-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from trayapp.core.policy import Policy
from trayapp.core.ports import Query, TicketRow
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.tickets.entry import Entry, Item, entry_of, key_of, unsent
from trayapp.ui.tickets.mailed import mailed
from trayapp.ui.tickets.splice import Splice, splice

PAGE = 200
"""Rows read at once at first; the further one scrolls, the more."""
_MOST = 2000
ENTRY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Loaded:
    items: list[Item]
    policy: Policy | None
    change: Splice
    exhausted: bool


class TicketListModel(QAbstractListModel):
    """Answers to a question that was replaced meanwhile are thrown away.

    Signals:
        refreshing, refreshed: around every change of rows, for keeping selection and scroll.
        failed: the store could not be read; carries the exception.
    """

    refreshing = Signal()
    refreshed = Signal()
    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._query = Query()
        self._items: list[Item] = []
        self._policy: Policy | None = None
        self._generation = 0
        self._loading = False
        self._again = False
        self._least = 0
        self._exhausted = True

    @property
    def query(self) -> Query:
        """What is asked for now."""
        return self._query

    @property
    def loading(self) -> bool:
        """An answer is still on its way."""
        return self._loading

    def ask(self, query: Query) -> None:
        """Show something else; what is shown stays until the answer is here."""
        self._query = query
        self._generation += 1
        self._again = False
        self._load(PAGE)

    def refresh(self, least: int = 0) -> None:
        """Read again, at least that many rows; what was read beyond comes again when it is scrolled to."""
        self._least = least
        if self._loading:
            self._again = True
        else:
            self._load(max(PAGE, least))

    def row_of(self, key: str) -> int:
        """Where a ticket is among the rows read so far; -1: nowhere."""
        return next((row for row, item in enumerate(self._items) if key_of(item) == key), -1)

    def entry(self, row: int) -> Entry:
        """The line of that row."""
        return entry_of(self._items[row], self._policy)

    def mark_read(self, key: str) -> None:
        """No longer bold, at once."""
        row = self.row_of(key)
        item = self._items[row] if row >= 0 else None
        if isinstance(item, TicketRow) and item.unread:
            self._items[row] = replace(item, unread=False)
            self.dataChanged.emit(self.index(row), self.index(row))

    # ---- QAbstractListModel

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        entry = self.entry(index.row())
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(entry.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken(self._context.clock())
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and not self._exhausted and not self._loading

    def fetchMore(self, parent: _Index) -> None:
        last = self._items[-1] if self._items else None
        if parent.isValid() or not isinstance(last, TicketRow):
            return
        query, tickets, generation = self._query, self._context.tickets, self._generation
        limit = min(max(PAGE, len(self._items) // 4), _MOST)
        self._loading = True
        self._context.background.run(
            lambda: tickets.page(query, last, limit),
            lambda rows: self._append(generation, rows, exhausted=len(rows) < limit),
            lambda error: self._fail(generation, error),
            owner=self,
        )

    # ---- answers

    def _load(self, limit: int) -> None:
        generation, query, old = self._generation, self._query, self._items
        self._loading = True
        self._context.background.run(
            lambda: _read(self._context, query, old, limit),
            lambda loaded: self._replace(generation, loaded),
            lambda error: self._fail(generation, error),
            owner=self,
        )

    def _append(self, generation: int, rows: Sequence[TicketRow], *, exhausted: bool) -> None:
        if generation != self._generation:
            return
        self._exhausted = exhausted
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._items), len(self._items) + len(rows) - 1)
            self._items.extend(rows)
            self.endInsertRows()
        self._finish()

    def _replace(self, generation: int, loaded: _Loaded) -> None:
        if generation != self._generation:
            return
        change = loaded.change
        self._policy = loaded.policy
        self.refreshing.emit()
        if change.old_end > change.start:
            self.beginRemoveRows(QModelIndex(), change.start, change.old_end - 1)
            self._items = self._items[: change.start] + self._items[change.old_end :]
            self.endRemoveRows()
        if change.new_end > change.start:
            self.beginInsertRows(QModelIndex(), change.start, change.new_end - 1)
            self._items = loaded.items
            self.endInsertRows()
        self._items = loaded.items
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))
        self._exhausted = loaded.exhausted
        self.refreshed.emit()
        self._finish()

    def _finish(self) -> None:
        self._loading = False
        if self._again:
            self._again = False
            self.refresh(self._least)

    def _fail(self, generation: int, error: Exception) -> None:
        if generation == self._generation:
            self._loading = False
            self.failed.emit(error)


def _read(context: UiContext, query: Query, old: list[Item], limit: int) -> _Loaded:
    """Off the UI thread: rows, and how they differ from the old ones."""
    rows = context.tickets.page(query, None, limit)
    waiting = unsent(tuple(context.outbox.pending()), query.view, query.words)
    items: list[Item] = [*waiting, *mailed(context, query.words), *rows]
    change = splice([key_of(item) for item in old], [key_of(item) for item in items])
    return _Loaded(items, context.notes.policy(), change, exhausted=len(rows) < limit)

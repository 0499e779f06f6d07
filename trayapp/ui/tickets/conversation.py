"""The conversation of a ticket, its estimates in it: what changed is redrawn, what is read stays where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.model import TicketRef
from trayapp.ui.context import UiContext
from trayapp.ui.parts.page import scrolling
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP, GROUP
from trayapp.ui.tickets.block import Block
from trayapp.ui.tickets.estimate_card import EstimateCard
from trayapp.ui.tickets.passages import Passage
from trayapp.ui.tickets.proposals import Item
from trayapp.ui.widgets import button

STEP = 20
"""Passages drawn at once; earlier ones come by the button."""


class Conversation(QWidget):
    """Starts at the latest passage and stays there until the employee scrolls up.

    Signals:
        decided: an `Estimate`, and whether it is approved.
        undo_wanted: the id of the operation to take back.
    """

    decided = Signal(object, bool)
    undo_wanted = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._key = ""
        self._ref: TicketRef | None = None
        self._items: tuple[Item, ...] = ()
        self._most = STEP
        self._at_end = True
        self._from_end: int | None = None
        self.earlier = button("", Look.QUIET, "history")
        self.earlier.clicked.connect(self._show_earlier)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(GROUP, GAP, GROUP, GAP)
        self._column.setSpacing(GAP)
        inner = QWidget()
        inner.setLayout(self._column)
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.area = scrolling(inner)
        self.area.setAccessibleName(texts.CONVERSATION)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look(self.area, Look.READING)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.valueChanged.connect(self._notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_items(self, key: str, ref: TicketRef | None, items: tuple[Item, ...]) -> None:
        """Show the conversation of the ticket `key`."""
        if key != self._key or ref != self._ref:
            self._forget()
            self._key, self._ref = key, ref
        self._items = items
        self._arrange()

    def blocks(self) -> list[Block]:
        """The passages that are drawn, oldest first."""
        return [part for part in self._parts() if isinstance(part, Block)]

    def cards(self) -> list[EstimateCard]:
        """The estimates that are drawn."""
        return [part for part in self._parts() if isinstance(part, EstimateCard)]

    def retime(self) -> None:
        """Say anew how long ago everything was."""
        for part in self._parts():
            part.retime()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        for part in self._parts():
            self._drop(part)
        self._most = STEP
        self._at_end = True

    def _arrange(self) -> None:
        """Keep blocks that did not change, so that nothing being read or selected moves."""
        wanted = self._items[-self._most :]
        hidden = len(self._items) - len(wanted)
        self.earlier.setText(texts.earlier(min(STEP, hidden)))
        self.earlier.setVisible(hidden > 0)
        kept = {part.item: part for part in self._parts()}
        for item in kept.keys() - set(wanted):
            self._drop(kept.pop(item))
        for at, item in enumerate(wanted, start=1):
            part = kept.get(item)
            if part is None:
                self._column.insertWidget(at, self._part(item))
            elif self._column.indexOf(part) != at:
                self._column.insertWidget(at, part)

    def _part(self, item: Item) -> Block | EstimateCard:
        if isinstance(item, Passage):
            return Block(self._context, self._ref, item)
        card = EstimateCard(self._context, item)
        card.decided.connect(self.decided)
        card.undo_wanted.connect(self.undo_wanted)
        return card

    def _parts(self) -> list[Block | EstimateCard]:
        """What is drawn, oldest first."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() for item in items if item)
        return [widget for widget in widgets if isinstance(widget, Block | EstimateCard)]

    def _drop(self, part: Block | EstimateCard) -> None:
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _show_earlier(self) -> None:
        bar = self.area.verticalScrollBar()
        self._from_end = bar.maximum() - bar.value()
        self._most += STEP
        self._arrange()

    def _follow(self, _least: int, most: int) -> None:
        bar = self.area.verticalScrollBar()
        if self._at_end:
            bar.setValue(most)
        elif self._from_end is not None:
            bar.setValue(most - self._from_end)
            self._from_end = None

    def _notice(self, value: int) -> None:
        bar = self.area.verticalScrollBar()
        self._at_end = value >= bar.maximum() - 4

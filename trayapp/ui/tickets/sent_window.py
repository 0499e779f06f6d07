"""What was sent as a ticket and its answers, as the portal acknowledged it (the payload inspector after Send)."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.core.events import Delivered, Event, TicketsChanged
from trayapp.ui import window_memory
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import sent as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import EDGE, GAP, GROUP
from trayapp.ui.tickets.sent_card import SentCard
from trayapp.ui.tickets.sent_contents import SentContents, read
from trayapp.ui.widgets import button, paragraph

_NAME = "sent"
_USUAL = QSize(680, 600)


class SentWindow(QDialog):
    """Follows what the portal tells meanwhile. Esc closes it."""

    def __init__(self, context: UiContext, key: str, number: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.title(number))
        self._context = context
        self._key = key
        self._contents: SentContents | None = None
        self.cards: list[SentCard] = []
        self.fault = Note("", Tone.FAILED)
        self.fault.hide()
        self._page = Page(texts.title(number))
        self._page.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look(self._page.area, Look.READING)
        self._cards = self._page.column
        self._cards.addWidget(paragraph(texts.LOADING, shade=Tone.MUTED))
        self.leave = button(texts.CLOSE)
        self.leave.clicked.connect(self.close)
        self._lay_out()
        dress(self)
        context.bridge.event.connect(self._heard)
        self.refresh()

    @property
    def key(self) -> str:
        """Which ticket."""
        return self._key

    def open_here(self) -> None:
        """Show it on the monitor with the pointer."""
        window_memory.place(self, _NAME, _USUAL, self._context.state_folder)
        self.show()
        self._page.area.setFocus()

    def said(self) -> list[str]:
        """The lines that stand outside of the cards."""
        items = [self._cards.itemAt(at) for at in range(self._cards.count())]
        widgets = [item.widget() for item in items if item]
        return [part.text() for part in widgets if isinstance(part, QLabel)]

    def refresh(self) -> None:
        """Read it again, in the background."""
        self._context.background.run(
            lambda: read(self._context, self._key), self._show, self._fail, owner=self
        )

    def done(self, result: int) -> None:
        """However it is closed, its size is remembered."""
        window_memory.remember(self, _NAME, self._context.state_folder)
        super().done(result)

    def _heard(self, event: Event) -> None:
        if isinstance(event, TicketsChanged | Delivered):
            self.refresh()

    def _show(self, contents: SentContents) -> None:
        """Draw it anew only when something changed: pictures are fetched once."""
        if contents == self._contents:
            return
        self._contents = contents
        clear(self._cards)
        if note := texts.not_from_here(contents.sent):
            self._cards.addWidget(paragraph(note, shade=Tone.MUTED))
        self.cards = [SentCard(self._context, contents, one) for one in contents.sent.receipts]
        for card in self.cards:
            self._cards.addWidget(card)
        self._order_focus()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        pictures = [stop for card in self.cards for picture in card.pictures for stop in picture.stops()]
        return [self._page.area, *pictures, self.leave]

    def _order_focus(self) -> None:
        """What is drawn later would stand behind the last button."""
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _fail(self, error: Exception) -> None:
        self.fault.say(str(explain_error(error)))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, GAP, EDGE, GROUP)
        foot.addWidget(self.fault, 1)
        foot.addStretch(0)
        foot.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addLayout(foot)


def show_sent(context: UiContext, key: str, number: str, parent: QWidget) -> SentWindow:
    """Open the window for a ticket, or bring the one to the front that is open for it."""
    for window in parent.findChildren(SentWindow):
        if window.key == key and window.isVisible():
            window.raise_()
            window.activateWindow()
            return window
    made = SentWindow(context, key, number, parent)
    made.open_here()
    return made

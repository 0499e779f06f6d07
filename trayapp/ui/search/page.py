"""Search over tickets, articles and announcements, also offline (INFO-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from trayapp.core.events import Event, TicketsChanged
from trayapp.core.operation import Operation
from trayapp.core.policy import Policy
from trayapp.core.ports import Found
from trayapp.ui import theme
from trayapp.ui.context import UiContext
from trayapp.ui.icons import icon
from trayapp.ui.note import Note
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.parts.row_button import RowButton
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.texts import when
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GROUP
from trayapp.ui.tickets.entry import Item, entry_of
from trayapp.ui.tickets.mailed import mailed
from trayapp.ui.widgets import announce, label

DEBOUNCE = 180
"""Milliseconds without a key before the search starts."""


class SearchPage(Page):
    """Signals:
    ticket_requested: show the ticket of that id.
    article_requested: show the article of that id.
    page_requested: turn to the page of that name.
    """

    ticket_requested = Signal(str)
    article_requested = Signal(str)
    page_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SEARCH)
        self._context = context
        self.field = QLineEdit()
        self.field.setPlaceholderText(texts.SEARCH_HINT)
        self.field.setAccessibleName(texts.SEARCH_HINT)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self.refresh)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self.refresh)
        self._results = QVBoxLayout()
        self._results.setSpacing(GROUP)
        self.column.addWidget(self.field)
        self.column.addLayout(self._results)
        self.setFocusProxy(self.field)
        self._draw("", Found(), None)

    def hear(self, event: Event) -> None:
        """What is found may be different now."""
        if isinstance(event, TicketsChanged) and self.field.text().strip():
            self.refresh()

    def refresh(self) -> None:
        """Search again, in the background; an answer to other words is thrown away."""
        self._timer.stop()
        context, words = self._context, self.field.text().strip()
        if not words:
            self._draw("", Found(), None)
            return
        context.background.run(
            lambda: (
                context.knowledge.search(words, context.clock()),
                mailed(context, words),
                context.notes.policy(),
            ),
            lambda found: self._show(words, *found),
            self._fail,
            owner=self,
        )

    def rows(self) -> list[RowButton]:
        """What is drawn."""
        return self.findChildren(RowButton)

    def _show(self, words: str, found: Found, sent: Sequence[Operation], policy: Policy | None) -> None:
        if words == self.field.text().strip():
            self._draw(words, found, policy, sent)
            tickets = len(found.tickets) + len(sent)
            announce(self.field, texts.found(tickets, len(found.articles), len(found.announcements)))

    def _draw(self, words: str, found: Found, policy: Policy | None, sent: Sequence[Operation] = ()) -> None:
        clear(self._results)
        groups = (
            (texts.TICKETS, self._tickets((*sent, *found.tickets), policy)),
            (texts.ARTICLES, self._articles(found, policy)),
            (texts.ANNOUNCEMENTS, self._announcements(found)),
        )
        for heading, rows in groups:
            if rows:
                self._results.addWidget(_group(heading, rows))
        if not any(rows for _heading, rows in groups):
            empty = Empty("search")
            empty.say(texts.NOTHING_FOUND if words else texts.SEARCH_FIRST)
            self._results.addWidget(empty)

    def _tickets(self, found: Sequence[Item], policy: Policy | None) -> list[RowButton]:
        now, rows = self._context.clock(), []
        for ticket in found:
            entry = entry_of(ticket, policy)
            row = RowButton(
                "ticket", entry.title, f"{entry.number} · {entry.status}", when.ago(entry.at, now)
            )
            row.clicked.connect(lambda _on=False, key=entry.key: self.ticket_requested.emit(key))
            rows.append(row)
        return rows

    def _articles(self, found: Found, policy: Policy | None) -> list[RowButton]:
        rows = []
        for article in found.articles:
            shelf = policy.shelf(article.shelf) if policy else None
            row = RowButton("book", article.title, shelf.label if shelf else "")
            row.clicked.connect(lambda _on=False, key=article.id: self.article_requested.emit(key))
            rows.append(row)
        return rows

    def _announcements(self, found: Found) -> list[RowButton]:
        rows = []
        for item in found.announcements:
            row = RowButton("announcement", item.title, at=when.on(item.starts_at, self._context.clock()))
            row.clicked.connect(lambda: self.page_requested.emit("announcements"))
            rows.append(row)
        return rows

    def _fail(self, error: Exception) -> None:
        clear(self._results)
        self._results.addWidget(Note(str(explain_error(error)), Tone.FAILED))


def _group(heading: str, rows: Sequence[QWidget]) -> Card:
    card = Card()
    card.column.addWidget(label(heading, strong=True))
    for row in rows:
        card.column.addWidget(row)
    return card

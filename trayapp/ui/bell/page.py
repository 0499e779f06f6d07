"""What happened to the employee's tickets, newest first (INFO-2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from trayapp.core.events import Event, Noticed, PolicyChanged, TicketsChanged
from trayapp.core.model import Probe
from trayapp.core.ports import BellEntry
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.parts.row_button import RowButton
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import bell as texts
from trayapp.ui.texts import by_mail, when
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.widgets import button

_ICONS = {
    "answer": "reply",
    "status": "history",
    "reminder": "clock",
    "estimate": "card",
    "person": "account",
    "incident": "warning",
    "account": "account",
}


class BellPage(Page):
    """Signals:
    ticket_requested: show the ticket of that id.
    """

    ticket_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SECTION)
        self._context = context
        self._drawn: tuple[BellEntry, ...] | None = None
        self._nothing = texts.NOTHING
        self.mark_all = button(texts.MARK_ALL, Look.QUIET, "check")
        self.mark_all.clicked.connect(lambda: self._mark(None))
        self.tools.addWidget(self.mark_all)
        self.refresh()

    def hear(self, event: Event) -> None:
        """Something came in, or somebody else signed in."""
        if isinstance(event, Noticed | TicketsChanged | PolicyChanged):
            self.refresh()

    def refresh(self) -> None:
        """Read again, in the background."""
        context = self._context
        context.background.run(
            lambda: (context.bell.entries(), context.notes.probe()), self._read, self._fail, owner=self
        )

    def rows(self) -> list[RowButton]:
        """What is drawn, newest first."""
        return self.findChildren(RowButton)

    def _read(self, known: tuple[Sequence[BellEntry], Probe | None]) -> None:
        entries, probe = known
        nothing = by_mail.NO_NEWS if by_mail.tells_nothing(probe) else texts.NOTHING
        self._drawn = self._drawn if nothing == self._nothing else None
        self._nothing = nothing
        self._show(entries)

    def _show(self, entries: Sequence[BellEntry]) -> None:
        self.mark_all.setVisible(any(entry.unread for entry in entries))
        if tuple(entries) == self._drawn:
            return
        self._drawn = tuple(entries)
        clear(self.column)
        if not entries:
            empty = Empty("bell")
            empty.say(self._nothing)
            self.column.addWidget(empty)
            return
        card = Card()
        for entry in entries:
            card.column.addWidget(self._row(entry))
        self.column.addWidget(card)

    def _row(self, entry: BellEntry) -> RowButton:
        notice = entry.notice
        ref = notice.ticket
        row = RowButton(
            _ICONS.get(notice.kind, "info"),
            notice.text,
            texts.about(ref.number if ref else "", notice.subject),
            when.ago(notice.at, self._context.clock()),
            strong=entry.unread,
        )
        if entry.unread:
            row.setAccessibleName(f"{texts.UNREAD}: {row.accessibleName()}")
        row.clicked.connect(lambda: self._open(entry))
        return row

    def _open(self, entry: BellEntry) -> None:
        if entry.unread:
            self._mark(entry.notice.id)
        if entry.notice.ticket:
            self.ticket_requested.emit(entry.notice.ticket.id)

    def _mark(self, notice_id: str | None) -> None:
        context = self._context
        context.background.run(
            lambda: context.bell.mark_read(notice_id), lambda _none: self._marked(), self._fail, owner=self
        )

    def _marked(self) -> None:
        """Wherever the bell is counted."""
        self._context.bridge.emit_event(TicketsChanged(("",)))
        self.refresh()

    def _fail(self, error: Exception) -> None:
        self._drawn = None
        clear(self.column)
        self.column.addWidget(Note(str(explain_error(error)), Tone.FAILED))

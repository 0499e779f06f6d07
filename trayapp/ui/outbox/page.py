"""The Outbox page (APP-5)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.events import Delivered, Event, LinkChanged, OutboxChanged, PolicyChanged, Sending, Stuck
from trayapp.core.ids import OpId, reference
from trayapp.core.operation import Operation, OpState
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.outbox.contents import MOST, Contents, read
from trayapp.ui.outbox.row import OutboxRow
from trayapp.ui.outbox.sent_row import SentRow
from trayapp.ui.outbox.urgent import to_call_about
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.parts.phone_card import PhoneCard
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as help_texts
from trayapp.ui.texts import moving
from trayapp.ui.texts import outbox as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import label

_SECOND = 1000


class OutboxPage(Page):
    """Signals:
    edit_requested: the operation to edit in the submission dialog.
    ticket_requested: the id of a ticket to open.
    sign_in_requested: something waits for that.
    """

    edit_requested = Signal(object)
    ticket_requested = Signal(str)
    sign_in_requested = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SECTION)
        self._context = context
        self._contents: Contents | None = None
        self.rows: dict[OpId, OutboxRow] = {}
        self.card = PhoneCard(context.open_url)
        self.fault = Note("", Tone.FAILED)
        self.fault.hide()
        self.empty = Empty("outbox")
        self.empty.say(texts.EMPTY)
        self.more = label("", Text.SMALL, Tone.MUTED)
        self._pending = QVBoxLayout()
        self._pending.setSpacing(GAP)
        self.recent_heading = label(texts.RECENT, strong=True)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._timer = QTimer(self, interval=_SECOND)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self.refresh()

    def hear(self, event: Event) -> None:
        """Something moved."""
        match event:
            case Sending(op_id=op_id, sent=sent, total=total):
                row = self.rows.get(op_id)
                if row:
                    row.show_progress(100 * sent // total if total else 0)
                    row.tick(self._context.clock())
            case OutboxChanged() | Delivered() | Stuck() | PolicyChanged():
                self.refresh()
            case LinkChanged():
                self._show_card()

    def refresh(self) -> None:
        """Read the outbox again, in the background."""
        self._context.background.run(lambda: read(self._context), self._show, self._fail, owner=self)

    @property
    def ticking(self) -> bool:
        """A countdown runs: only while it can be seen and something waits for its time."""
        return self._timer.isActive()

    def _show(self, contents: Contents) -> None:
        self._contents = contents
        self._show_pending(contents)
        self._show_recent(contents)
        nothing = not contents.pending
        self.empty.setVisible(nothing)
        beyond = len(contents.pending) - MOST
        self.more.setText(texts.more(beyond))
        self.more.setVisible(beyond > 0)
        self._show_card()
        self._run_timer()

    def _show_pending(self, contents: Contents) -> None:
        now = self._context.clock()
        drawn = contents.pending[:MOST]
        for gone in self.rows.keys() - {op.op_id for op in drawn}:
            row = self.rows.pop(gone)
            self._pending.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, op in enumerate(drawn):
            if op.op_id not in self.rows:
                self.rows[op.op_id] = self._row(op)
                self._pending.insertWidget(at, self.rows[op.op_id])
            subject = contents.subjects.get(op.op_id, "")
            row = self.rows[op.op_id]
            row.show_operation(op, subject, contents.labels(op), now, behind=op.op_id in contents.behind)

    def _row(self, op: Operation) -> OutboxRow:
        row = OutboxRow(op)
        row.retry_wanted.connect(self._retry)
        row.edit_wanted.connect(self.edit_requested)
        row.discard_wanted.connect(self._discard)
        row.sign_in_wanted.connect(self.sign_in_requested)
        row.access_wanted.connect(self._context.open_url)
        row.move_wanted.connect(self._move)
        row.copy_wanted.connect(self._copy)
        row.arrived_wanted.connect(self._arrived)
        return row

    def _show_recent(self, contents: Contents) -> None:
        clear(self._recent)
        self.recent_heading.setVisible(bool(contents.recent))
        for op in contents.recent:
            row = SentRow(op, contents.subjects.get(op.op_id, ""), self._context.clock())
            row.opened.connect(self.ticket_requested)
            self._recent.addWidget(row)

    def _show_card(self) -> None:
        contents = self._contents
        channel = contents.policy.channel("phone") if contents and contents.policy else None
        link = self._context.link().link
        drawn = contents.pending[:MOST] if contents else ()
        pressing = contents and to_call_about(drawn, contents.policy, link, self._context.clock())
        if channel and pressing:
            self.card.say(channel.value, reference(pressing.op_id), help_texts.PHONE_CARD_URGENT)
        else:
            self.card.hide()

    # ---- what the employee asks for

    def _retry(self, op: Operation) -> None:
        desk = self._context.desk
        self._do(op, lambda: desk.retry(op.op_id))

    def _arrived(self, op: Operation) -> None:
        desk = self._context.desk
        self._do(op, lambda: desk.arrived(op.op_id))

    def _move(self, op: Operation) -> None:
        desk, here = self._context.desk, moving.movable(op)
        if not op.may_be_there:
            self._do(op, lambda: desk.move(op.op_id, here))
            return
        words, answers = (
            moving.anyway(op, self.rows[op.op_id].title.text()),
            (moving.send_here(here), moving.KEEP),
        )
        confirm(self, words, answers, lambda: self._do(op, lambda: desk.move(op.op_id, here, anyway=True)))

    def _copy(self, op: Operation) -> None:
        QGuiApplication.clipboard().setText(moving.words(op))
        self.rows[op.op_id].show_copied()

    def _discard(self, op: Operation) -> None:
        row, desk = self.rows[op.op_id], self._context.desk
        words = (texts.DISCARD_QUESTION, texts.discard_meaning(op, row.title.text()))
        confirm(
            self, words, (texts.DISCARD, texts.KEEP), lambda: self._do(op, lambda: desk.discard(op.op_id))
        )

    def _do(self, op: Operation, wish: Callable[[], None]) -> None:
        self.fault.hide()
        self._context.background.run(wish, lambda _none: self._done(op), self._fail, owner=self)

    def _done(self, op: Operation) -> None:
        self._context.bridge.emit_event(OutboxChanged(op.op_id))

    def _fail(self, error: Exception) -> None:
        self.fault.say(str(explain_error(error)))

    # ---- time

    def _run_timer(self) -> None:
        pending = self._contents.pending if self._contents else ()
        counting = any(op.state is OpState.WAITING and op.next_at for op in pending)
        if counting and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        now = self._context.clock()
        for row in self.rows.values():
            row.tick(now)
        self._show_card()  # something may have become overdue

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()
        self._run_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setLayout(self._pending)
        self._pending.setContentsMargins(0, 0, 0, 0)
        for widget in (self.card, self.fault, self.empty, holder, self.more, self.recent_heading):
            self.column.addWidget(widget)
        self.column.addLayout(self._recent)
        self.more.hide()
        self.recent_heading.hide()

"""One item of the outbox: what it is, how it stands in words, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.ui import theme
from trayapp.ui.parts.card import Card
from trayapp.ui.style_sheet import Look, Tone, tone
from trayapp.ui.texts import account, moving, when
from trayapp.ui.texts import outbox as texts
from trayapp.ui.texts.errors import wants_sign_in, way_in
from trayapp.ui.theme import GAP, GRID, State, Text
from trayapp.ui.widgets import Mark, announce, button, label, paragraph

_ICONS = {
    OpState.QUEUED: ("clock", State.WAITING),
    OpState.SENDING: ("send", State.OPEN),
    OpState.WAITING: ("clock", State.WAITING),
    OpState.NEEDS_USER: ("warning", State.FAILED),
    OpState.DONE: ("done", State.RESOLVED),
}
_EDITABLE = frozenset({OpKind.CREATE, OpKind.UPDATE})


class OutboxRow(Card):
    """Signals:
    retry_wanted, edit_wanted, discard_wanted: with the operation.
    move_wanted: with it: it was written for another helpdesk, and shall go to this one.
    copy_wanted: with it: its words are wanted in the clipboard.
    arrived_wanted: with it: it may have been sent, and has arrived.
    sign_in_wanted: to the account.
    access_wanted: the page where access is asked for (REG-3).
    """

    sign_in_wanted = Signal()
    access_wanted = Signal(str)
    retry_wanted = Signal(object)
    edit_wanted = Signal(object)
    discard_wanted = Signal(object)
    move_wanted = Signal(object)
    copy_wanted = Signal(object)
    arrived_wanted = Signal(object)

    def __init__(self, operation: Operation) -> None:
        super().__init__()
        self.operation = operation
        self._percent: int | None = None
        self._behind = False
        self._mark = Mark("clock")
        self.title = label("", strong=True)
        self.title.setWordWrap(True)
        self.state = paragraph("", Text.SMALL)
        self.hint = paragraph("", Text.SMALL, Tone.MUTED)
        self.written = label("", Text.SMALL, Tone.MUTED)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.sign_in = button(account.SIGN_IN, Look.QUIET, "sign-in")
        self.access = button(texts.REQUEST_ACCESS, Look.QUIET, "external")
        self.move_here = button("", Look.QUIET, "send")
        self.retry = button(texts.TRY_NOW, Look.QUIET, "retry")
        self.arrived = button(texts.ARRIVED, Look.QUIET, "check")
        self.copy = button(moving.COPY, Look.QUIET, "copy")
        self.edit = button(texts.EDIT, Look.QUIET, "edit")
        self.discard = button(texts.DISCARD, Look.QUIET, "discard")
        self._listen()
        self._lay_out()

    def show_operation(
        self,
        operation: Operation,
        subject: str,
        labels: Mapping[str, str],
        now: datetime,
        *,
        behind: bool = False,
    ) -> None:
        """The same item, as it stands now. `behind`: another one of its ticket goes first."""
        self.operation, self._behind = operation, behind
        if operation.state is not OpState.SENDING:
            self._percent = None
        title = texts.title(operation, subject)
        self.title.setText(title)
        self.hint.setText(texts.advice(operation, labels))
        self.hint.setVisible(bool(self.hint.text()))
        icon, state = _ICONS[operation.state]
        self._mark.show_icon(icon, lambda palette: _colour(state, palette))
        tone(self.state, Tone.FAILED if operation.state is OpState.NEEDS_USER else None)
        self._offer(title)
        self.tick(now)

    def show_copied(self) -> None:
        """Its words are in the clipboard."""
        self.copy.setText(moving.COPIED)
        announce(self, moving.COPIED)

    def show_progress(self, percent: int) -> None:
        """How much of it has been sent."""
        self._percent = percent
        self.progress.setValue(percent)
        self.progress.setVisible(self.operation.state is OpState.SENDING)

    def tick(self, now: datetime) -> None:
        """Say anew how long until the next try."""
        self.state.setText(texts.state(self.operation, now, self._percent, behind=self._behind))
        self.written.setText(when.ago(self.operation.created_at, now))
        self.setAccessibleName(f"{self.title.text()}. {self.state.text()}")

    def _offer(self, title: str) -> None:
        op = self.operation
        sending = op.state is OpState.SENDING
        self.progress.setVisible(sending and self._percent is not None)
        signing_in = op.state is OpState.NEEDS_USER and wants_sign_in(op.problem)
        self.sign_in.setVisible(signing_in)
        self.access.setVisible(op.state is OpState.NEEDS_USER and bool(way_in(op.problem)))
        here, elsewhere = moving.movable(op), moving.waits_for_another_helpdesk(op)
        self.move_here.setText(moving.send_here(here))
        self.move_here.setVisible(bool(here))
        self.arrived.setVisible(op.unsure)
        self.copy.setText(moving.COPY)
        self.copy.setVisible(moving.stranded(op) and bool(moving.words(op)))
        self.retry.setText(texts.retry(op))
        trying = op.state in (OpState.WAITING, OpState.NEEDS_USER) and not signing_in
        self.retry.setVisible(trying and not elsewhere)
        # What may have arrived already is not changed any more: the portal is asked about it first, or the employee.
        fixed = sending or op.doubtful or op.unsure or elsewhere
        self.edit.setVisible(op.kind in _EDITABLE and not fixed)
        self.discard.setVisible(not sending)
        for each in self._all():
            each.setAccessibleName(f"{each.text()}: {title}")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.title, 1)
        head.addWidget(self.written)
        words.addLayout(head)
        for widget in (self.state, self.hint, self.progress):
            words.addWidget(widget)
        words.addWidget(self._buttons())
        row = QHBoxLayout()
        row.setSpacing(GAP + GRID)
        mark = QVBoxLayout()
        mark.addWidget(self._mark)
        mark.addStretch(1)
        row.addLayout(mark)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(GRID)
        for each in self._all():
            row.addWidget(each)
        row.addStretch(1)
        return holder

    def _all(self) -> tuple[QPushButton, ...]:
        first = (self.sign_in, self.access, self.move_here, self.retry, self.arrived)
        return (*first, self.copy, self.edit, self.discard)

    def _listen(self) -> None:
        self.sign_in.clicked.connect(self.sign_in_wanted)
        self.access.clicked.connect(lambda: self.access_wanted.emit(way_in(self.operation.problem)))
        for each, wanted in (
            (self.retry, self.retry_wanted),
            (self.edit, self.edit_wanted),
            (self.discard, self.discard_wanted),
            (self.move_here, self.move_wanted),
            (self.copy, self.copy_wanted),
            (self.arrived, self.arrived_wanted),
        ):
            each.clicked.connect(lambda _checked, tell=wanted: tell.emit(self.operation))


def _colour(state: State, palette: QPalette) -> QColor:
    return theme.state_colour(state, palette)

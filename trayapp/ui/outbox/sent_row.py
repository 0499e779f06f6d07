"""One item that the portal has: its title and the number it got."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trayapp.core.operation import ABOUT_PEOPLE, Operation
from trayapp.ui import theme
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import outbox as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, State, Text
from trayapp.ui.widgets import Mark, button, label, paragraph


class SentRow(QWidget):
    """Signals:
    opened: the portal's id of the ticket.
    """

    opened = Signal(str)

    def __init__(self, operation: Operation, subject: str, now: datetime) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        row.setSpacing(GAP)
        row.addWidget(Mark("done", _done))
        title = texts.title(operation, subject)
        row.addWidget(paragraph(title), 1)
        row.addWidget(label(when.ago(operation.created_at, now), Text.SMALL, Tone.MUTED))
        self.number = button(texts.sent(operation), Look.QUIET)
        self.number.setAccessibleName(f"{texts.sent(operation)}: {title}")
        # a helpdesk that tells no number, and of no ticket: what was sent can be read all the same
        self.number.setEnabled(operation.ref is not None and operation.kind not in ABOUT_PEOPLE)
        self.number.clicked.connect(lambda: self.opened.emit(operation.ref.id if operation.ref else ""))
        row.addWidget(self.number)


def _done(palette: QPalette) -> QColor:
    return theme.state_colour(State.RESOLVED, palette)

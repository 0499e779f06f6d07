"""One field: its name, its control, and the line for what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.policy import Field
from trayapp.ui.context import UiContext
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.answers import Answer, FileAnswer, answer_for
from trayapp.ui.submit.heading import heading
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID, Text
from trayapp.ui.widgets import Chooser, paragraph

_WIDE = frozenset({"long_text"})
_WRITTEN = frozenset({"text", "long_text"})
"""Controls that show the hint themselves while they are empty."""


class FieldCell(QWidget):
    """Made from the policy's words.

    Signals:
        answered: by the employee, or because something was put in.
    """

    answered = Signal()

    def __init__(self, field: Field, context: UiContext) -> None:
        super().__init__()
        self.field = field
        self.answer: Answer = answer_for(field, context)
        self.answer.call(f"{field.label}, {words.REQUIRED}" if field.required else field.label)
        self.answer.widget.setAccessibleDescription(field.hint)
        self.complaint = Complaint(self.answer.widget)
        self._lay_out()
        self.answer.on_change(self._answered)
        if isinstance(self.answer, FileAnswer):
            self.answer.body.failed.connect(self.complaint.say)

    @property
    def wide(self) -> bool:
        """It takes both columns."""
        return self.field.kind in _WIDE

    def said(self) -> str:
        """The answer as people read it."""
        widget = self.answer.widget
        return (
            widget.currentText()
            if isinstance(widget, Chooser) and self.answer.value()
            else self.answer.value()
        )

    def _answered(self) -> None:
        self.complaint.say("")
        self.answered.emit()

    def _lay_out(self) -> None:
        field, column = self.field, QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(heading(field.label, self.answer.widget, required=field.required))
        column.addWidget(self.answer.body)
        if field.hint and field.kind not in _WRITTEN:
            column.addWidget(paragraph(field.hint, Text.SMALL, Tone.MUTED))
        column.addWidget(self.complaint)
        column.addStretch(1)

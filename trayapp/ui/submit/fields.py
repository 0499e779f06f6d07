"""The fields that policy adds to the form, in place, required ones marked (TK-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.core.policy import Field
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.answers import Answer, answer_for
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import field_reason
from trayapp.ui.theme import GAP, GRID, GROUP
from trayapp.ui.widgets import label

_WIDE = frozenset({"long_text"})


class Fields(QWidget):
    """Two columns of fields. What was answered survives a change of category and back.

    Signals:
        changed: an answer was given.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self._answers: dict[str, Answer] = {}
        self._complaints: dict[str, Complaint] = {}
        self._remembered: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self.hide()

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Show these fields, and only these."""
        if tuple(fields) == self._fields:
            return
        self._remembered |= self.values()
        self._fields = tuple(fields)
        self._rebuild()
        self.setVisible(bool(fields))

    def values(self) -> dict[str, str]:
        """The answers given, by field code."""
        return {code: answer.value() for code, answer in self._answers.items() if answer.value()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put answers in; those for fields not shown wait until they are."""
        self._remembered |= values
        for code, answer in self._answers.items():
            if code in values:
                answer.set_value(values[code])

    def forget(self) -> None:
        """Empty every answer."""
        self._remembered.clear()
        for answer in self._answers.values():
            answer.set_value("")

    def check(self) -> QWidget | None:
        """Complain about every required field without an answer; the first of them, to go there."""
        missing = [
            field.code for field in self._fields if field.required and not self._answers[field.code].value()
        ]
        for code in missing:
            self._complaints[code].say(field_reason("required"))
        return self._answers[missing[0]].widget if missing else None

    def complain(self, code: str, reason: str) -> QWidget | None:
        """Show the portal's reason under its field; the field, or `None` when it is not here."""
        if code not in self._complaints:
            return None
        self._complaints[code].say(reason)
        return self._answers[code].widget

    def codes(self) -> list[str]:
        """What is asked, in the order of reading."""
        return list(self._answers)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of reading."""
        return [answer.widget for answer in self._answers.values()]

    def widget(self, code: str) -> QWidget:
        """The control of a field."""
        return self._answers[code].widget

    def _rebuild(self) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._answers, self._complaints = {}, {}
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(GAP)
        cell = 0
        for field in self._fields:
            wide = field.kind in _WIDE
            cell += cell % 2 if wide else 0
            grid.addWidget(self._cell(field), cell // 2, cell % 2, 1, 2 if wide else 1)
            cell += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(self._body)

    def _cell(self, field: Field) -> QWidget:
        answer = answer_for(field)
        answer.set_value(self._remembered.get(field.code, ""))
        name = f"{field.label}, {words.REQUIRED}" if field.required else field.label
        answer.widget.setAccessibleName(name)
        answer.widget.setAccessibleDescription(field.hint)
        complaint = Complaint(answer.widget)
        answer.on_change(lambda: self._answered(complaint))
        self._answers[field.code], self._complaints[field.code] = answer, complaint
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(_heading(field, answer.widget))
        column.addWidget(answer.widget)
        column.addWidget(complaint)
        column.addStretch(1)
        return cell

    def _answered(self, complaint: Complaint) -> None:
        complaint.say("")
        self.changed.emit()


def _heading(field: Field, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    # A buddy label shows "&" as a mnemonic; policy's words are no mnemonics.
    title: QLabel = label(field.label.replace("&", "&&"), strong=True)
    title.setBuddy(widget)
    row.addWidget(title)
    if field.required:
        star = label("*", shade=Tone.FAILED, strong=True)
        star.setToolTip(words.REQUIRED)
        star.setAccessibleName(words.REQUIRED)
        row.addWidget(star)
    row.addStretch(1)
    return row

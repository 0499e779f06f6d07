"""A control for each kind of field; all speak in text, which is what the portal gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from trayapp.core.policy import Choice, Field
from trayapp.ui.submit.date_button import DateButton
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GROUP
from trayapp.ui.widgets import Chooser

_ISO = Qt.DateFormat.ISODate


class Answer(Protocol):
    """A control with its value as text; empty means unanswered."""

    @property
    def widget(self) -> QWidget:
        """What the employee uses."""

    def value(self) -> str:
        """The answer."""

    def set_value(self, value: str) -> None:
        """Put an answer in; one that does not fit is taken as none."""

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call back whenever it changes."""


class TextAnswer:
    """One line."""

    def __init__(self, hint: str) -> None:
        self.widget = QLineEdit()
        self.widget.setPlaceholderText(hint)

    def value(self) -> str:
        return self.widget.text().strip()

    def set_value(self, value: str) -> None:
        self.widget.setText(value)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)


class LongTextAnswer:
    """Several lines."""

    def __init__(self, hint: str) -> None:
        self.widget = QPlainTextEdit()
        self.widget.setPlaceholderText(hint)
        self.widget.setTabChangesFocus(True)
        self.widget.setFixedHeight(3 * self.widget.fontMetrics().lineSpacing() + GROUP)

    def value(self) -> str:
        return self.widget.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.widget.setPlainText(value)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)


class ChoiceAnswer:
    """One of several; the first line means unanswered."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        self.widget = Chooser("")
        self.widget.addItem(words.CHOOSE, "")
        for choice in choices:
            self.widget.addItem(choice.label, choice.code)

    def value(self) -> str:
        return str(self.widget.currentData())

    def set_value(self, value: str) -> None:
        self.widget.setCurrentIndex(max(0, self.widget.findData(value)))

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.currentIndexChanged.connect(changed)


class DateAnswer:
    """A day, as ISO 8601."""

    def __init__(self) -> None:
        self.widget = DateButton()

    def value(self) -> str:
        day = self.widget.day()
        return day.toString(_ISO) if day else ""

    def set_value(self, value: str) -> None:
        read = QDate.fromString(value, _ISO)
        self.widget.set_day(read if read.isValid() else None)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.changed.connect(changed)


def answer_for(field: Field) -> Answer:
    """The control for a field; a kind this version does not know is shown as text."""
    match field.kind:
        case "choice":
            return ChoiceAnswer(field.choices)
        case "yes_no":
            return ChoiceAnswer((Choice("yes", words.YES), Choice("no", words.NO)))
        case "date":
            return DateAnswer()
        case "long_text":
            return LongTextAnswer(field.hint)
        case _:
            return TextAnswer(field.hint)

"""A control for each kind of field; all speak in text, which is what the portal gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from trayapp.core.policy import Choice, Field
from trayapp.core.text import whole
from trayapp.ui.context import UiContext
from trayapp.ui.submit.date_button import DateButton
from trayapp.ui.submit.file_button import FileButton
from trayapp.ui.submit.files import Attachable
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GROUP
from trayapp.ui.widgets import Chooser

_ISO = Qt.DateFormat.ISODate
W = TypeVar("W", bound=QWidget)


class Answer(Protocol):
    """A control with its value as text; empty means unanswered."""

    @property
    def widget(self) -> QWidget:
        """What the employee uses, and what has the focus."""

    @property
    def body(self) -> QWidget:
        """What is laid out: the control, and what stands beside it."""

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""

    def call(self, name: str) -> None:
        """What a screen reader calls it."""

    def value(self) -> str:
        """The answer."""

    def set_value(self, value: str) -> None:
        """Put an answer in; one that does not fit is taken as none."""

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call back whenever it changes."""


class _Control(Generic[W]):
    """An answer that is one control."""

    def __init__(self, widget: W) -> None:
        self.widget = widget

    @property
    def body(self) -> QWidget:
        return self.widget

    def stops(self) -> list[QWidget]:
        return [self.widget]

    def call(self, name: str) -> None:
        self.widget.setAccessibleName(name)


class TextAnswer(_Control[QLineEdit]):
    """One line."""

    def __init__(self, hint: str) -> None:
        super().__init__(QLineEdit())
        self.widget.setPlaceholderText(hint)

    def value(self) -> str:
        return self.widget.text().strip()

    def set_value(self, value: str) -> None:
        self.widget.setText(value)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)


class LongTextAnswer(_Control[QPlainTextEdit]):
    """Several lines."""

    def __init__(self, hint: str) -> None:
        super().__init__(QPlainTextEdit())
        self.widget.setPlaceholderText(hint)
        self.widget.setTabChangesFocus(True)
        self.widget.setFixedHeight(3 * self.widget.fontMetrics().lineSpacing() + GROUP)

    def value(self) -> str:
        return self.widget.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.widget.setPlainText(value)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)


class ChoiceAnswer(_Control[Chooser]):
    """One of several; the first line means unanswered."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(Chooser(""))
        self.widget.addItem(words.CHOOSE, "")
        for choice in choices:
            self.widget.addItem(choice.label, choice.code)

    def value(self) -> str:
        return str(self.widget.currentData())

    def set_value(self, value: str) -> None:
        self.widget.setCurrentIndex(max(0, self.widget.findData(value)))

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.currentIndexChanged.connect(changed)


class DateAnswer(_Control[DateButton]):
    """A day, as ISO 8601."""

    def __init__(self) -> None:
        super().__init__(DateButton())

    def value(self) -> str:
        day = self.widget.day()
        return day.toString(_ISO) if day else ""

    def set_value(self, value: str) -> None:
        read = QDate.fromString(value, _ISO)
        self.widget.set_day(read if read.isValid() else None)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.widget.changed.connect(changed)


class FileAnswer:
    """One file, which goes with the ticket; the answer is its name."""

    def __init__(self, context: UiContext) -> None:
        self.body = FileButton(context)
        self.widget = self.body.button

    def stops(self) -> list[QWidget]:
        return [self.body.button, self.body.cross]

    def call(self, name: str) -> None:
        self.body.call(name)

    def file(self) -> Attachable | None:
        """The file itself."""
        return self.body.file

    def value(self) -> str:
        return whole(self.body.file.name) if self.body.file else ""

    def set_value(self, value: str) -> None:
        """A name alone brings no file: `body.hold` does. Another name than that of the file held lets it go."""
        if value != self.value():
            self.body.hold(None)

    def on_change(self, changed: Callable[[], None]) -> None:
        self.body.changed.connect(changed)


def answer_for(field: Field, context: UiContext) -> Answer:
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
        case "file":
            return FileAnswer(context)
        case _:
            return TextAnswer(field.hint)

"""The control for each kind of setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from trayapp.core.session import Setting, Value
from trayapp.ui.parts.switch import Switch
from trayapp.ui.settings.key_field import KeyField
from trayapp.ui.texts import settings as texts
from trayapp.ui.widgets import Chooser


class Control(Protocol):
    """What a row asks of its control."""

    wide: bool
    """Takes half of the row."""

    @property
    def widget(self) -> QWidget:
        """What is shown."""

    def show_value(self, value: Value) -> None:
        """Show it without telling anybody."""

    def listen(self, tell: Callable[[Value], None]) -> None:
        """Tell of every value the employee settles on."""


class YesNo:
    """A switch."""

    wide = False

    def __init__(self) -> None:
        self.widget = Switch()

    def show_value(self, value: Value) -> None:
        self.widget.blockSignals(True)
        self.widget.setChecked(bool(value))
        self.widget.blockSignals(False)

    def listen(self, tell: Callable[[Value], None]) -> None:
        self.widget.toggled.connect(tell)


class Words:
    """A line of text."""

    wide = True

    def __init__(self) -> None:
        self.widget = QLineEdit()
        self.widget.setMinimumWidth(180)

    def show_value(self, value: Value) -> None:
        text = "" if value is None else str(value)
        if text != self.widget.text() and not self.widget.isModified():
            self.widget.setText(text)
            self.widget.setCursorPosition(0)
        self.widget.setModified(False)

    def listen(self, tell: Callable[[Value], None]) -> None:
        self.widget.editingFinished.connect(lambda: tell(self.widget.text().strip()))


class Number:
    """A whole number; anything else is handed on as typed, to be refused with a reason."""

    wide = False

    def __init__(self) -> None:
        self.widget = QLineEdit()
        self.widget.setFixedWidth(96)
        self.widget.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_value(self, value: Value) -> None:
        self.widget.setText("" if value is None else str(value))

    def listen(self, tell: Callable[[Value], None]) -> None:
        self.widget.editingFinished.connect(lambda: tell(_whole(self.widget.text().strip())))


class OneOf:
    """A choice of codes, shown in words."""

    wide = False

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.widget = Chooser("")
        self.widget.setMinimumContentsLength(16)
        for code in codes:
            self.widget.addItem(texts.choice(code), code)

    def show_value(self, value: Value) -> None:
        self.widget.blockSignals(True)
        self.widget.setCurrentIndex(self.widget.findData(value))
        self.widget.blockSignals(False)

    def listen(self, tell: Callable[[Value], None]) -> None:
        self.widget.currentIndexChanged.connect(lambda _index: tell(self.widget.currentData()))


def control_for(setting: Setting) -> Control:
    """By kind; an unknown kind is edited as text."""
    match setting.kind:
        case "yes_no":
            return YesNo()
        case "number":
            return Number()
        case "choice":
            return OneOf(setting.choices)
        case "keys":
            return KeyField()
        case _:
            return Words()


def _whole(text: str) -> Value:
    try:
        return int(text)
    except ValueError:
        return text

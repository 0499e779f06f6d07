"""One setting: its name, what it means, its control, and why a value was not taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.session import Setting, Value
from trayapp.ui.note import Complaint
from trayapp.ui.settings.controls import Control, control_for
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import settings as texts
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.widgets import announce, label, paragraph


class SettingRow(QWidget):
    """Signals:
    changed: the key and the value the employee wants.
    """

    changed = Signal(str, object)

    def __init__(self, setting: Setting, control: Control) -> None:
        super().__init__()
        self.key = setting.key
        self._value: Value = setting.value
        self._unusable = ""
        words = texts.words(setting.key)
        self.control = control
        self.complaint = Complaint(control.widget)
        self.fixed = label("", Text.SMALL, Tone.MUTED)
        self.saved = label("", Text.SMALL, Tone.DONE)
        control.widget.setAccessibleName(words.label)
        control.widget.setAccessibleDescription(words.meaning)
        control.listen(self._wish)
        self._lay_out(words)
        self.show_setting(setting)

    def show_setting(self, setting: Setting) -> None:
        """As it stands; one that cannot be changed here says why."""
        why = texts.why_fixed(setting) or self._unusable
        self.fixed.setText(why)
        self.fixed.setVisible(bool(why))
        self.control.widget.setEnabled(not why)
        if not self.complaint.text():
            self._value = setting.value
            self.control.show_value(setting.value)

    def forbid(self, why: str) -> None:
        """It means nothing on this computer; takes effect with the next `show_setting`."""
        self._unusable = why

    def accept(self, setting: Setting) -> None:
        """The value was kept."""
        self.complaint.say("")
        self.show_setting(setting)
        self.saved.setText(texts.SAVED)
        announce(self, texts.SAVED)

    def refuse(self, words: str) -> None:
        """The value was not taken: it stays in the field, with the reason beside it."""
        self.saved.setText("")
        self.complaint.say(words)

    def _wish(self, value: Value) -> None:
        if value != self._value or self.complaint.text():
            self.changed.emit(self.key, value)

    def _lay_out(self, words: texts.Words) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(paragraph(words.label))
        if words.meaning:
            names.addWidget(paragraph(words.meaning, Text.SMALL, Tone.MUTED))
        names.addWidget(self.fixed)
        row = QHBoxLayout()
        row.setSpacing(GROUP)
        row.addLayout(names, 1)
        row.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.control.widget, int(self.control.wide), Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GAP // 2)
        column.addLayout(row)
        column.addWidget(self.complaint)


def row_for(setting: Setting) -> SettingRow:
    """The row with the control that suits the kind of setting."""
    return SettingRow(setting, control_for(setting))

"""The foot of the dialog: whether the portal can be reached, Cancel, Send."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from trayapp.core.events import Link, LinkChanged
from trayapp.ui import theme
from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, State, Text, font
from trayapp.ui.widgets import Mark, button, label, paragraph

_STATES = {
    Link.ONLINE: State.RESOLVED,
    Link.OFFLINE: State.WAITING_FOR_YOU,
    Link.SIGNED_OUT: State.WAITING_FOR_YOU,
    Link.BLOCKED: State.FAILED,
    Link.UNKNOWN: State.WAITING,
}
_KEYS = (
    QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
)
_SEND = words.send_with(_KEYS)


class Foot(QWidget):
    """Always in sight.

    Signals:
        sent, cancelled: a button was pressed, or its key.
    """

    sent = Signal()
    cancelled = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._link = Link.UNKNOWN
        self._dot = Mark("dot", self._colour, 12)
        self.state: QLabel = label("", strong=True)
        self.meaning: QLabel = paragraph("", shade=Tone.MUTED)
        self.cancel = button(words.CANCEL)
        self.send = button(_SEND, Look.PRIMARY)
        self.send.setAccessibleName(words.SEND)
        self.send.setAccessibleDescription(_KEYS)
        self.send.setFont(font(Text.BODY, strong=True))
        self.cancel.clicked.connect(self.cancelled)
        self.send.clicked.connect(self.sent)
        # Both Enter keys, and not the button's own shortcut: it must also answer while Send is still grey.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), window, self.sent.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._dot)
        row.addWidget(self.state)
        row.addWidget(self.meaning, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.send)

    def show_link(self, met: LinkChanged, portal: str) -> None:
        """Say how the portal stands."""
        self._link = met.link
        state, meaning = words.foot(met.link, portal, met.problem)
        self.state.setText(state)
        self.meaning.setText(f"· {meaning}")
        self.state.setAccessibleName(f"{state}, {meaning}")
        self._dot.update()

    def show_ready(self, ready: bool) -> None:
        """Send works once enough is written."""
        self.send.setEnabled(ready)
        self.send.setToolTip(plain("" if ready else words.SEND_LATER))

    def show_saving(self, saving: bool) -> None:
        """From Send until it is safe on disk."""
        self.send.setText(words.SAVING if saving else _SEND)
        self.cancel.setEnabled(not saving)

    def _colour(self, palette: QPalette) -> QColor:
        return theme.state_colour(_STATES[self._link], palette)

"""One passage of the conversation as it is drawn: who, when, text, files."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trayapp.core.model import TicketRef
from trayapp.ui import theme
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.hints import plain
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, GRID, State, Text
from trayapp.ui.tickets.file_chip import FileChip
from trayapp.ui.tickets.passages import Passage, Voice
from trayapp.ui.widgets import Mark, label, paragraph


class Block(QFrame):
    """Ground and edge tell the voices apart; the name above the text says the same in words."""

    def __init__(self, context: UiContext, ref: TicketRef | None, passage: Passage) -> None:
        super().__init__()
        self.item = self.passage = passage
        self._clock = context.clock
        self._when = label("", Text.SMALL, Tone.MUTED)
        self.text = TextBlock(passage.text)
        self.text.setAccessibleName(passage.who)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 6, GAP + 2, GAP + 6, GAP + 4)
        column.setSpacing(GRID)
        column.addLayout(self._head())
        column.addWidget(self.text)
        if passage.files:
            column.addSpacing(GRID)
            column.addWidget(_files(context, ref, passage))
        if passage.note:
            column.addLayout(_note(passage.note, "clock" if passage.voice is Voice.PENDING else "done"))
        self.retime()

    def retime(self) -> None:
        """Say anew how long ago it was."""
        now: datetime = self._clock()
        self._when.setText(when.ago(self.passage.at, now))
        self._when.setToolTip(plain(when.full(self.passage.at)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, edge = _colours(self.passage.voice, QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(edge)
        pen.setStyle(Qt.PenStyle.DashLine if self.passage.voice is Voice.PENDING else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        who = label(self.passage.who, Text.SMALL, strong=True)
        who.setMinimumWidth(20)
        row.addWidget(who)
        row.addWidget(self._when)
        row.addStretch(1)
        return row


def _colours(voice: Voice, palette: QPalette) -> tuple[QColor, QColor]:
    base, line = palette.base().color(), theme.line(palette)
    if voice is Voice.STAFF:
        accent = theme.accent(palette)
        return theme.mix(accent, base, 0.92), theme.mix(accent, base, 0.72)
    if voice is Voice.PENDING:
        waiting = theme.state_colour(State.WAITING, palette)
        return palette.window().color(), waiting
    return (palette.window().color() if voice is Voice.SYSTEM else base), line


def _files(context: UiContext, ref: TicketRef | None, passage: Passage) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    for file in passage.files:
        flow.addWidget(FileChip(context, ref, file))
    return holder


def _note(text: str, sign: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID + 2)
    row.addWidget(Mark(sign, theme.muted, 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(paragraph(text, Text.SMALL, Tone.MUTED), 1)
    return row

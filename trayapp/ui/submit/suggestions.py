"""The strip under the text: what may already help, before one more ticket is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.submit.hint import Hint
from trayapp.ui.submit.hint_line import HintLine
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, GRID, font
from trayapp.ui.widgets import announce, button

_INDENT = 16
"""Puts "more" under the words of the lines above."""
FEW = 3
"""Lines shown before "more" is pressed."""


class Strip(QFrame):
    """Takes no room while there is nothing; what is being written stands above it and stays where it is.

    Signals:
        read: an article or announcement is to be read.
        joined: the ticket is one more case of that announced incident.
        added: what was written is to go to that open ticket instead.
        rearranged: lines came or went.
        dismissed: no suggestions are wanted.
    """

    read = Signal(object)
    joined = Signal(object)
    added = Signal(object)
    rearranged = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        look(self, Look.CARD)
        self.setAccessibleName(words.SUGGESTIONS)
        self._hints: tuple[Hint, ...] = ()
        self._dismissed = False
        self._all = False
        self.lines: list[HintLine] = []
        self.more = button("", Look.QUIET)
        self.more.setFont(font(strong=True))
        self.more.clicked.connect(self._unfold)
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        self.cross.setAccessibleName(words.DISMISS)
        self.cross.setToolTip(words.DISMISS)
        look(self.cross, Look.QUIET)
        self.cross.clicked.connect(self._dismiss)
        self._lay_out()
        self.hide()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these in place of what is there; lines that stay are left alone, so that nothing jumps."""
        if self._dismissed or tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        self._arrange()
        if self.lines:
            announce(self, words.suggested(len(hints), hints[0].text))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        made = [each for line in self.lines for each in line.buttons]
        return [*made, self.more, self.cross]

    def _arrange(self) -> None:
        shown = self._hints if self._all else self._hints[:FEW]
        kept = {line.hint: line for line in self.lines if line.hint in shown}
        for line in self.lines:
            if line.hint not in kept:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
        self.lines = [kept.get(hint) or self._line(hint) for hint in shown]
        for at, line in enumerate(self.lines):
            self._column.insertWidget(at, line)
            line.show()
        left = len(self._hints) - len(shown)
        self.more.setText(words.more_hints(left))
        self.more.setVisible(left > 0)
        self.setVisible(bool(self.lines))
        self.rearranged.emit()

    def _line(self, hint: Hint) -> HintLine:
        made = HintLine(hint)
        made.read.connect(self.read)
        made.joined.connect(self.joined)
        made.added.connect(self.added)
        return made

    def _unfold(self) -> None:
        self._all = True
        self._arrange()
        if len(self.lines) > FEW and self.lines[FEW].buttons:
            self.lines[FEW].buttons[0].setFocus()

    def _dismiss(self) -> None:
        self._dismissed = True
        self.hide()
        self.dismissed.emit()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        below = QHBoxLayout()
        below.setContentsMargins(_INDENT, 0, 0, 0)
        below.addWidget(self.more)
        below.addStretch(1)
        self._column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addLayout(self._column, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)

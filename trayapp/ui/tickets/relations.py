"""What a ticket belongs to: the one it goes on from, the one it goes on in, a known problem (ST-7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from trayapp.core.model import TicketRef
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GRID, Text, font
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.widgets import button, label

_WIDEST = 40
"""Letters of a link; the rest is in its tooltip."""
_Line = tuple[str, str, str]
"""What it says, what it leads to (`ticket`, `incident` or nothing), and the id of that."""


class Relations(QWidget):
    """Signals:
    ticket_wanted: the id of a ticket.
    incident_wanted: the id of an announcement.
    """

    ticket_wanted = Signal(str)
    incident_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._flow = FlowLayout(self, GRID)
        self.hide()

    def show_of(self, shown: Shown) -> None:
        """Follow the ticket."""
        lines = _lines(shown)
        if lines == self._lines:
            return
        self._lines = lines
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._flow.addWidget(self._part(line))
        self.setVisible(bool(lines))
        self.updateGeometry()

    def links(self) -> list[QPushButton]:
        """What can be followed."""
        return [each for each in self.findChildren(QPushButton) if not each.isHidden()]

    def _part(self, line: _Line) -> QPushButton | QLabel:
        words, kind, target = line
        if not kind:
            return label(words, Text.SMALL, Tone.MUTED)
        made = button("", Look.QUIET, "ticket" if kind == "ticket" else "announcement")
        made.setFont(font(Text.SMALL))
        room = _WIDEST * made.fontMetrics().averageCharWidth()
        short = made.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        made.setText(short.replace("&", "&&"))
        made.setToolTip(plain(words))
        made.setAccessibleName(words)
        wanted: Callable[[str], None] = (
            self.ticket_wanted.emit if kind == "ticket" else self.incident_wanted.emit
        )
        made.clicked.connect(lambda: wanted(target))
        return made


def _lines(shown: Shown) -> list[_Line]:
    if shown.ticket is None:
        return []
    lines = [
        _ref(texts.GOES_ON_FROM, shown.ticket.references, shown.known),
        _ref(texts.GOES_ON_IN, shown.ticket.continued, shown.known),
    ]
    if shown.incident:
        lines.append((texts.PART_OF.format(title=shown.incident), "incident", shown.ticket.incident or ""))
    elif shown.incident is not None:
        lines.append((texts.PART_OF_ANY, "", ""))
    return [line for line in lines if line is not None]


def _ref(words: str, ref: TicketRef | None, known: frozenset[str]) -> _Line | None:
    """A link where the employee can see that ticket, else only its number."""
    if ref is None:
        return None
    return words.format(number=ref.number), "ticket" if ref.id in known else "", ref.id

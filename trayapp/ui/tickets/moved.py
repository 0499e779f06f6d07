"""Tells that what was written on a closed ticket became a new one, and leads there (ST-7)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from trayapp.core.model import TicketRef
from trayapp.ui.note import Note
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import tickets as texts


class Moved(Note):
    """Stands on the closed ticket until the program ends: also when the employee comes back to it later.

    Signals:
        ticket_wanted: the id of the new ticket.
    """

    ticket_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("", Tone.DONE)
        self._moves: dict[str, tuple[TicketRef, TicketRef]] = {}
        self._target = ""
        self.go = self.add_action(texts.SHOW_NEW, lambda: self.ticket_wanted.emit(self._target))
        self.hide()

    def tell(self, old: TicketRef, new: TicketRef, key: str) -> None:
        """It happened; `key` is the ticket that is shown now."""
        self._moves[old.id] = (old, new)
        self.turn_to(key)

    def turn_to(self, key: str) -> None:
        """Another ticket is shown: say it there, if it happened there."""
        move = self._moves.get(key)
        if move is None:
            self.hide()
            return
        old, new = move
        self._target = new.id
        self.go.setText(texts.SHOW_TICKET.format(number=new.number))
        self.go.setAccessibleName(self.go.text())
        self.say(texts.became(old.number, new.number))

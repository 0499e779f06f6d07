"""What a new ticket belongs to: the closed one that it goes on from (ST-7), and the known problem that it joins."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.note import Complaint
from trayapp.ui.submit.link_chip import LinkChip
from trayapp.ui.theme import GRID


class Links(QWidget):
    """A chip for each; takes no room while there is none.

    Signals:
        changed: one came or went.
        removed: the employee took one out.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.references = _Link("link")
        self.joins = _Link("announcement")
        flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(flow)
        for link in (self.references, self.joins):
            flow.addWidget(link.chip)
            column.addWidget(link.complaint)
            link.chip.cross.clicked.connect(lambda _=False, link=link: self._remove(link))
        self.hide()

    def refer(self, ticket_id: str | None, text: str) -> None:
        """Go on from that ticket, or from none."""
        self._put(self.references, ticket_id, text)

    def join(self, announcement_id: str | None, text: str) -> None:
        """Be one more case of that known problem, or of none."""
        self._put(self.joins, announcement_id, text)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.references.chip.cross, self.joins.chip.cross]

    def _remove(self, link: _Link) -> None:
        self._put(link, None, "")
        self.removed.emit()

    def _put(self, link: _Link, target: str | None, text: str) -> None:
        link.target = target
        link.complaint.say("")
        link.chip.say(text)
        link.chip.setVisible(target is not None)
        self.setVisible(any(each.target for each in (self.references, self.joins)))
        self.changed.emit()


class _Link:
    """What it leads to, its chip, and what the portal says against it."""

    def __init__(self, icon_name: str) -> None:
        self.target: str | None = None
        self.chip = LinkChip(icon_name)
        self.chip.hide()
        self.complaint = Complaint(self.chip.cross)

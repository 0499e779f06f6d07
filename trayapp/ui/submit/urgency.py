"""How urgent it is: the priority asked for, when an answer is due, and what policy makes of it (PR-7, PR-8)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.core.business_time import due_at
from trayapp.core.policy import Policy, Priority
from trayapp.core.ports import Clock
from trayapp.ui.icons import icon
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.guide import GuidePopover
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.when import due_words
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.widgets import button, label


class Urgency(QWidget):
    """A button that opens the guide, with the due time beside it.

    Signals:
        changed: another priority is asked for.
    """

    changed = Signal()

    def __init__(self, policy: Policy | None, clock: Clock) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._clock = clock
        self._asked: str | None = None
        self.popover: GuidePopover | None = None
        self.button = button("")
        self.button.setIcon(icon("chevron-down"))
        # Qt puts a button's icon first; the other direction puts the arrow last.
        last = Qt.LayoutDirection.LeftToRight if self.isRightToLeft() else Qt.LayoutDirection.RightToLeft
        self.button.setLayoutDirection(last)
        self.button.setAccessibleName(words.URGENCY_NAME)
        self.button.clicked.connect(self.open_guide)
        self.due: QLabel = label("", shade=Tone.MUTED)
        self.locked: QLabel = label("", Text.SMALL, Tone.MUTED)
        self.complaint = Complaint(self.button)
        self._lay_out()
        self.use(policy)

    def use(self, policy: Policy | None) -> None:
        """Follow another policy; what was asked for stays where it can."""
        self._policy = policy
        self.setVisible(bool(policy and policy.priorities))
        self.ask(self._asked)

    def asked(self) -> str | None:
        """The code the employee asked for; `None`: they left it to the portal."""
        return self._asked

    def ask(self, code: str | None) -> None:
        """Ask for a priority; one that policy does not name counts as none."""
        known = self._policy is None or self._policy.priority(code) is not None
        self._asked = code if known else None
        self.complaint.say("")
        self._show()
        self.changed.emit()

    def open_guide(self) -> None:
        """Show the questions."""
        if self._policy is None:
            return
        self.popover = GuidePopover(self._policy, self._shown_code(), self._due_words, self.window())
        self.popover.chosen.connect(self.ask)
        self.popover.destroyed.connect(self._closed)
        self.popover.open_under(self.button)

    def _closed(self) -> None:
        self.popover = None

    def _shown_code(self) -> str | None:
        """What the button says: the wish, else what the ticket will get anyway."""
        policy = self._policy
        return self._asked or (policy.locked_priority or policy.default_priority if policy else None)

    def _show(self) -> None:
        if self._policy is None:
            return
        shown = self._policy.priority(self._shown_code())
        locked = self._policy.priority(self._policy.locked_priority)
        counts = locked or shown
        due = self._due_words(counts) if counts else ""
        text = shown.label if shown else words.URGENCY_OPEN
        self.button.setText(text)
        self.button.setAccessibleDescription(words.urgency(text, due))
        self.due.setText(due)
        self.due.setVisible(bool(due))
        differs = bool(locked and shown and locked.code != shown.code)
        self.locked.setText(words.locked(locked.label, shown.label) if differs and locked and shown else "")
        self.locked.setVisible(differs)

    def _due_words(self, priority: Priority) -> str:
        if self._policy is None or priority.target is None:
            return ""
        now: datetime = self._clock()
        due = due_at(now, priority.target, self._policy)
        return due_words(due, now) if due else ""

    def _lay_out(self) -> None:
        heading = label(words.URGENCY, strong=True)
        heading.setBuddy(self.button)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.button)
        row.addWidget(self.due)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self.locked)
        column.addWidget(self.complaint)
        column.addStretch(1)

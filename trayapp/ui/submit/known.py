"""The banner for an outage that IT has announced, before one more person reports it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from trayapp.core.model import Announcement, Severity
from trayapp.ui.note import Note
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import submit as words


class KnownProblem(Note):
    """Shows the newest current outage, if there is one."""

    def __init__(
        self, announcements: Sequence[Announcement], now: datetime, join: Callable[[Announcement], None]
    ) -> None:
        super().__init__(shade=Tone.WARNING, icon_name="info")
        outage = next((item for item in announcements if item.severity == Severity.OUTAGE), None)
        self.setVisible(outage is not None)
        if outage is not None:
            self.say(words.known_problem(outage.title, outage.starts_at, now))
            self.setToolTip(outage.body)
            self.join = self.add_action(words.THATS_ME, lambda: self._join(outage, join))

    def _join(self, outage: Announcement, join: Callable[[Announcement], None]) -> None:
        join(outage)
        self.join.setEnabled(False)

"""The line on which the portal announces changes: what to make of it. No thread, no sleep; the listener drives it."""

from __future__ import annotations

from trayapp.core.errors import Busy, TrayAppError
from trayapp.core.ports import Heard
from trayapp.core.retry import FIRST_DELAY, SHORTEST_DELAY, Jitter, backoff, later, obeyed
from trayapp.sync.timing import TIMES, Times

PROVEN = 120.0
"""Seconds that a line must have stood to be called a good one; some boxes in between cut every line after a minute."""


class Line:
    """Remembers how the line fared. Written by one thread; what it tells may be read by any."""

    def __init__(self, jitter: Jitter, times: Times = TIMES) -> None:
        self._jitter = jitter
        self._times = times
        self._failures = 0
        self._stands = False
        self.announced = True
        """Announcements come, or will again without more ado; at first that is hoped for."""
        self.crowd: float | None = None
        """Seconds over which the portal wants everybody to come back; `None`: it has not said."""

    def heard(self, heard: Heard) -> float | None:
        """Take it in. Seconds until the worker is to look; `None`: there is nothing new."""
        self._stands = self.announced = True
        if heard.crowd is not None:
            self.crowd = min(heard.crowd, self._times.patient)
        if not heard.changed:
            return None
        return min(heard.within, self._times.patient) * self._jitter()

    def doubt(self) -> float:
        """The line cannot be had: seconds until the worker is to look whether that is all, one of a crowd by one."""
        return (self.crowd or 0.0) * self._jitter()

    def ended(self, error: TrayAppError | None, lasted: float) -> float:
        """The line broke after so many seconds, or never stood. Seconds until it is tried again.

        Broken by the other end, everybody's did: they come back one by one, over the time that the portal said.
        One that fell silent is most likely this computer's own, asleep or in another network.
        """
        stood, self._stands = self._stands, False
        self._failures = 0 if stood and lasted >= PROVEN else self._failures + 1
        asked = obeyed(error) if isinstance(error, Busy) else None
        if asked is not None:
            self.announced = False
            return later(asked, self._jitter(), max(self.crowd or 0.0, FIRST_DELAY))
        if not stood or self._failures > 1:
            self.announced = False
            crowd = self.crowd or 0.0
            return backoff(
                self._failures, self._jitter(), max(self._times.eager, crowd), max(FIRST_DELAY, crowd)
            )
        silent = error is not None and error.params.get("reason") == "silent"
        crowd = 0.0 if silent else self.crowd or 0.0
        return SHORTEST_DELAY + max(FIRST_DELAY, crowd) * self._jitter()

"""A small thread that does what timers are due for, so that who listens hears of it without asking."""

from __future__ import annotations

import logging
import sqlite3
import threading

from trayapp.core.errors import TrayAppError
from trayapp.embedded import timers
from trayapp.embedded.portal import Portal
from trayapp.embedded.problems import Stopping

LOOK_EVERY = 60.0
"""Seconds after which the clock is looked at again: it may have been set, and a sleeping computer stops waiting."""
_AFTER_FAILURE = 10.0

_log = logging.getLogger(__name__)


class TimerThread:
    """Waits for the next timer."""

    def __init__(self, portal: Portal, look_every: float = LOOK_EVERY) -> None:
        self._portal = portal
        self._look_every = look_every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="timers", daemon=True)

    def start(self) -> None:
        """Do what is due from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Do no more; returns when the last step is written."""
        self._stopped.set()
        self._portal.alarm.wake()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                timers.catch_up(self._portal)
            except Stopping:
                self._stopped.wait(_AFTER_FAILURE)  # it is told in a moment; what is due stays due
            except (TrayAppError, sqlite3.Error):
                # such as a full disk: what is due stays due
                _log.exception("timers could not be run")
                self._stopped.wait(_AFTER_FAILURE)
            else:
                self._portal.alarm.wait(self._portal.clock(), self._look_every)

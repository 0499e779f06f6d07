"""Sends the letters that transactions have left, in a thread of its own: no request waits for a mail server."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from trayapp.core.ports import Clock
from trayapp.embedded.db import Database
from trayapp.embedded.mail_message import Letter, Sender, Undeliverable, compose, letter_of
from trayapp.embedded.mail_outlets import NotNow, Outlet, Send, Unreachable
from trayapp.embedded.portal import utc_now
from trayapp.embedded.times import from_text, to_text

GIVE_UP = timedelta(days=5)
"""A letter that could not be handed over for so long is given up."""
_FIRST, _LONGEST = timedelta(seconds=10), timedelta(hours=1)
_AT_ONCE = 100
_LOOK_EVERY = 60.0
"""Seconds after which the clock is looked at again: a sleeping computer stops waiting."""
_UNSENT = "sent_at IS NULL AND given_up_at IS NULL"

_log = logging.getLogger(__name__)


class Delivery:
    """Letters in the order in which they were written; one that is refused for now does not hold the others up.

    Backing off counts real time, whatever clock the portal's timers run on.
    """

    def __init__(self, db: Database, outlet: Outlet, sender: Sender, clock: Clock = utc_now) -> None:
        self._db = db
        self._outlet = outlet
        self._sender = sender
        self._clock = clock
        self._news = threading.Event()
        self._stopped = False
        self._failures = 0
        self._hold: datetime | None = None
        """Until then the server is left alone: it could not be reached."""
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Send from now on, first what a run before this one left."""
        self._thread.start()

    def wake(self) -> None:
        """There are new letters. From any thread."""
        self._news.set()

    def stop(self) -> None:
        """Send no more; returns when the letter under way is done. The others wait for the next run."""
        self._stopped = True
        self._news.set()
        self._thread.join()

    def deliver(self) -> datetime | None:
        """Send what is due. When to look again; `None`: when there are new letters."""
        now = self._clock()
        if self._hold and now < self._hold:
            return self._hold
        while letters := self._due(now):
            try:
                with self._outlet.open() as send:
                    for letter in letters:
                        if self._stopped:
                            return None
                        self._send(letter, send)
            except Unreachable as error:
                self._unreachable(error)
                return self._hold
            self._failures, self._hold = 0, None
        return self._next()

    def _run(self) -> None:
        while not self._stopped:
            self._news.clear()
            try:
                again = self.deliver()
            except sqlite3.Error:
                # such as a full disk; what is unsent stays unsent
                _log.exception("letters could not be read or marked")
                again = self._clock() + _LONGEST
            self._news.wait(self._seconds(again))

    def _seconds(self, until: datetime | None) -> float | None:
        if until is None:
            return None
        return min(_LOOK_EVERY, max(0.05, (until - self._clock()).total_seconds()))

    def _due(self, now: datetime) -> Sequence[Letter]:
        with self._db.read() as tx:
            rows = tx.execute(
                f"SELECT * FROM mails WHERE {_UNSENT} AND (next_at IS NULL OR next_at <= ?) ORDER BY seq LIMIT ?",  # noqa: S608 - a constant
                (to_text(now), _AT_ONCE),
            ).fetchall()
        return [letter_of(row) for row in rows]

    def _next(self) -> datetime | None:
        with self._db.read() as tx:
            row = tx.execute(f"SELECT min(next_at) AS at FROM mails WHERE {_UNSENT}").fetchone()  # noqa: S608 - a constant
        return from_text(row["at"]) if row["at"] else None

    def _send(self, letter: Letter, send: Send) -> None:
        try:
            send(letter, compose(letter, self._sender))
        except Undeliverable as error:
            self._give_up(letter, error)
        except NotNow as error:
            if self._clock() - letter.at > GIVE_UP:
                self._give_up(letter, error)
            else:
                self._mark(letter, "tries = tries + 1, next_at = ?", self._clock() + _pause(letter.tries))
        else:
            self._done(letter, "sent_at = ?")

    def _give_up(self, letter: Letter, error: Exception) -> None:
        _log.warning("letter %d (%s) is given up: %s", letter.seq, letter.kind, error)
        self._done(letter, "given_up_at = ?")

    def _unreachable(self, error: Unreachable) -> None:
        if not self._failures:
            _log.warning("letters wait, as they cannot be sent now: %s", error)
        self._hold = self._clock() + _pause(self._failures)
        self._failures += 1

    def _done(self, letter: Letter, how: str) -> None:
        """Nobody reads it here any more, and its links open accounts: the words go."""
        self._mark(letter, f"body = '', {how}", self._clock())

    def _mark(self, letter: Letter, what: str, moment: datetime) -> None:
        with self._db.write() as tx:
            tx.execute(f"UPDATE mails SET {what} WHERE seq = ?", (to_text(moment), letter.seq))  # noqa: S608 - constants of this class


def _pause(failures: int) -> timedelta:
    """Longer after each failure."""
    return min(_FIRST * (1 << min(failures, 10)), _LONGEST)

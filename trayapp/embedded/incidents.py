"""Announced incidents: something is broken for many, and a ticket may join it ("me too")."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from trayapp.core.errors import Rejected
from trayapp.embedded import correspondence, notices
from trayapp.embedded.db import next_change
from trayapp.embedded.portal import Work
from trayapp.embedded.times import to_text

_CURRENT = """
    SELECT 1 FROM announcements
    WHERE id = :id AND incident = 1 AND starts_at <= :now AND (ends_at IS NULL OR ends_at > :now)
"""
_OVER = "SELECT id, title FROM announcements WHERE incident = 1 AND end_told = 0 AND ends_at <= ?"
_NOT_CURRENT = "This incident is over, or was never announced. Send it as a ticket of its own."


def check(tx: sqlite3.Connection, incident_id: str, now: datetime) -> None:
    """A ticket may join it now. Raises `Rejected` when it is no current incident."""
    if not tx.execute(_CURRENT, {"id": incident_id, "now": to_text(now)}).fetchone():
        raise Rejected("no current incident", fields={"joins": _NOT_CURRENT})


def joined(work: Work) -> None:
    """A ticket has joined one: the new count is told with whatever everybody pulls next.

    Nobody is woken for it: during an outage every ticket would otherwise wake every desktop.
    """
    work.tx.execute("UPDATE counters SET value = ? WHERE name = 'announcements'", (next_change(work.tx),))


def tell_ends(work: Work) -> None:
    """Tell of every incident whose announced end has come since the last look."""
    for row in work.tx.execute(_OVER, (to_text(work.now),)).fetchall():
        work.tx.execute("UPDATE announcements SET end_told = 1 WHERE id = ?", (row["id"],))
        tell_end(work, row["id"], row["title"])


def tell_end(work: Work, incident_id: str, title: str) -> None:
    """It is over: everybody who joined gets a notice and a letter for their ticket."""
    text = f"The incident “{title}” is over. If you still have the problem, answer on your ticket."
    for ticket in work.tx.execute("SELECT * FROM tickets WHERE incident_id = ?", (incident_id,)).fetchall():
        people = notices.concerned(work.tx, ticket)
        notices.tell(work, people, "incident", text, ticket)
        subject = f"Ticket {ticket['number']}: the incident is over"
        correspondence.write(work, people, "incident", subject, f"{text}\n\n{ticket['subject']}\n")

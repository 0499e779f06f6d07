"""Timers move tickets by themselves, also for the time in which the portal was off (ST-3, ST-6).

What is due is done in the order of its own moments, and each is stamped with its own: after ten days off a ticket
that waited was resolved on day 5 and closed on day 8. Reminders are another matter, for they are of use only while
something can still be done: of those that fell into the time off the last is sent, and none when the ticket has
moved on meanwhile.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from trayapp.core.policy import Policy
from trayapp.embedded import incidents, letters, tickets, timer_steps
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.timer_steps import Step
from trayapp.embedded.times import from_text, maybe, to_text

_AT_A_TIME = 500
"""Steps in one transaction: after a long time off requests of others get their turn."""
_POLICY = "timers"
"""Under this name the database keeps for which policy the timers were wound."""


def catch_up(portal: Portal) -> None:
    """Do all that is due by the portal's clock. Costs next to nothing when there is nothing."""
    while portal.alarm.rings(portal.clock()):
        try:
            _some(portal)
        except BaseException:
            portal.alarm.doubt()
            raise


def _some(portal: Portal) -> None:
    with portal.work() as work:
        _rewind_all(portal.policy, work)
        incidents.tell_ends(work)
        for _ in range(_AT_A_TIME):
            row = work.tx.execute(
                "SELECT * FROM tickets WHERE timer_at <= ? ORDER BY timer_at LIMIT 1", (to_text(work.now),)
            ).fetchone()
            if row is None:
                break
            _step(portal, replace(work, now=from_text(row["timer_at"])), row, work.now)
        # while this transaction lasts nobody else can set a timer: this is the next one of all
        work.alarms.clear()
        portal.alarm.set(_next(work.tx))


def _step(portal: Portal, work: Work, row: sqlite3.Row, now: datetime) -> None:
    """Do what is due at `work.now`, seen from `now`."""
    step = _of(portal.policy, row, row["reminded"])
    if step is None or step.to == row["status"]:  # leads nowhere
        _wind(work, row, None)
    elif step.to is None:
        _remind(portal, work, row, now)
    else:
        tickets.move_by_itself(portal, work, row, step.to, _said(portal.policy, row["status"], step.to))
        letters.moved(portal, work, row, step.to)


def _said(policy: Policy, here: str, there: str) -> str:
    """What the conversation tells of it."""
    left, entered = policy.status(here), policy.status(there)
    days = left.timer.days if left and left.timer else 0
    time = "1 day" if days == 1 else f"{days:g} days"
    return f"{entered.label if entered else there} by itself after {time} without an answer."


def _remind(portal: Portal, work: Work, row: sqlite3.Row, now: datetime) -> None:
    reminded = row["reminded"] + 1
    work.tx.execute("UPDATE tickets SET reminded = ? WHERE id = ?", (reminded, row["id"]))
    following = _of(portal.policy, row, reminded)
    _wind(work, row, following)
    ahead = timer_steps.change_of(portal.policy, row["status"], maybe(row["status_since"]))
    overtaken = following is not None and following.at <= now
    if ahead and not overtaken:
        letters.reminded(portal, work, row, ahead)


def _of(policy: Policy, row: sqlite3.Row, reminded: int) -> Step | None:
    return timer_steps.next_step(policy, row["status"], maybe(row["status_since"]), reminded)


def _wind(work: Work, row: sqlite3.Row, step: Step | None) -> None:
    work.tx.execute(
        "UPDATE tickets SET timer_at = ? WHERE id = ?", (to_text(step.at) if step else None, row["id"])
    )


def _next(tx: sqlite3.Connection) -> datetime | None:
    """When the next timer is due, or the next incident ends."""
    row = tx.execute(
        """SELECT min(at) AS at FROM (
               SELECT min(timer_at) AS at FROM tickets WHERE timer_at IS NOT NULL
               UNION ALL SELECT min(ends_at) FROM announcements WHERE incident = 1 AND end_told = 0)"""
    ).fetchone()
    return maybe(row["at"])


def _rewind_all(policy: Policy, work: Work) -> None:
    """Wind every timer anew when the policy is another than the one they were wound for."""
    kept = work.tx.execute("SELECT value FROM meta WHERE key = ?", (_POLICY,)).fetchone()
    if kept and kept["value"] == policy.version:
        return
    timed = [status.code for status in policy.statuses if status.timer]
    for row in work.tx.execute("SELECT * FROM tickets WHERE status_since <> ''").fetchall():
        if row["timer_at"] is not None or row["status"] in timed:
            _wind(work, row, _of(policy, row, row["reminded"]))
    work.tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_POLICY, policy.version))

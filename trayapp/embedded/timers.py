"""Timers move tickets by themselves, also for the time in which the portal was off (ST-3, ST-6).

What is due is done in the order of its own moments, and each is stamped with its own: after ten days off a ticket
that waited was resolved on day 5 and closed on day 8. Reminders are another matter, for they are of use only while
something can still be done: of those that fell into the time off the last is sent, and none when the ticket has
moved on meanwhile.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush

from trayapp.core.policy import Policy
from trayapp.embedded import incidents, letters, tickets, timer_steps
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.timer_steps import Step
from trayapp.embedded.times import from_text, maybe, to_text

_AT_A_TIME = 2000
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
        _steps(portal, work)
        # while this transaction lasts nobody else can set a timer: this is the next one of all
        work.alarms.clear()
        portal.alarm.set(_next(work.tx))


def _steps(portal: Portal, work: Work) -> None:
    """What is due, in the order of its moments; what becomes due by it finds its place among the rest."""
    rows = work.tx.execute(
        "SELECT * FROM tickets WHERE timer_at <= ? ORDER BY timer_at LIMIT ?", (to_text(work.now), _AT_A_TIME)
    ).fetchall()
    # of what comes after the last of a full page the database knows the order
    line = _Line(portal.policy, work, rows[-1]["timer_at"] if len(rows) == _AT_A_TIME else to_text(work.now))
    for row in rows:
        line.join(row)
    stamped = replace(work)
    for _ in range(_AT_A_TIME):
        if not line.waiting:
            break
        at, _number, behind, row = heappop(line.waiting)
        stamped.now = from_text(at)
        again = _step(portal, stamped, row, behind)
        if again is not None and again <= line.until:
            line.join(tickets.by_id(work.tx, row["id"]))


@dataclass(frozen=True, slots=True)
class _Line:
    """Tickets of a page, each with the moment of what is to be done next, and the reminders behind it then."""

    policy: Policy
    work: Work
    until: str
    """What is later is left to the next page."""
    waiting: list[tuple[str, int, int, sqlite3.Row]] = field(default_factory=list)

    def join(self, row: sqlite3.Row) -> None:
        """Put it where it belongs; reminders that something has overtaken are passed over at once."""
        behind = _overtaken(self.policy, row, self.work.now)
        step = _of(self.policy, row, behind)
        at = to_text(step.at) if step else row["timer_at"]
        if at > self.until:
            _wind(self.work, row, step, behind)
        else:
            heappush(self.waiting, (at, row["number"], behind, row))


def _step(portal: Portal, work: Work, row: sqlite3.Row, behind: int) -> str | None:
    """Do what is due at `work.now`, with so many reminders behind it. When its timer does something next."""
    step = _of(portal.policy, row, behind)
    if step is None or step.to == row["status"]:  # leads nowhere
        return _wind(work, row, None)
    if step.to is None:
        return _remind(portal, work, row, behind + 1)
    words = _said(portal.policy, row["status"], step.to)
    wound = tickets.move_by_itself(portal, work, row, step.to, words)
    letters.moved(portal, work, row, step.to)
    return wound


def _overtaken(policy: Policy, row: sqlite3.Row, now: datetime) -> int:
    """How many reminders are behind the ticket, with those that something else of its timer has overtaken by now."""
    status = policy.status(row["status"])
    if status is None or status.timer is None:
        return int(row["reminded"])
    reminders = len(status.timer.reminders)
    for behind in range(reminders, row["reminded"], -1):
        step = _of(policy, row, behind)
        if step is not None and step.at <= now:
            return behind
    return int(row["reminded"])


def _said(policy: Policy, here: str, there: str) -> str:
    """What the conversation tells of it."""
    left, entered = policy.status(here), policy.status(there)
    days = left.timer.days if left and left.timer else 0
    time = "1 day" if days == 1 else f"{days:g} days"
    return f"{entered.label if entered else there} by itself after {time} without an answer."


def _remind(portal: Portal, work: Work, row: sqlite3.Row, reminded: int) -> str | None:
    ahead = timer_steps.change_of(portal.policy, row["status"], maybe(row["status_since"]))
    if ahead:
        letters.reminded(portal, work, row, ahead)
    return _wind(work, row, _of(portal.policy, row, reminded), reminded)


def _of(policy: Policy, row: sqlite3.Row, reminded: int) -> Step | None:
    return timer_steps.next_step(policy, row["status"], maybe(row["status_since"]), reminded)


def _wind(work: Work, row: sqlite3.Row, step: Step | None, reminded: int | None = None) -> str | None:
    """Set the timer to that step; so many reminders are behind it, where that is another number now. Its moment."""
    at = to_text(step.at) if step else None
    work.tx.execute(
        "UPDATE tickets SET timer_at = ?, reminded = ? WHERE id = ?",
        (at, row["reminded"] if reminded is None else reminded, row["id"]),
    )
    return at


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
    found = work.tx.execute(
        "SELECT id, status, status_since, timer_at, reminded FROM tickets WHERE status_since <> ''"
    )
    for row in found.fetchall():
        if row["timer_at"] is not None or row["status"] in timed:
            _wind(work, row, _of(policy, row, row["reminded"]))
    work.tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_POLICY, policy.version))

"""What the portal writes when something happens to a ticket: letters and notices (TK-1, TK-5, TK-8, CH-3)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from trayapp.core.business_time import zone
from trayapp.core.policy import Policy
from trayapp.embedded import correspondence, notices, timer_steps
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.timer_steps import Step
from trayapp.embedded.times import maybe

_OPEN_IT = (
    "Open the ticket in the desktop app or in the portal to answer. Replies to this letter are not read."
)


def received(portal: Portal, work: Work, person: Person, row: sqlite3.Row) -> None:
    """A new ticket: a receipt for who wrote it (TK-1), and word to the whole support team (CH-3)."""
    name, policy = _name(row), portal.policy
    body = (
        f"{policy.portal_name} has received your ticket {name}.\n\n{row['description']}\n\n"
        f"Quote {row['number']} when you call.{_due(policy, maybe(row['due_at']))}\n"
    )
    correspondence.write(work, [person.id], "receipt", f"Ticket {name}: received", body)
    team = correspondence.support_team(work, policy)
    text = f"{person.name} ({person.company}) has made ticket {name}."
    correspondence.write(work, team, "team", f"New ticket {name}", f"{text}\n\n{row['description']}\n")
    notices.tell(work, team - {person.id}, "team", text, row)


def answered(work: Work, person: Person, row: sqlite3.Row, words: str) -> None:
    """Somebody wrote on a ticket: its requester and subscribers hear of it (TK-5, TK-8), but not who wrote."""
    told = notices.concerned(work.tx, row, but=person.id)
    text = f"{person.name} wrote on ticket {_name(row)}."
    body = f"{text}\n\n{words or 'A file was added.'}\n\n{_OPEN_IT}\n"
    _tell(work, told, "answer", (f"Ticket {_name(row)}: new message", body, text), row)


def moved(portal: Portal, work: Work, row: sqlite3.Row, status: str, by: str | None = None) -> None:
    """A ticket has another status now (`row` is from before); who changed it is not told of it."""
    policy = portal.policy
    found = policy.status(status)
    label = found.label if found else status
    ahead = timer_steps.change_of(policy, status, work.now)
    lines = [f"Ticket {_name(row)} is now {label}.", found.meaning if found else ""]
    # overtaken while the portal was off: what would have come next is no news any more
    if ahead and ahead.at > portal.clock():
        lines.append(f"{_ahead(policy, ahead)}, unless you answer.")
    letter = (
        f"Ticket {_name(row)}: {label}",
        "\n\n".join(filter(None, lines)) + f"\n\n{_OPEN_IT}\n",
        lines[0],
    )
    _tell(work, notices.concerned(work.tx, row, but=by), "status", letter, row)


def reminded(portal: Portal, work: Work, row: sqlite3.Row, ahead: Step) -> None:
    """A reminder that the ticket moves on by itself (ST-3, ST-6)."""
    policy = portal.policy
    found = policy.status(row["status"])
    text = f"Ticket {_name(row)} is still {found.label if found else row['status']}. {_ahead(policy, ahead)}"
    body = f"{text}, unless you answer.\n\n{found.meaning if found else ''}\n\n{_OPEN_IT}\n"
    letter = (f"Reminder of ticket {_name(row)}", body, f"{text}.")
    _tell(work, notices.concerned(work.tx, row), "reminder", letter, row)


def prioritised(portal: Portal, work: Work, row: sqlite3.Row, priority: str, by: str) -> None:
    """The priority was changed (TK-10); the others who are concerned hear of it (TK-8)."""
    found = portal.policy.priority(priority)
    text = f"Ticket {_name(row)} has the priority {found.label if found else priority} now."
    letter = (f"Ticket {_name(row)}: priority changed", f"{text}\n\n{_OPEN_IT}\n", text)
    _tell(work, notices.concerned(work.tx, row, but=by), "status", letter, row)


def _tell(
    work: Work, accounts: Iterable[str], kind: str, letter: tuple[str, str, str], row: sqlite3.Row
) -> None:
    """A letter (subject, body) and a notice (its text) each."""
    told = list(accounts)
    subject, body, text = letter
    correspondence.write(work, told, kind, subject, body)
    notices.tell(work, told, kind, text, row)


def _name(row: sqlite3.Row) -> str:
    """Number and subject on one line: a subject of several must not become a letter's header."""
    return f"{row['number']} “{' '.join(row['subject'].split())}”"


def _ahead(policy: Policy, step: Step) -> str:
    found = policy.status(step.to or "")
    return f"It becomes {found.label if found else step.to} by itself on {_moment(policy, step.at)}"


def _due(policy: Policy, at: datetime | None) -> str:
    return f" You hear from us by {_moment(policy, at)}." if at else ""


def _moment(policy: Policy, at: datetime) -> str:
    """By the clock on the wall where support is."""
    local = at.astimezone(zone(policy.time_zone))
    return f"{_DAYS[local.weekday()]}, {local:%Y-%m-%d at %H:%M} ({policy.time_zone})"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

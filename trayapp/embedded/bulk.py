"""Very many tickets, fast, for benchmarks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta

from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

_SUBJECTS = (
    "Printer offline",
    "Outlook is slow",
    "Cannot sign in",
    "VPN drops",
    "Screen flickers",
    "Order form error",
)
_TICKET = """
    INSERT INTO tickets (number, id, change_seq, requester_id, company_id, subject, description, status, priority,
        fields, facts, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '[]', ?, ?)
"""
_MESSAGE = """
    INSERT INTO messages
    SELECT change_seq - 1, 'm_' || id, id, ?, ?, 'staff', updated_at, 'We are looking into it.', NULL
    FROM tickets WHERE number = ?
"""


def fill(portal: Portal, work: Work, people: Sequence[Person], count: int) -> None:
    """`count` tickets of the first employee, one a minute, in every status and priority; every second has an answer."""
    start = work.tx.execute("SELECT value FROM counters WHERE name = 'change'").fetchone()["value"]
    work.tx.executemany(_TICKET, _tickets(portal, work, people[0], count, start))
    agent = next((person for person in people if person.staff), people[0])
    work.tx.executemany(
        _MESSAGE,
        ((agent.id, agent.name, portal.profile.first_number + index) for index in range(0, count, 2)),
    )
    work.tx.execute("UPDATE counters SET value = ? WHERE name = 'change'", (start + 2 * count,))


def _tickets(
    portal: Portal, work: Work, person: Person, count: int, start: int
) -> Iterator[tuple[str | int | None, ...]]:
    policy = portal.policy
    for index in range(count):
        at = to_text(work.now - timedelta(minutes=count - index))
        subject = f"{_SUBJECTS[index % len(_SUBJECTS)]} ({index + 1})"
        yield (
            portal.profile.first_number + index,
            f"t_{secrets.token_hex(8)}",
            start + 2 * (index + 1),
            person.id,
            person.company_id,
            subject,
            f"{subject}. It began this morning and happens again and again.",
            policy.statuses[index % len(policy.statuses)].code,
            policy.priorities[index % len(policy.priorities)].code if policy.priorities else None,
            at,
            at,
        )

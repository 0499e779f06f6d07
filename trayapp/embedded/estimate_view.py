"""Estimates as the person who asks may see and decide them (TK-6)."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Action, Estimate, EstimateState, Relation
from trayapp.core.policy import Bucket, Permission, Policy
from trayapp.embedded.accounts import Person
from trayapp.embedded.times import from_text, maybe

FEATURE = "estimates"


def of(tx: sqlite3.Connection, ticket_id: str) -> tuple[Estimate, ...]:
    """All that were proposed for a ticket, oldest first, unchecked."""
    found = tx.execute("SELECT * FROM estimates WHERE ticket_id = ? ORDER BY at, id", (ticket_id,))
    return tuple(
        Estimate(
            id=row["id"],
            title=row["title"],
            amount=row["amount"],
            state=row["state"],
            at=from_text(row["at"]),
            note=row["note"],
            decided_by=row["decided_by"],
            decided_at=maybe(row["decided_at"]),
        )
        for row in found
    )


def shown(tx: sqlite3.Connection, policy: Policy, why: Relation, ticket_id: str) -> tuple[Estimate, ...]:
    """Those of a ticket that somebody sees for that reason; what work costs is no matter of outsiders (TK-7)."""
    if FEATURE not in policy.features or why is Relation.COLLABORATOR:
        return ()
    return of(tx, ticket_id)


def may_decide(policy: Policy, person: Person, why: Relation) -> bool:
    """Approve or decline is for those whose own or whose company's ticket it is, and not for those who propose."""
    offered = FEATURE in policy.features and person.may(Permission.ESTIMATES)
    # a subscriber whose level sees the whole company may do there what it may on any of its tickets (ROLE-4)
    company_s = why is Relation.SUBSCRIBER and person.may(Permission.COMPANY)
    return offered and (why in {Relation.OWN, Relation.COMPANY} or company_s) and not person.staff


def actions(
    policy: Policy, person: Person, why: Relation, status: str, estimates: tuple[Estimate, ...]
) -> frozenset[str]:
    """Whether there is something for them to decide now."""
    proposed = any(estimate.state == EstimateState.PROPOSED for estimate in estimates)
    open_still = policy.bucket(status) is not Bucket.CLOSED
    return frozenset(
        {str(Action.ESTIMATES)} if proposed and open_still and may_decide(policy, person, why) else ()
    )

"""Estimates: support proposes work and its price, the employee approves or declines (TK-6)."""

from __future__ import annotations

import secrets
import sqlite3

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import Estimate, EstimateState, Ticket
from trayapp.core.policy import Bucket, Policy
from trayapp.embedded import correspondence, estimate_view, notices, registered, ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

_GONE = "There is no such estimate on this ticket."
_WITHDRAWN = "Support has withdrawn this estimate."
_DECIDED = "This estimate was {state} already, by {by}."
_DECIDED_ALREADY = "It was decided already."


def propose(
    portal: Portal, work: Work, person: Person, ticket: str, title: str, amount: str, note: str = ""
) -> Estimate:
    """Propose work on a ticket. Raises `NotFound`, `Forbidden`, or `Rejected` when the ticket is closed."""
    row = _for_staff(portal, work.tx, person, ticket)
    _require_open(portal.policy, row)
    made = insert(portal, work, row, Estimate("", title, amount, EstimateState.PROPOSED, work.now, note))
    people = notices.concerned(work.tx, row, but=person.id)
    text = f"An estimate for ticket {row['number']}: {_name(made)}."
    notices.tell(work, people, "estimate", text, row)
    body = f"{text}\n\n{note}\n\nApprove or decline it in the desktop app or in the portal.\n"
    correspondence.write(work, people, "estimate", f"Ticket {row['number']}: an estimate to decide", body)
    return made


def insert(portal: Portal, work: Work, row: sqlite3.Row, new: Estimate) -> Estimate:
    """Write it, unchecked, and say so in the conversation; the portal gives the id."""
    estimate_id = f"e_{secrets.token_hex(6)}"
    work.tx.execute(
        "INSERT INTO estimates (id, ticket_id, title, amount, note, state, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (estimate_id, row["id"], new.title, new.amount, new.note, new.state, to_text(new.at)),
    )
    # no price: somebody from outside reads the conversation, too (TK-7)
    tickets.remark(portal, work, row, f"Estimate: {new.title}.")
    return _one(work.tx, row, estimate_id)


def withdraw(portal: Portal, work: Work, person: Person, ticket: str, estimate_id: str) -> None:
    """Take one back that nobody decided yet. Raises `NotFound`, `Forbidden`, or `Rejected` when somebody did."""
    row = _for_staff(portal, work.tx, person, ticket)
    found = _one(work.tx, row, estimate_id)
    if found.state == EstimateState.WITHDRAWN:
        return
    if found.state != EstimateState.PROPOSED:
        raise Rejected("the estimate is decided", fields={"estimate": _DECIDED_ALREADY})
    work.tx.execute("UPDATE estimates SET state = ? WHERE id = ?", (EstimateState.WITHDRAWN, estimate_id))
    tickets.remark(portal, work, row, f"The estimate was withdrawn: {found.title}.")
    text = f"An estimate for ticket {row['number']} was withdrawn: {_name(found)}."
    notices.tell(work, notices.concerned(work.tx, row, but=person.id), "estimate", text, row)


def decide(
    portal: Portal, work: Work, person: Person, ticket: str, estimate_id: str, *, approve: bool
) -> Ticket:
    """Approve or decline; the same once more changes nothing.

    Raises `NotFound`, `NotRegistered`, `Forbidden`, or `Rejected` when it was withdrawn, decided otherwise, or the
    ticket is closed.
    """
    row, why = ticket_view.row_seen(work.tx, person, ticket)
    registered.require(portal, person, work.now)
    if not estimate_view.may_decide(portal.policy, person, why):
        raise Forbidden("this person may not decide on estimates", action="estimates")
    wanted = EstimateState.APPROVED if approve else EstimateState.DECLINED
    found = _decidable(work.tx, row, estimate_id, wanted)
    if found.state != wanted:
        _require_open(portal.policy, row)
        _decided(portal, work, person, row, found, wanted)
    return ticket_view.one(portal, work.tx, person, ticket)


def _decidable(tx: sqlite3.Connection, row: sqlite3.Row, estimate_id: str, wanted: EstimateState) -> Estimate:
    try:
        found = _one(tx, row, estimate_id)
    except NotFound as error:
        raise Rejected("there is no such estimate", fields={"estimate": _GONE}) from error
    if found.state == EstimateState.WITHDRAWN:
        raise Rejected("the estimate is withdrawn", fields={"estimate": _WITHDRAWN})
    if found.state not in {EstimateState.PROPOSED, wanted}:
        why = _DECIDED.format(state=found.state, by=found.decided_by)
        raise Rejected("the estimate is decided otherwise", fields={"estimate": why})
    return found


def _decided(
    portal: Portal, work: Work, person: Person, row: sqlite3.Row, estimate: Estimate, state: EstimateState
) -> None:
    """Write the decision, say so in the conversation, and tell support and those concerned."""
    work.tx.execute(
        "UPDATE estimates SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?",
        (state, person.name, to_text(work.now), estimate.id),
    )
    text = f"{person.name} has {state} the estimate: {_name(estimate)}."
    tickets.remark(portal, work, row, f"{person.name} has {state} the estimate: {estimate.title}.")
    team = correspondence.support_team(work, portal.policy)
    subject = f"Ticket {row['number']}: estimate {state}"
    correspondence.write(work, team, "estimate", subject, f"{text}\n\n{row['subject']}\n")
    notices.tell(work, team | notices.concerned(work.tx, row, but=person.id), "estimate", text, row)


def _one(tx: sqlite3.Connection, row: sqlite3.Row, estimate_id: str) -> Estimate:
    found = next((item for item in estimate_view.of(tx, row["id"]) if item.id == estimate_id), None)
    if found is None:
        raise NotFound("there is no such estimate", what="estimate", id=estimate_id)
    return found


def _for_staff(portal: Portal, tx: sqlite3.Connection, person: Person, ticket: str) -> sqlite3.Row:
    row, _ = ticket_view.row_seen(tx, person, ticket)
    if not person.staff or estimate_view.FEATURE not in portal.policy.features:
        raise Forbidden("support staff proposes estimates, where the policy names them", action="estimates")
    return row


def _require_open(policy: Policy, row: sqlite3.Row) -> None:
    if policy.bucket(row["status"]) is Bucket.CLOSED:
        raise Rejected("the ticket is closed", fields={"": tickets.CLOSED})


def _name(estimate: Estimate) -> str:
    return f"{estimate.title} ({estimate.amount})"

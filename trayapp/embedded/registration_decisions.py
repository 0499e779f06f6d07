"""Support decides about a request for an account, or about a removal (REG-2, REG-5)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.policy import Bucket, Policy
from trayapp.embedded import (
    accounts,
    companies,
    correspondence,
    invitations,
    notices,
    registration_rows,
    registrations,
    tickets,
)
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.registration_rows import Deed, Registration, Stage, Wanted

_ADDED = "{name} was registered as {level}, and has been sent a letter to activate the account."
_REMOVED = "The account of {name} was removed."
_DECLINED = "Support does not do this: {title}."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What support adds to what was asked for."""

    level: str | None = None
    """Another level than was asked for."""
    company: str = ""
    """The name of the company, where the asker was not signed in; made when there is none."""
    note: str = ""
    """For the asker."""


def approve(portal: Portal, work: Work, person: Person, request: str, verdict: Verdict) -> Registration:
    """Do what was asked for. The asker hears of it; who is added gets the activation letter.

    Raises `Forbidden`, `NotFound`, `Rejected` (decided already, or it cannot be done).
    """
    row = _open(work, person, request)
    level = verdict.level or row["level"] or invitations.lowest_level(portal.policy)
    found = portal.policy.level(level)
    if found is None:
        raise Rejected("unknown level", fields={"level": f"There is no level {level!r}."})
    if row["action"] == Deed.ADD:
        wanted = Wanted(Deed.ADD, row["company"], row["name"], row["email"], level)
        registrations.carry_out_add(portal, work, wanted, _company(portal, work, row, verdict))
        said = _ADDED.format(name=row["name"], level=found.label)
    else:
        _remove(portal, work, row)
        said = _REMOVED.format(name=row["name"])
    return _decided(portal, work, row, Stage.DONE, (said, verdict.note))


def decline(portal: Portal, work: Work, person: Person, request: str, verdict: Verdict) -> Registration:
    """Do not do it. The asker hears of it. Raises `Forbidden`, `NotFound`, `Rejected`."""
    row = _open(work, person, request)
    title = registration_rows.title(row)
    return _decided(portal, work, row, Stage.DECLINED, (_DECLINED.format(title=title), verdict.note))


def _open(work: Work, person: Person, request: str) -> sqlite3.Row:
    if not person.staff:
        raise Forbidden("only support staff decides about accounts", action="registration")
    row = registration_rows.row(work.tx, request)
    if row["state"] != Stage.ASKED:
        raise Rejected("decided already", fields={"": "This request has been decided already."})
    return row


def _company(portal: Portal, work: Work, row: sqlite3.Row, verdict: Verdict) -> str:
    """The asker's; of one who was not signed in, what support says, or where the address belongs, or what was named."""
    if row["asked_by"]:
        return accounts.by_id(work.tx, row["asked_by"], portal.profile).company_id
    if verdict.company.strip():
        return companies.named(work.tx, verdict.company)
    if not row["company"].strip():
        raise Rejected("no company", fields={"company": "Say which company this person belongs to."})
    return companies.by_domain(work.tx, row["email"]) or companies.named(work.tx, row["company"])


def _remove(portal: Portal, work: Work, row: sqlite3.Row) -> None:
    other = accounts.by_email(work.tx, row["email"], portal.profile)
    if other is not None:
        invitations.remove(work, other.id)


def _decided(
    portal: Portal, work: Work, row: sqlite3.Row, stage: Stage, said: tuple[str, str]
) -> Registration:
    work.tx.execute("UPDATE registrations SET state = ? WHERE id = ?", (stage, row["id"]))
    words = "\n\n".join(filter(None, said))
    ticket = tickets.by_id(work.tx, row["ticket_id"]) if row["ticket_id"] else None
    if ticket is not None:
        tickets.remark(portal, work, ticket, words)
        tickets.move(portal, work, ticket, _over(portal.policy) or portal.profile.flow.closed)
    if row["asked_by"]:
        notices.tell(work, [row["asked_by"]], "account", said[0], ticket)
        title = registration_rows.title(row)
        correspondence.write(work, [row["asked_by"]], "registration", title, f"{words}\n")
    return registration_rows.registration(registration_rows.row(work.tx, row["id"]))


def _over(policy: Policy) -> str | None:
    """The status of a request that is settled."""
    return next((status.code for status in policy.statuses if status.bucket is Bucket.RESOLVED), None)

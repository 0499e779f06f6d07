"""An account as the app of its owner gets it."""

from __future__ import annotations

import sqlite3

from trayapp.core.model import Account, Address, Details
from trayapp.core.policy import Permission
from trayapp.embedded import credits as billed
from trayapp.embedded import terms
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import from_json
from trayapp.embedded.portal import Portal


def of(portal: Portal, tx: sqlite3.Connection, person: Person) -> Account:
    """The person who asks, what they may do, and what support costs them."""
    held = terms.of_company(tx, person.company_id)
    return Account(
        id=person.id,
        email=person.email,
        name=person.name,
        company=person.company,
        level=person.level,
        permissions=person.permissions,
        registered=person.registered,
        grants=person.grants if person.may(Permission.REGISTER) else (),
        details=details(tx, person),
        credits=_credits(portal, tx, person),
        terms=() if person.staff else terms.words(portal, held),
        coupon=held.coupon,
    )


def details(tx: sqlite3.Connection, person: Person) -> Details:
    """What the person may edit of themselves (INFO-6)."""
    row = tx.execute(
        """SELECT a.phone, a.use_company_address, a.address, a.pending_email, c.address AS company_address
           FROM accounts a JOIN companies c ON c.id = a.company_id WHERE a.id = ?""",
        (person.id,),
    ).fetchone()
    return Details(
        phone=row["phone"],
        use_company_address=bool(row["use_company_address"]),
        address=from_json(row["address"], Address),
        company_address=from_json(row["company_address"], Address),
        pending_email=row["pending_email"],
    )


def _credits(portal: Portal, tx: sqlite3.Connection, person: Person) -> float | None:
    if person.staff or not billed.offered(portal.policy, person):
        return None
    return billed.total(tx, person.company_id)

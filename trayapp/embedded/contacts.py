"""People to add to a ticket: colleagues by a part of name or address, others by their whole address only (TK-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from trayapp.core.errors import Forbidden
from trayapp.core.model import Contact, Role
from trayapp.core.policy import Permission
from trayapp.embedded import accounts, registered
from trayapp.embedded.accounts import Person, State
from trayapp.embedded.listing import pattern
from trayapp.embedded.portal import Portal

MOST = 20
_COLLEAGUES = r"""
    SELECT email, name FROM accounts
    WHERE company_id = :company AND state = 'active' AND id <> :me
        AND (name LIKE :words ESCAPE '\' OR email LIKE :words ESCAPE '\')
    ORDER BY name, email LIMIT :most
"""


def found(
    portal: Portal, tx: sqlite3.Connection, person: Person, words: str, role: Role
) -> Sequence[Contact]:
    """Whom this person may add in that role. Raises `Forbidden`, `NotRegistered` where they may add nobody."""
    registered.require(portal, person, portal.clock())
    needed = Permission.SUBSCRIBERS if role is Role.SUBSCRIBER else Permission.COLLABORATORS
    if not person.may(needed):
        raise Forbidden(f"this person may not add {role}s", action=str(needed))
    if role is Role.SUBSCRIBER:
        return _colleagues(tx, person, words.strip())
    return _outside(portal, tx, person, words)


def _colleagues(tx: sqlite3.Connection, person: Person, words: str) -> list[Contact]:
    values = {"company": person.company_id, "me": person.id, "words": pattern(words), "most": MOST}
    return [Contact(row["email"], row["name"], person.company) for row in tx.execute(_COLLEAGUES, values)]


def _outside(portal: Portal, tx: sqlite3.Connection, person: Person, email: str) -> list[Contact]:
    """Nobody is to read another company's list of people, letter by letter."""
    other = accounts.by_email(tx, email, portal.profile)
    if (
        other is None
        or other.state is not State.ACTIVE
        or other.staff
        or other.company_id == person.company_id
    ):
        return []
    return [Contact(other.email, other.name, other.company)]

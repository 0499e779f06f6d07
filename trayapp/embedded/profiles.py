"""One's own profile (INFO-6). A password is changed in the browser, never here."""

from __future__ import annotations

import secrets

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.model import EditProfile
from trayapp.core.policy import Permission
from trayapp.core.telephone import may_be_number
from trayapp.embedded import accounts, invitations, new_email, rate_limit
from trayapp.embedded.accounts import Person, State
from trayapp.embedded.encoding import to_json
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.rules import REQUIRED

PREFIX = "e_"
"""Begins the id of every edit."""
NO_NUMBER = "This is no telephone number: it needs three digits at least."


def edit(portal: Portal, work: Work, person: Person, wish: EditProfile) -> str:
    """Everything but the address counts at once; that one once it is confirmed by letter. The id of this edit.

    Raises `Forbidden`, `Rejected`, and `Busy` when that address was sent too many letters.
    """
    if not person.may(Permission.PROFILE):
        raise Forbidden("this level may not edit the profile", action="profile")
    name = " ".join(wish.name.split())
    if not name:
        raise Rejected("a name is needed", fields={"name": REQUIRED})
    _check_phone(work, person, wish.phone.strip())
    work.tx.execute(
        "UPDATE accounts SET name = ?, phone = ?, use_company_address = ? WHERE id = ?",
        (name, wish.phone.strip(), int(wish.use_company_address), person.id),
    )
    if not wish.use_company_address:
        # otherwise the fields are hidden, and what stands in them is not what anybody typed
        address = to_json(wish.address).decode()
        work.tx.execute("UPDATE accounts SET address = ? WHERE id = ?", (address, person.id))
    _change_email(portal, work, person, wish.email.strip())
    work.audiences.append(Audience(accounts=frozenset({person.id})))
    return f"{PREFIX}{secrets.token_hex(8)}"


def _check_phone(work: Work, person: Person, phone: str) -> None:
    """One that stands there already may stay: somebody else wrote it."""
    row = work.tx.execute("SELECT phone FROM accounts WHERE id = ?", (person.id,)).fetchone()
    if phone != row["phone"] and not may_be_number(phone):
        raise Rejected("no telephone number", fields={"phone": NO_NUMBER})


def _change_email(portal: Portal, work: Work, person: Person, email: str) -> None:
    """Nobody learns whose addresses are known here: of one that has an account, only its owner hears."""
    row = work.tx.execute("SELECT pending_email FROM accounts WHERE id = ?", (person.id,)).fetchone()
    if email.casefold() == person.email.casefold():
        work.tx.execute("UPDATE accounts SET pending_email = '' WHERE id = ?", (person.id,))
    elif email.casefold() != row["pending_email"].casefold():
        rate_limit.count(work, rate_limit.LETTER_ABOUT, email)
        other = accounts.by_email(work.tx, email, portal.profile)
        if other is None or other.state is State.REMOVED:
            new_email.ask(portal, work, person.id, email)
            return
        work.tx.execute("UPDATE accounts SET pending_email = ? WHERE id = ?", (email, person.id))
        invitations.remind(portal, work, other)

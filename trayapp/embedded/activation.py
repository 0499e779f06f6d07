"""How an account becomes one that can be used: a letter, a link, a password (REG-1, REG-4); and "I forgot"."""

from __future__ import annotations

import sqlite3

from trayapp.core.errors import NotFound, Rejected
from trayapp.embedded import (
    accounts,
    browsers,
    known_places,
    links,
    mails,
    passwords,
    rate_limit,
    signing_in,
    tokens,
)
from trayapp.embedded.accounts import Person, State
from trayapp.embedded.links import Purpose
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

OWNER = "owner"
"""Noted in the link of somebody who becomes the main support user by confirming it (REG-1)."""
_INVITATION = """Hello {name},

an account for {portal} is ready for you. To use it, choose a password here:

{link}

The link is good for seven days and works once. The account is yours alone: do not share it.
"""
_OWNER_INVITATION = """Hello {name},

you are the owner of the account of {company} with {portal}. Choose a password here to confirm it:

{link}

With that you become the main support user of {company}: you can send requests to support, and register others.
The link is good for seven days and works once.
"""
_FORGOTTEN = """Hello {name},

somebody, probably you, wants to choose a new password for {portal}. Do that here:

{link}

The link is good for one hour and works once. If it was not you, there is nothing to do: your password still holds.
"""
_CHANGED = """Hello {name},

the password of your account for {portal} was changed just now. If it was not you, choose a new one here:

{url}/account/forgot
"""


def invite(portal: Portal, work: Work, account_id: str, *, owner: bool = False) -> None:
    """Send the letter with which they choose a password, and so activate their account (REG-1, REG-4)."""
    link = links.make(portal, work, account_id, Purpose.ACTIVATE, OWNER if owner else "")
    text = _OWNER_INVITATION if owner else _INVITATION
    subject = f"Activate your account for {portal.policy.portal_name}"
    person = accounts.by_id(work.tx, account_id, portal.profile)
    _post(portal, work, "activation", person, subject, text, link=link)


def invite_again(portal: Portal, work: Work, account_id: str) -> None:
    """Send that letter once more; the link of the first one is good no longer."""
    invite(portal, work, account_id, owner=_invited_as_owner(work.tx, account_id))


def send_again(portal: Portal, email: str, address: str) -> None:
    """To a member who forgot it, a link for a new password; to one who is invited, the activation letter again.

    Nobody else gets anything, and the caller does not learn which it was. Raises `Busy`.
    """
    with portal.work() as work:
        rate_limit.count(work, rate_limit.LETTER_FROM, address)
        rate_limit.count(work, rate_limit.LETTER, email)
        person = accounts.by_email(work.tx, email, portal.profile)
        if person is not None and person.state is State.INVITED:
            invite_again(portal, work, person.id)
        elif person is not None and person.state is State.ACTIVE:
            link = links.make(portal, work, person.id, Purpose.RESET)
            subject = f"A new password for {portal.policy.portal_name}"
            _post(portal, work, "reset", person, subject, _FORGOTTEN, link=link)


def whose(portal: Portal, value: str, purpose: Purpose) -> Person:
    """Whom a link lets choose a password. Raises `NotFound`."""
    with portal.db.read() as tx:
        return _holder(portal, tx, links.look(tx, value, purpose, portal.clock()))


def choose_password(portal: Portal, value: str, purpose: Purpose, password: str, address: str = "") -> Person:
    """Activate the account, or give it another password. Raises `NotFound`, and `Rejected` for a weak one.

    `address`: the network address it comes from; nobody elsewhere closes the account there from now on.

    Whoever was signed in with that account, in a browser or an app, no longer is.
    """
    person = whose(portal, value, purpose)
    if reason := passwords.fault(password, person.email, person.name):
        raise Rejected("the password is too weak", fields={"password": reason})
    kept = portal.passwords.hash(password)
    with portal.work() as work:
        link = links.use(work, value, purpose)
        _holder(portal, work.tx, link)
        signing_in.set_password(work, person.id, kept)
        if purpose is Purpose.ACTIVATE:
            _activate(portal, work, person.id, owner=link.detail == OWNER)
        else:
            tell_changed(portal, work, person.id)
        browsers.end_all(work, person.id)
        tokens.end_all(work, person.id)
        rate_limit.forgive(work, rate_limit.PASSWORD, person.email, all_of_them=True)
        if address:
            known_places.note(work, person.id, address)
        return accounts.by_id(work.tx, person.id, portal.profile)


def tell_changed(portal: Portal, work: Work, account_id: str) -> None:
    """Tell them by letter that their password was changed."""
    subject = f"Your password for {portal.policy.portal_name} was changed"
    _post(portal, work, "password", accounts.by_id(work.tx, account_id, portal.profile), subject, _CHANGED)


def _activate(portal: Portal, work: Work, account_id: str, *, owner: bool) -> None:
    work.tx.execute(
        "UPDATE accounts SET state = ?, activated_at = ? WHERE id = ?",
        (State.ACTIVE, to_text(work.now), account_id),
    )
    level = portal.policy.registration.owner_level
    if owner and level:
        work.tx.execute("UPDATE accounts SET level = ?, registered = 1 WHERE id = ?", (level, account_id))


def _holder(portal: Portal, tx: sqlite3.Connection, link: links.Link) -> Person:
    person = accounts.by_id(tx, link.account_id, portal.profile)
    if person.state is State.REMOVED:
        raise NotFound("the account of this link was removed", what="link")
    return person


def _invited_as_owner(tx: sqlite3.Connection, account_id: str) -> bool:
    row = tx.execute(
        "SELECT detail FROM links WHERE account_id = ? AND purpose = ?", (account_id, Purpose.ACTIVATE)
    ).fetchone()
    return row is not None and row["detail"] == OWNER


def _post(
    portal: Portal, work: Work, kind: str, person: Person, subject: str, text: str, *, link: str = ""
) -> None:
    body = text.format(
        name=person.name,
        company=person.company,
        portal=portal.policy.portal_name,
        link=link,
        url=portal.public_url,
    )
    mails.post(work, kind, person.email, subject, body)

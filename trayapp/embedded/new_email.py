"""Another e-mail address for an account: it counts once a letter to it was answered (INFO-6)."""

from __future__ import annotations

import sqlite3

from trayapp.core.errors import NotFound, Rejected
from trayapp.embedded import links, mails
from trayapp.embedded.events import Audience
from trayapp.embedded.links import Purpose
from trayapp.embedded.portal import Portal, Work

_CONFIRM = """Hello {name},

this is to be the new e-mail address of your account for {portal}. Confirm it here:

{link}

The link is good for two days and works once. Until then, your account keeps its present address.
"""
_TOLD = """Hello {name},

your account for {portal} is to get another e-mail address: {email}
It counts once it is confirmed there. If you did not ask for this, change your password here:

{url}/account/password
"""


def ask(portal: Portal, work: Work, account_id: str, email: str) -> None:
    """Note the wish, and send the letter that confirms it; the present address hears of it, too."""
    row = work.tx.execute("SELECT * FROM accounts WHERE id = ?", (account_id,)).fetchone()
    work.tx.execute("UPDATE accounts SET pending_email = ? WHERE id = ?", (email, account_id))
    name, subject = portal.policy.portal_name, f"Your e-mail address for {portal.policy.portal_name}"
    link = links.make(portal, work, account_id, Purpose.CONFIRM_EMAIL, email)
    confirm = _CONFIRM.format(name=row["name"], portal=name, link=link)
    told = _TOLD.format(name=row["name"], portal=name, email=email, url=portal.public_url)
    mails.post(work, "confirm_email", email, subject, confirm)
    mails.post(work, "new_email", row["email"], subject, told)


def look(portal: Portal, value: str) -> str:
    """The address that the link confirms. Raises `NotFound`."""
    with portal.db.read() as tx:
        link = links.look(tx, value, Purpose.CONFIRM_EMAIL, portal.clock())
        _check_wanted(tx, link)
    return link.detail


def confirm(portal: Portal, value: str) -> str:
    """The address counts from now on. Raises `NotFound`, and `Rejected` when another account has it by now."""
    try:
        with portal.work() as work:
            link = links.use(work, value, Purpose.CONFIRM_EMAIL)
            _check_wanted(work.tx, link)
            work.tx.execute(
                "UPDATE accounts SET email = ?, pending_email = '' WHERE id = ?",
                (link.detail, link.account_id),
            )
            links.end(work, link.account_id, Purpose.RESET)  # it went to the old address
            work.audiences.append(Audience(accounts=frozenset({link.account_id})))
    except sqlite3.IntegrityError as error:
        raise Rejected(
            "the address is taken", fields={"email": "Another account has this address."}
        ) from error
    return link.detail


def _check_wanted(tx: sqlite3.Connection, link: links.Link) -> None:
    """Raises `NotFound` when the person wants another address by now, or is gone."""
    row = tx.execute(
        "SELECT 1 FROM accounts WHERE id = ? AND pending_email = ? AND state <> 'removed'",
        (link.account_id, link.detail),
    ).fetchone()
    if row is None:
        raise NotFound("the address is not wanted (any more)", what="link")

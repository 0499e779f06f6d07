"""Who somebody is, by address and password. Says nothing about which addresses there are."""

from __future__ import annotations

import sqlite3

from trayapp.core.errors import SignIn, TrayAppError
from trayapp.embedded import known_places, rate_limit
from trayapp.embedded.links import Purpose
from trayapp.embedded.passwords import LONGEST
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.rate_limit import PASSWORD, PASSWORD_AT, PASSWORD_FROM, PRESENT, Limit


class NotActivated(TrayAppError):
    """The password is right, but the account has not been activated (REG-4)."""

    kind = "not_activated"


def account_of(portal: Portal, email: str, password: str, address: str) -> str:
    """The id of the account. `address`: the network address that it comes from.

    Raises `SignIn` (it is none, whatever the reason), `NotActivated`, and `Busy` after too many failures.
    """
    with portal.work() as work:
        row = _row(work.tx, email)
        counted = _counted(work.tx, row, email, address)
        rate_limit.count(work, *counted)
        rate_limit.count(work, PASSWORD_FROM, address)
    kept = row["password"] if row and row["state"] != "removed" else None
    right = len(password) <= LONGEST and portal.passwords.matches(kept, password)
    if not right or row is None:
        raise SignIn("wrong address or password")
    with portal.work() as work:
        rate_limit.forgive(work, *counted, all_of_them=True)
        rate_limit.forgive(work, PASSWORD_FROM, address)
        known_places.note(work, row["id"], address)
    if row["state"] != "active":
        raise NotActivated("the account is not activated", email=row["email"])
    _keep_up(portal, row, password)
    return str(row["id"])


def check_password(portal: Portal, account_id: str, password: str) -> bool:
    """Whether it is the password of somebody who is signed in. Raises `Busy` after too many wrong ones."""
    with portal.work() as work:
        row = work.tx.execute("SELECT * FROM accounts WHERE id = ?", (account_id,)).fetchone()
        rate_limit.count(work, PRESENT, account_id)
    if len(password) > LONGEST or not portal.passwords.matches(row["password"], password):
        return False
    with portal.work() as work:
        rate_limit.forgive(work, PRESENT, account_id, all_of_them=True)
    return True


def set_password(work: Work, account_id: str, kept: str) -> None:
    """Keep this hash of a password from now on. What was begun with the old one ends.

    That is another address, a link, a code, a device: whoever began it may be why the password is another one.
    """
    work.tx.execute("UPDATE accounts SET password = ?, pending_email = '' WHERE id = ?", (kept, account_id))
    work.tx.execute("DELETE FROM links WHERE account_id = ? AND purpose <> ?", (account_id, Purpose.ACTIVATE))
    work.tx.execute("DELETE FROM codes WHERE account_id = ? AND used_at IS NULL", (account_id,))
    work.tx.execute("DELETE FROM devices WHERE account_id = ?", (account_id,))


def _counted(tx: sqlite3.Connection, row: sqlite3.Row | None, email: str, address: str) -> tuple[Limit, str]:
    """What a failure counts against."""
    if row is not None and known_places.known(tx, row["id"], address):
        return PASSWORD_AT, f"{email.strip()} {address}"
    return PASSWORD, email


def _row(tx: sqlite3.Connection, email: str) -> sqlite3.Row | None:
    row = tx.execute("SELECT * FROM accounts WHERE email = ?", (email.strip(),)).fetchone()
    assert row is None or isinstance(row, sqlite3.Row)  # noqa: S101 - the connection makes no other
    return row


def _keep_up(portal: Portal, row: sqlite3.Row, password: str) -> None:
    """Hash it anew when that costs more by now: only here is the password at hand."""
    if not portal.passwords.outdated(row["password"]):
        return
    kept = portal.passwords.hash(password)
    with portal.work() as work:
        # unless it was changed meanwhile
        work.tx.execute(
            "UPDATE accounts SET password = ? WHERE id = ? AND password = ?",
            (kept, row["id"], row["password"]),
        )

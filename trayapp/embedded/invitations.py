"""What makes somebody a user, and what ends it (REG-1, REG-2, REG-4, REG-6). Who may ask for it is said elsewhere."""

from __future__ import annotations

from dataclasses import replace

from trayapp.core.policy import Permission, Policy
from trayapp.embedded import accounts, activation, browsers, known_places, mails
from trayapp.embedded.accounts import NewPerson, Person, State
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text

_REGISTERED = """Hello {name},

you are a registered user of {portal} now. What you wrote and could not send goes out with your next sign-in.

{url}
"""
_HAVE_ONE = """Hello {name},

somebody, probably you, asked for an account for {portal} with this e-mail address. There is one already: sign in with
your password, or choose a new one here:

{url}/account/forgot
"""


def invite(portal: Portal, work: Work, new: NewPerson, *, owner: bool = False) -> Person:
    """Make the account and send the activation letter; it can be used once that is answered (REG-4).

    `owner`: confirming it makes them the main support user of their company (REG-1). Somebody of that company who was
    removed before gets their account back. Raises `ValueError` for a level that the profile does not know.
    """
    invited = replace(new, state=State.INVITED)
    known = accounts.by_email(work.tx, new.email, portal.profile)
    if known is None:
        person = accounts.add(work.tx, invited, portal.profile, work.now)
    else:
        person = _again(portal, work, known, invited)
    activation.invite(portal, work, person.id, owner=owner)
    return person


def register(portal: Portal, work: Work, person: Person, level: str) -> None:
    """Somebody whom the portal knows becomes a registered user (REG-3)."""
    work.tx.execute("UPDATE accounts SET registered = 1, level = ? WHERE id = ?", (level, person.id))
    work.audiences.append(Audience(accounts=frozenset({person.id})))
    _post(portal, work, person, "registration", "You are registered now", _REGISTERED)


def remind(portal: Portal, work: Work, person: Person) -> None:
    """Somebody asked for an account for an address that has one: only that address hears of it."""
    if person.state is State.INVITED:
        activation.invite_again(portal, work, person.id)
    elif person.state is State.ACTIVE:
        _post(portal, work, person, "account", f"Your account for {portal.policy.portal_name}", _HAVE_ONE)


def remove(work: Work, account_id: str) -> None:
    """The account cannot be used any more: no password, token, link or browser is good. Its tickets stay."""
    work.tx.execute(
        "UPDATE accounts SET state = ?, password = NULL, pending_email = '' WHERE id = ?",
        (State.REMOVED, account_id),
    )
    work.tx.execute(
        "UPDATE tokens SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL",
        (to_text(work.now), account_id),
    )
    work.tx.execute("DELETE FROM links WHERE account_id = ?", (account_id,))
    work.tx.execute("DELETE FROM codes WHERE account_id = ?", (account_id,))
    work.tx.execute("DELETE FROM devices WHERE account_id = ?", (account_id,))
    known_places.forget(work.tx, account_id)
    browsers.end_all(work, account_id)
    # an app that is signed in asks now, and learns that it no longer is
    work.audiences.append(Audience(accounts=frozenset({account_id})))


def lowest_level(policy: Policy) -> str:
    """The lowest level that is none of support staff."""
    return next(level.code for level in policy.levels if not level.may(Permission.STAFF))


def _again(portal: Portal, work: Work, known: Person, new: NewPerson) -> Person:
    if known.state is not State.REMOVED or known.company_id != new.company_id:
        raise ValueError("the address has an account")
    work.tx.execute(
        "UPDATE accounts SET name = ?, level = ?, registered = 1, state = ?, activated_at = NULL WHERE id = ?",
        (new.name, new.level, State.INVITED, known.id),
    )
    return accounts.by_id(work.tx, known.id, portal.profile)


def _post(portal: Portal, work: Work, person: Person, kind: str, subject: str, text: str) -> None:
    body = text.format(name=person.name, portal=portal.policy.portal_name, url=portal.public_url)
    mails.post(work, kind, person.email, subject, body)

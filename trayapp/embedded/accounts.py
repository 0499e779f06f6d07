"""Companies, people, and whose a token is. Of a token only the hash is kept."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trayapp.core.errors import SignIn
from trayapp.core.policy import Permission, Policy
from trayapp.embedded import opaque
from trayapp.embedded.profile import Profile
from trayapp.embedded.times import from_text, to_text

TOKEN_PREFIX = "tray_"  # noqa: S105 - lets people and secret scanners recognise a token
_OWNER = """
    SELECT a.*, c.name AS company, t.expires_at, t.revoked_at
    FROM tokens t JOIN accounts a ON a.id = t.account_id JOIN companies c ON c.id = a.company_id
    WHERE t.hash = ? AND t.kind IN ('personal', 'access')
"""
_SELECT = "SELECT a.*, c.name AS company FROM accounts a JOIN companies c ON c.id = a.company_id WHERE"
_FEATURES = {
    Permission.ESTIMATES: "estimates",
    Permission.CREDITS: "credits",
    Permission.SUBSCRIBERS: "subscribers",
    Permission.COLLABORATORS: "collaborators",
    Permission.SESSIONS: "sessions",
    Permission.ORDER_DEVELOPMENT: "orders",
    Permission.ORDER_LICENCES: "orders",
}
"""Permissions that mean nothing where the policy does not name the feature."""


class State(StrEnum):
    """What an account is good for."""

    INVITED = "invited"
    """Made, but not confirmed by the person it is for (REG-4)."""
    ACTIVE = "active"
    REMOVED = "removed"
    """Kept for the tickets that it made."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks the portal for something, and what they may do."""

    id: str
    email: str
    name: str
    company_id: str
    company: str
    level: str
    registered: bool
    permissions: frozenset[str]
    grants: tuple[str, ...] = ()
    state: State = State.ACTIVE

    def may(self, permission: Permission) -> bool:
        """Whether their level grants it."""
        return permission in self.permissions

    @property
    def staff(self) -> bool:
        """Support staff."""
        return Permission.STAFF in self.permissions


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to make."""

    email: str
    name: str
    company_id: str
    level: str
    registered: bool = True
    state: State = State.ACTIVE


def add_company(tx: sqlite3.Connection, name: str, domain: str = "") -> str:
    """Make a company; its id. `domain` is that of its people's e-mail addresses (REG-6)."""
    company_id = f"c_{secrets.token_hex(6)}"
    tx.execute("INSERT INTO companies (id, name, domain) VALUES (?, ?, ?)", (company_id, name, domain))
    return company_id


def add(tx: sqlite3.Connection, new: NewPerson, profile: Profile, now: datetime | None = None) -> Person:
    """Make an account. Raises `ValueError` for a level that the profile does not know."""
    if not profile.policy.level(new.level):
        raise ValueError(f"unknown level {new.level!r}")
    account_id = f"a_{secrets.token_hex(6)}"
    tx.execute(
        """INSERT INTO accounts (id, email, name, company_id, level, registered, state, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            account_id,
            new.email,
            new.name,
            new.company_id,
            new.level,
            int(new.registered),
            new.state,
            to_text(now) or "",
        ),
    )
    return by_id(tx, account_id, profile)


def by_email(tx: sqlite3.Connection, email: str, profile: Profile) -> Person | None:
    """The account of that address, whatever its state, or `None`."""
    row = tx.execute(f"{_SELECT} a.email = ?", (email.strip(),)).fetchone()
    return _person(row, profile) if row else None


def by_id(tx: sqlite3.Connection, account_id: str, profile: Profile) -> Person:
    """The account of that id, whatever its state; accounts are never deleted."""
    return _person(tx.execute(f"{_SELECT} a.id = ?", (account_id,)).fetchone(), profile)


def issue_token(
    tx: sqlite3.Connection, account_id: str, now: datetime, expires: datetime | None = None
) -> str:
    """A new personal token: shown once, here."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    keep_token(tx, account_id, token, now, expires)
    return token


def keep_token(
    tx: sqlite3.Connection, account_id: str, token: str, now: datetime, expires: datetime | None = None
) -> None:
    """Accept this token from now on."""
    row = (opaque.digest(token), account_id, to_text(now), to_text(expires))
    tx.execute(
        "INSERT OR IGNORE INTO tokens (hash, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)", row
    )


def revoke_token(tx: sqlite3.Connection, token: str, now: datetime) -> None:
    """Accept it no longer."""
    tx.execute("UPDATE tokens SET revoked_at = ? WHERE hash = ?", (to_text(now), opaque.digest(token)))


def by_token(tx: sqlite3.Connection, token: str, profile: Profile, now: datetime) -> Person:
    """Whose token it is. Raises `SignIn` for one that is unknown, revoked or expired, or of an account not active."""
    row = tx.execute(_OWNER, (opaque.digest(token),)).fetchone()
    if row is None or row["revoked_at"]:
        raise SignIn("the token is not known")
    if row["expires_at"] and from_text(row["expires_at"]) <= now:
        raise SignIn("the token has expired")
    if row["state"] != State.ACTIVE:
        raise SignIn("the account is not active")
    return _person(row, profile)


def check_active(tx: sqlite3.Connection, person: Person) -> None:
    """Raises `SignIn` when the account has ended since."""
    row = tx.execute("SELECT state FROM accounts WHERE id = ?", (person.id,)).fetchone()
    if row["state"] != State.ACTIVE:
        raise SignIn("the account is not active")


def allowed(policy: Policy, level: str) -> frozenset[str]:
    """What a level may do here: what it is granted, without what belongs to a feature that is not offered."""
    found = policy.level(level)
    withheld = {code for code, feature in _FEATURES.items() if feature not in policy.features}
    return found.permissions - withheld if found else frozenset()


def _person(row: sqlite3.Row, profile: Profile) -> Person:
    level = profile.policy.level(row["level"])
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        company_id=row["company_id"],
        company=row["company"],
        level=row["level"],
        registered=bool(row["registered"]),
        permissions=allowed(profile.policy, row["level"]),
        grants=level.grants if level else (),
        state=State(row["state"]),
    )

"""Companies, people and their personal tokens. Of a token only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.errors import SignIn
from trayapp.core.model import Account
from trayapp.core.policy import Permission
from trayapp.embedded.profile import Profile
from trayapp.embedded.times import from_text, to_text

TOKEN_PREFIX = "tray_"  # noqa: S105 - lets people and secret scanners recognise a token
_OWNER = """
    SELECT a.*, c.name AS company, t.expires_at, t.revoked_at
    FROM tokens t JOIN accounts a ON a.id = t.account_id JOIN companies c ON c.id = a.company_id
    WHERE t.hash = ?
"""
_BY_EMAIL = """
    SELECT a.*, c.name AS company FROM accounts a JOIN companies c ON c.id = a.company_id WHERE a.email = ?
"""


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

    def may(self, permission: Permission) -> bool:
        """Whether their level grants it."""
        return permission in self.permissions

    @property
    def staff(self) -> bool:
        """Support staff."""
        return Permission.STAFF in self.permissions

    def account(self) -> Account:
        """As the app gets it."""
        return Account(
            id=self.id,
            email=self.email,
            name=self.name,
            company=self.company,
            level=self.level,
            permissions=self.permissions,
            registered=self.registered,
            grants=self.grants,
        )


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to make."""

    email: str
    name: str
    company_id: str
    level: str
    registered: bool = True


def add_company(tx: sqlite3.Connection, name: str) -> str:
    """Make a company; its id."""
    company_id = f"c_{secrets.token_hex(6)}"
    tx.execute("INSERT INTO companies (id, name) VALUES (?, ?)", (company_id, name))
    return company_id


def add(tx: sqlite3.Connection, new: NewPerson, profile: Profile) -> Person:
    """Make an account. Raises `ValueError` for a level that the profile does not know."""
    if not profile.policy.level(new.level):
        raise ValueError(f"unknown level {new.level!r}")
    row = (f"a_{secrets.token_hex(6)}", new.email, new.name, new.company_id, new.level, int(new.registered))
    tx.execute(
        "INSERT INTO accounts (id, email, name, company_id, level, registered) VALUES (?, ?, ?, ?, ?, ?)", row
    )
    found = by_email(tx, new.email, profile)
    assert found is not None  # noqa: S101 - inserted above, in this transaction
    return found


def by_email(tx: sqlite3.Connection, email: str, profile: Profile) -> Person | None:
    """The account of that address, or `None`."""
    row = tx.execute(_BY_EMAIL, (email,)).fetchone()
    return _person(row, profile) if row else None


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
    row = (_hash(token), account_id, to_text(now), to_text(expires))
    tx.execute(
        "INSERT OR IGNORE INTO tokens (hash, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)", row
    )


def revoke_token(tx: sqlite3.Connection, token: str, now: datetime) -> None:
    """Accept it no longer."""
    tx.execute("UPDATE tokens SET revoked_at = ? WHERE hash = ?", (to_text(now), _hash(token)))


def by_token(tx: sqlite3.Connection, token: str, profile: Profile, now: datetime) -> Person:
    """Whose token it is. Raises `SignIn` for one that is unknown, revoked or expired."""
    row = tx.execute(_OWNER, (_hash(token),)).fetchone()
    if row is None or row["revoked_at"]:
        raise SignIn("the token is not known")
    if row["expires_at"] and from_text(row["expires_at"]) <= now:
        raise SignIn("the token has expired")
    return _person(row, profile)


def _hash(token: str) -> str:
    """A plain hash is enough: the tokens hold 256 random bits, so nothing can be guessed from a list of words."""
    return hashlib.sha256(token.encode()).hexdigest()


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
        permissions=level.permissions if level else frozenset(),
        grants=level.grants if level else (),
    )

"""Which company somebody belongs to."""

from __future__ import annotations

import sqlite3

from trayapp.embedded import accounts


def by_domain(tx: sqlite3.Connection, email: str) -> str | None:
    """The id of the only company whose e-mail addresses are like that one (REG-6); `None`: none, or several."""
    domain = email.rpartition("@")[2].casefold()
    found = tx.execute(
        "SELECT id FROM companies WHERE domain <> '' AND lower(domain) = ?", (domain,)
    ).fetchall()
    return str(found[0]["id"]) if len(found) == 1 else None


def named(tx: sqlite3.Connection, name: str) -> str:
    """The id of the company of that name; made when there is none."""
    row = tx.execute("SELECT id FROM companies WHERE name = ? COLLATE NOCASE", (name.strip(),)).fetchone()
    return str(row["id"]) if row else accounts.add_company(tx, name.strip())


def has_people(tx: sqlite3.Connection, company_id: str) -> bool:
    """Whether anybody of that company has an account."""
    found = tx.execute(
        "SELECT 1 FROM accounts WHERE company_id = ? AND state <> 'removed' LIMIT 1", (company_id,)
    )
    return found.fetchone() is not None

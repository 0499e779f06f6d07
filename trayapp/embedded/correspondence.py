"""Letters to people by their account, and to the whole support team (CH-3)."""

from __future__ import annotations

from collections.abc import Iterable

from trayapp.core.policy import Permission, Policy
from trayapp.embedded import mails
from trayapp.embedded.encoding import to_json
from trayapp.embedded.portal import Work


def write(work: Work, accounts: Iterable[str], kind: str, subject: str, body: str) -> None:
    """The same letter to each of these accounts; those that were removed get none."""
    found = (
        work.tx.execute("SELECT email FROM accounts WHERE id = ? AND state <> 'removed'", (each,)).fetchone()
        for each in set(accounts)
    )
    for email in sorted(row["email"] for row in found if row):
        mails.post(work, kind, email, subject, body)


def support_team(work: Work, policy: Policy) -> set[str]:
    """The accounts of everybody whose level is support staff."""
    staff = [level.code for level in policy.levels if level.may(Permission.STAFF)]
    found = work.tx.execute(
        "SELECT id FROM accounts WHERE level IN (SELECT value FROM json_each(?)) AND state <> 'removed'",
        (to_json(staff).decode(),),
    )
    return {row["id"] for row in found}

"""Files an account has uploaded, whether or not they hang on a ticket yet."""

from __future__ import annotations

from datetime import timedelta

from trayapp.embedded.accounts import Person
from trayapp.embedded.blobs import Incoming
from trayapp.embedded.portal import Portal
from trayapp.embedded.times import to_text

KEPT = timedelta(days=7)
"""An upload that no ticket names is forgotten after that; the app uploads it again when it is missed."""


def known(portal: Portal, person: Person, sha256: str) -> bool:
    """Whether this account has uploaded it. That another has tells nobody anything."""
    with portal.db.read() as tx:
        row = tx.execute(
            "SELECT 1 FROM uploads WHERE account_id = ? AND sha256 = ?", (person.id, sha256)
        ).fetchone()
    return row is not None


def keep(portal: Portal, person: Person, sha256: str, incoming: Incoming) -> bool:
    """All bytes are here: make them durable, then say so. `True`: new to this account. Raises `Rejected`."""
    incoming.keep(sha256, portal.blobs.path(sha256))
    with portal.work() as work:
        made = work.tx.execute(
            "INSERT OR IGNORE INTO uploads VALUES (?, ?, ?, ?)",
            (person.id, sha256, incoming.size, to_text(work.now)),
        )
        return made.rowcount > 0


def sweep(portal: Portal) -> int:
    """Forget old uploads that no ticket names. Returns how many."""
    with portal.work() as work:
        old = work.tx.execute(
            """DELETE FROM uploads WHERE at < ? AND sha256 NOT IN (SELECT sha256 FROM files)
               RETURNING sha256""",
            (to_text(work.now - KEPT),),
        ).fetchall()
        for row in old:
            if not work.tx.execute("SELECT 1 FROM uploads WHERE sha256 = ?", (row["sha256"],)).fetchone():
                portal.blobs.remove(row["sha256"])
    return len(old)

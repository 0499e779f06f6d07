"""Once all is quiet, what lies here is what lies on the portal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.faults.invariants import Broken
from trayapp.paths import places

_HERE = "SELECT id, status, priority FROM tickets"
_THERE = "SELECT id, status, priority, op_id FROM tickets"
_SAID_HERE = "SELECT ticket_id, id FROM messages ORDER BY ticket_id, n"
_SAID_THERE = "SELECT ticket_id, id FROM messages ORDER BY ticket_id, seq"
_UNDONE = "SELECT op_id, kind, state, last_error FROM outbox WHERE state <> 'done'"


def differing(home: Path, portal_data: Path) -> Iterator[Broken]:
    """Tickets and conversations that are not the same on both sides, and whatever was not delivered."""
    with (
        closing(sqlite3.connect(places(str(home)).database, timeout=30)) as here,
        closing(sqlite3.connect(f"file:{portal_data / 'portal.db'}?mode=ro", uri=True, timeout=30)) as there,
    ):
        for op, kind, state, problem in here.execute(_UNDONE):
            yield Broken("stuck", op, f"{kind} stands as {state}: {problem}")
        local = {row[0]: row for row in here.execute(_HERE)}
        remote = {row[0]: row for row in there.execute(_THERE)}
        for ticket, row in local.items():
            if ticket not in remote or remote[ticket][:3] != row:
                yield Broken("differs", "", f"{row} is {remote.get(ticket)} on the portal")
        for ticket, *_, op in remote.values():
            if op and ticket not in local:
                yield Broken("differs", op, f"{ticket} is missing here")
        said = there.execute(_SAID_THERE).fetchall()
        if here.execute(_SAID_HERE).fetchall() != [each for each in said if each[0] in local]:
            yield Broken("differs", "", "the conversations are not the same")

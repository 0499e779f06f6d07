"""Writes tests/data/store/schema_N.db, N being the version of today: run once for each release that changed the schema.

python -m tests.store.make_fixture
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.store.makers import NOW, POLICY, add_create, add_update, deliver, message, page_of, probe, ticket
from trayapp.core.model import TicketChange
from trayapp.core.operation import OpState, Problem
from trayapp.core.ports import Outcome, SavedDraft
from trayapp.paths import Places
from trayapp.store.migrations import MIGRATIONS
from trayapp.store.opened import Store, open_store

TARGET = Path(__file__).parents[1] / "data" / "store" / f"schema_{len(MIGRATIONS)}.db"
HELPDESK = "native https://help.example"


def fill(store: Store) -> None:
    """One delivered operation, one that waits and is doubtful with a step noted, one queued behind it; a ticket.

    The one that waits was written for `HELPDESK`.
    """
    add_create(store.outbox, "Printer on fire")
    deliver(store.outbox, "4711")
    second = add_create(store.outbox, "Screen black")
    store.outbox.adopt("u1", HELPDESK)
    add_update(store.outbox, second.op_id)
    store.outbox.claim(NOW)
    store.outbox.steps(second.op_id).put("token", "0190")
    problem = Problem("offline", detail="no route")
    store.outbox.settle(second.op_id, Outcome(OpState.WAITING, NOW, problem, doubtful=True), NOW)
    store.notes.put_policy(POLICY)
    store.notes.put_probe(probe())
    store.tickets.apply(page_of(TicketChange(ticket(4711), (message("m1"),))), POLICY, NOW)
    store.drafts.save(SavedDraft("Half a thought"))


def main() -> None:
    """Fill a store and keep its database as one file."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        where = Places(root / "config", root / "data", root / "cache", root / "logs")
        with closing(open_store(where, lambda: NOW)) as store:
            fill(store)
        with closing(sqlite3.connect(where.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(where.database, TARGET)


if __name__ == "__main__":
    main()

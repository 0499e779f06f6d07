"""Which operation goes next: oldest first, and on one ticket never before an earlier one is done."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from trayapp.core.operation import Operation
from trayapp.core.retry import LONGEST_DELAY, LONGEST_WAIT
from trayapp.store.codec import micros, moment
from trayapp.store.op_rows import COLUMNS, operation

_LATE = """
    next_at > CASE WHEN json_extract(last_error, '$.kind') = 'busy' THEN :asked_for ELSE :backed_off END"""
"""Further off than any wait that the program sets: the clock was set back meanwhile, so it counts as due."""
_READY = """
    state IN ('queued', 'waiting') AND NOT EXISTS (
        SELECT 1 FROM outbox AS before
        WHERE before.ticket_id = outbox.ticket_id AND before.seq < outbox.seq AND before.state <> 'done'
    )"""
_CLAIM = f"""
UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = NULL,
author = CASE WHEN portal IS NULL OR portal = :portal THEN coalesce(author, :author) ELSE author END,
portal = CASE WHEN portal IS NULL AND (author IS NULL OR author = :author) THEN :portal ELSE portal END
WHERE seq = (
    SELECT seq FROM outbox
    WHERE {_READY} AND (next_at IS NULL OR next_at <= :now OR {_LATE})
    ORDER BY seq LIMIT 1
)
RETURNING {COLUMNS}"""  # noqa: S608 - constants alone
_NEXT = f"""
SELECT min(CASE WHEN next_at IS NULL OR {_LATE} THEN :now ELSE max(next_at, :now) END)
FROM outbox WHERE {_READY}"""  # noqa: S608


def claim(
    connection: sqlite3.Connection, now: datetime, author: str | None, portal: str | None
) -> Operation | None:
    """Take the next due operation, inside the caller's transaction; nobody's becomes `author`'s.

    But for one that was written for another helpdesk than `portal`: that one stays as it is.
    """
    row = connection.execute(_CLAIM, {**_times(now), "author": author, "portal": portal}).fetchone()
    return None if row is None else operation(row)


def next_due(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    """When `claim` will find something, `now` for at once; `None` when none waits for time."""
    earliest = connection.execute(_NEXT, _times(now)).fetchone()[0]
    return None if earliest is None else moment(earliest)


def recover(connection: sqlite3.Connection) -> int:
    """What was left behind while being sent may be on the portal: due at once, and doubtful."""
    return connection.execute(
        "UPDATE outbox SET state = 'queued', next_at = NULL, doubtful = 1 WHERE state = 'sending'"
    ).rowcount


def _times(now: datetime) -> dict[str, int]:
    return {
        "now": micros(now),
        "backed_off": micros(now + timedelta(seconds=LONGEST_DELAY)),
        "asked_for": micros(now + timedelta(seconds=LONGEST_WAIT)),
    }

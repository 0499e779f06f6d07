"""Version 1 of the schema. Times are microseconds since 1970 in UTC; JSON columns hold the core's dataclasses."""

from __future__ import annotations

import sqlite3

VIEWS = {
    "open": "relation IN ('own', 'subscriber') AND bucket <> 'closed'",
    "company": "relation IN ('own', 'company', 'subscriber') AND bucket <> 'closed'",
    "closed": "bucket = 'closed'",
    "collaborator": "relation = 'collaborator'",
    "completed": "bucket IN ('resolved', 'closed')",
}
"""The partial index of each view, as this version made it."""

SEARCH = """
CREATE VIRTUAL TABLE ticket_search USING fts5 (
    tags, number, subject, description, conversation,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', columnsize = 0
)"""
"""Its rowid is the ticket's rank, so that "newest first" is the order in which the index is read anyway."""

READING = ("article_search", "announcement_search")
"""What is read is searched by the words of its title, of its keywords, of its text."""

_READING = """
CREATE VIRTUAL TABLE {name} USING fts5 (
    id UNINDEXED, title, keywords, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)"""

_TABLES = (
    """
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id TEXT NOT NULL UNIQUE,
    ticket_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'waiting', 'needs_user', 'done')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    last_error TEXT,
    doubtful INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1)),
    ref_id TEXT,
    ref_number TEXT,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    author TEXT,
    message TEXT -- what a reply became on the portal
) STRICT""",
    "CREATE INDEX outbox_unfinished ON outbox (ticket_id, seq) WHERE state <> 'done'",
    "CREATE INDEX outbox_done ON outbox (settled_at, seq, kind) WHERE state = 'done'",
    "CREATE INDEX outbox_sent ON outbox (ref_id, seq) WHERE state = 'done'",
    """
CREATE TABLE op_files (
    op_id TEXT NOT NULL REFERENCES outbox (op_id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    stamp INTEGER NOT NULL, -- the spool file's mtime in nanoseconds when the row was made
    PRIMARY KEY (op_id, sha256)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX op_files_sha256 ON op_files (sha256)",
    """
CREATE TABLE op_steps (
    op_id TEXT NOT NULL REFERENCES outbox (op_id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (op_id, key)
) STRICT, WITHOUT ROWID""",
    "CREATE TABLE refs (op_id TEXT PRIMARY KEY, id TEXT NOT NULL, number TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX refs_number ON refs (number)",
    """
CREATE TABLE tickets (
    rank INTEGER PRIMARY KEY, -- milliseconds of updated_at << 20, and a distinction
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    status_label TEXT NOT NULL,
    bucket TEXT NOT NULL,
    tagged TEXT NOT NULL, -- the bucket that the search index knows
    relation TEXT NOT NULL,
    priority TEXT,
    updated_at INTEGER NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1))
) STRICT""",
    "CREATE INDEX tickets_number ON tickets (number)",
    "CREATE INDEX tickets_unread ON tickets (unread) WHERE unread = 1",
    "CREATE INDEX tickets_stale ON tickets (rank) WHERE tagged <> bucket",
    "CREATE INDEX tickets_all ON tickets (updated_at, id)",
    *(
        f"CREATE INDEX tickets_{view} ON tickets (updated_at, id) WHERE {rows}"
        for view, rows in VIEWS.items()
    ),
    """
CREATE TABLE ticket_bodies (
    id TEXT PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE messages (
    n INTEGER PRIMARY KEY,
    ticket_id TEXT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (ticket_id, id)
) STRICT""",
    # of a pull from the beginning: tickets here that it has not told of yet
    "CREATE TABLE untold (id TEXT PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    SEARCH,
    """
CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    shelf TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    *(_READING.format(name=name) for name in READING),
    """
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    ticket_id TEXT,
    unread INTEGER NOT NULL CHECK (unread IN (0, 1)),
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX notices_at ON notices (at, id)",
    "CREATE INDEX notices_unread ON notices (ticket_id) WHERE unread = 1",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


def create(connection: sqlite3.Connection) -> None:
    """Every table of version 1, inside the caller's transaction."""
    for statement in _TABLES:
        connection.execute(statement)

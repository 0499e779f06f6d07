"""The portal's database, as ordered migrations. Each runs in one transaction; none is ever edited once released."""

from __future__ import annotations

Migration = tuple[str, ...]
"""Statements, run one after another (`executescript` would commit the transaction they run in)."""

_PEOPLE: Migration = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO counters VALUES ('change', 0), ('announcements', 0)",
    "CREATE TABLE companies (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
    """CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL UNIQUE COLLATE NOCASE,
        name TEXT NOT NULL,
        company_id TEXT NOT NULL REFERENCES companies (id),
        level TEXT NOT NULL,
        registered INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    """CREATE TABLE tokens (
        hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        created_at TEXT NOT NULL,
        expires_at TEXT,
        revoked_at TEXT
    ) STRICT, WITHOUT ROWID""",
)

_TICKETS: Migration = (
    """CREATE TABLE tickets (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        change_seq INTEGER NOT NULL UNIQUE,
        requester_id TEXT NOT NULL REFERENCES accounts (id),
        company_id TEXT NOT NULL REFERENCES companies (id),
        subject TEXT NOT NULL,
        description TEXT NOT NULL,
        status TEXT NOT NULL,
        sub_status TEXT NOT NULL DEFAULT '',
        priority TEXT,
        priority_asked TEXT,
        product TEXT,
        category TEXT,
        fields TEXT NOT NULL,
        facts TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        written_at TEXT,
        due_at TEXT,
        op_id TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX tickets_op ON tickets (requester_id, op_id) WHERE op_id IS NOT NULL",
    "CREATE INDEX tickets_requester ON tickets (requester_id, change_seq)",
    "CREATE INDEX tickets_company ON tickets (company_id, change_seq)",
    """CREATE TABLE messages (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        author_id TEXT REFERENCES accounts (id),
        author TEXT NOT NULL,
        side TEXT NOT NULL,
        at TEXT NOT NULL,
        text TEXT NOT NULL,
        op_id TEXT
    ) STRICT""",
    "CREATE INDEX messages_ticket ON messages (ticket_id, seq)",
    """CREATE TABLE collaborators (
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        account_id TEXT NOT NULL REFERENCES accounts (id),
        change_seq INTEGER NOT NULL,
        shared_seq INTEGER NOT NULL,
        PRIMARY KEY (ticket_id, account_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX collaborators_account ON collaborators (account_id, change_seq)",
    """CREATE TABLE removals (
        account_id TEXT NOT NULL REFERENCES accounts (id),
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        change_seq INTEGER NOT NULL,
        PRIMARY KEY (account_id, ticket_id)
    ) STRICT, WITHOUT ROWID""",
)

_FILES: Migration = (
    """CREATE TABLE uploads (
        account_id TEXT NOT NULL REFERENCES accounts (id),
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (account_id, sha256)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE files (
        id TEXT PRIMARY KEY,
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        message_seq INTEGER REFERENCES messages (seq),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX files_ticket ON files (ticket_id, message_seq, position)",
    "CREATE INDEX files_sha256 ON files (sha256)",
)

_REST: Migration = (
    """CREATE TABLE answers (
        account_id TEXT NOT NULL REFERENCES accounts (id),
        key TEXT NOT NULL,
        request_hash TEXT NOT NULL,
        status INTEGER NOT NULL,
        etag TEXT,
        body BLOB NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (account_id, key)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE announcements (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        severity TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        ends_at TEXT
    ) STRICT""",
)

MIGRATIONS: tuple[Migration, ...] = (_PEOPLE + _TICKETS + _FILES + _REST,)
"""The database of version N has run the first N; version 1 makes everything."""

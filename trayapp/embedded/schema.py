"""The portal's database, as ordered migrations. Each runs in one transaction; none is ever edited once released."""

from __future__ import annotations

Migration = tuple[str, ...]
"""Statements, run one after another (`executescript` would commit the transaction they run in)."""

_PEOPLE: Migration = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO counters VALUES ('change', 0), ('announcements', 0), ('articles', 0)",
    """CREATE TABLE companies (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        domain TEXT NOT NULL DEFAULT '', -- of its e-mail addresses
        address TEXT NOT NULL DEFAULT '{}', -- core.model.Address as JSON
        maintenance_until TEXT, -- a day; ticket support is free until then (ROLE-14)
        free_sessions_until TEXT, -- a day (ROLE-14)
        coupon TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL UNIQUE COLLATE NOCASE,
        name TEXT NOT NULL,
        company_id TEXT NOT NULL REFERENCES companies (id),
        level TEXT NOT NULL,
        registered INTEGER NOT NULL DEFAULT 1,
        state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('invited', 'active', 'removed')),
        password TEXT, -- argon2; NULL: none chosen yet
        phone TEXT NOT NULL DEFAULT '',
        use_company_address INTEGER NOT NULL DEFAULT 1,
        address TEXT NOT NULL DEFAULT '{}',
        pending_email TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL DEFAULT '',
        activated_at TEXT
    ) STRICT""",
    # kind: personal, access or refresh; a refresh token that comes twice ends its whole family
    """CREATE TABLE tokens (
        hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        created_at TEXT NOT NULL,
        expires_at TEXT,
        revoked_at TEXT,
        kind TEXT NOT NULL DEFAULT 'personal',
        family TEXT NOT NULL DEFAULT '',
        client TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tokens_family ON tokens (family) WHERE family <> ''",
    "CREATE INDEX tokens_account ON tokens (account_id)",
)

_SIGN_IN: Migration = (
    # links in e-mails, each good once; purpose: activate, confirm_email or reset
    """CREATE TABLE links (
        hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        purpose TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE browsers (
        hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE codes (
        hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        client TEXT NOT NULL,
        redirect_uri TEXT NOT NULL,
        challenge TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        family TEXT NOT NULL DEFAULT '', -- of the tokens it was exchanged for; empty: not yet
        used_at TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE devices (
        hash TEXT PRIMARY KEY,
        user_code TEXT NOT NULL UNIQUE,
        client TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'allowed', 'denied', 'used')),
        account_id TEXT REFERENCES accounts (id),
        seconds INTEGER NOT NULL, -- between two polls
        polled_at TEXT,
        asked_at TEXT NOT NULL,
        asked_from TEXT NOT NULL, -- the network address of the machine that asks
        expires_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # network addresses (hashed) from which somebody has signed in: strangers elsewhere cannot close the account there
    """CREATE TABLE places (
        account_id TEXT NOT NULL REFERENCES accounts (id),
        hash TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (account_id, hash)
    ) STRICT, WITHOUT ROWID""",
    # failed attempts to sign in, by whom they are counted against
    "CREATE TABLE attempts (subject TEXT NOT NULL, at TEXT NOT NULL) STRICT",
    "CREATE INDEX attempts_subject ON attempts (subject, at)",
    # letters are written in the transaction that makes them due, and sent afterwards
    """CREATE TABLE mails (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        at TEXT NOT NULL,
        sent_at TEXT,
        given_up_at TEXT, -- the recipient can never get it
        tries INTEGER NOT NULL DEFAULT 0,
        next_at TEXT
    ) STRICT""",
    "CREATE INDEX mails_unsent ON mails (seq) WHERE sent_at IS NULL AND given_up_at IS NULL",
    # action: add or remove; state: asked (support decides) or done
    """CREATE TABLE registrations (
        id TEXT PRIMARY KEY,
        action TEXT NOT NULL,
        state TEXT NOT NULL,
        asked_by TEXT REFERENCES accounts (id), -- NULL: without signing in (REG-5, REG-6)
        company TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        level TEXT,
        note TEXT NOT NULL,
        ticket_id TEXT,
        op_id TEXT,
        at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX registrations_op ON registrations (asked_by, op_id)",
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
        nature TEXT,
        product TEXT,
        category TEXT,
        fields TEXT NOT NULL,
        facts TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        written_at TEXT,
        due_at TEXT,
        op_id TEXT,
        status_since TEXT NOT NULL DEFAULT '',
        timer_at TEXT, -- when the timer of its status does something next: remind, or move the ticket
        reminded INTEGER NOT NULL DEFAULT 0, -- reminders behind it, in this status
        references_id TEXT REFERENCES tickets (id), -- the closed ticket it goes on from (ST-7)
        incident_id TEXT -- the announced incident it belongs to
    ) STRICT""",
    "CREATE UNIQUE INDEX tickets_op ON tickets (requester_id, op_id) WHERE op_id IS NOT NULL",
    "CREATE INDEX tickets_timer ON tickets (timer_at) WHERE timer_at IS NOT NULL",
    "CREATE INDEX tickets_references ON tickets (references_id) WHERE references_id IS NOT NULL",
    "CREATE INDEX tickets_incident ON tickets (incident_id) WHERE incident_id IS NOT NULL",
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
    # those who were added to a ticket, as subscriber (TK-8) or as collaborator (TK-7)
    """CREATE TABLE participants (
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        account_id TEXT NOT NULL REFERENCES accounts (id),
        role TEXT NOT NULL,
        change_seq INTEGER NOT NULL,
        shared_seq INTEGER NOT NULL,
        PRIMARY KEY (ticket_id, account_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX participants_account ON participants (account_id, role, change_seq)",
    """CREATE TABLE estimates (
        id TEXT PRIMARY KEY,
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        title TEXT NOT NULL,
        amount TEXT NOT NULL,
        note TEXT NOT NULL,
        state TEXT NOT NULL,
        at TEXT NOT NULL,
        decided_by TEXT NOT NULL DEFAULT '',
        decided_at TEXT
    ) STRICT""",
    "CREATE INDEX estimates_ticket ON estimates (ticket_id)",
    # service credits billed for the work on a ticket (TK-9)
    """CREATE TABLE credits (
        seq INTEGER PRIMARY KEY,
        ticket_id TEXT NOT NULL REFERENCES tickets (id),
        company_id TEXT NOT NULL REFERENCES companies (id),
        amount REAL NOT NULL,
        note TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX credits_ticket ON credits (ticket_id)",
    "CREATE INDEX credits_company ON credits (company_id)",
    # behind the bell (INFO-2); seq is the number of the change that made it
    """CREATE TABLE notices (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL UNIQUE,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        text TEXT NOT NULL,
        ticket_id TEXT REFERENCES tickets (id),
        PRIMARY KEY (account_id, seq, id)
    ) STRICT, WITHOUT ROWID""",
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
        ends_at TEXT,
        incident INTEGER NOT NULL DEFAULT 0,
        keywords TEXT NOT NULL DEFAULT '[]',
        end_told INTEGER NOT NULL DEFAULT 0 -- of an incident: those who joined know that it is over
    ) STRICT""",
    # company_id: for that company alone; limited: also for those who see only a part (ROLE-9)
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        shelf TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        url TEXT NOT NULL DEFAULT '',
        keywords TEXT NOT NULL DEFAULT '[]',
        updated_at TEXT NOT NULL,
        company_id TEXT REFERENCES companies (id),
        limited INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
)

_RUNS: Migration = (
    # each opening of the file, and the last change before it: after a backup was put back, a change made since has the
    # number of one that is lost, but not its run
    "CREATE TABLE runs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, began INTEGER NOT NULL) STRICT",
)

MIGRATIONS: tuple[Migration, ...] = (_PEOPLE + _SIGN_IN + _TICKETS + _FILES + _REST, _RUNS)
"""The database of version N has run the first N; version 1 makes everything."""

"""Small facts: the policy, what the portal said of itself and of the person, and values of other rooms."""

from __future__ import annotations

from trayapp.core.errors import LocalFault
from trayapp.core.model import Probe
from trayapp.core.operation import Problem
from trayapp.core.policy import Policy
from trayapp.store import note_rows
from trayapp.store.buckets import refresh_tags, sort_anew
from trayapp.store.codec import decode, encode
from trayapp.store.db import Database
from trayapp.store.ticket_writes import clear

_OWN = "own."
"""Before the names other rooms choose, so that they never meet the store's."""


class SqlNotes:
    """The port `Notes` over SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def policy(self) -> Policy | None:
        """The last good policy; `None` also for one this version cannot read: the portal will send it again."""
        with self._db.reading() as connection:
            return _policy(note_rows.read(connection, note_rows.POLICY))

    def put_policy(self, policy: Policy) -> bool:
        """Keep it and sort every ticket anew by its statuses; tells whether it differs from the one before."""
        with self._db.writing() as connection:
            changed = note_rows.write(connection, note_rows.POLICY, encode(policy))
            if changed:
                sort_anew(connection, policy)
        refresh_tags(self._db)
        return changed

    def refused_policy(self) -> Problem | None:
        """Why the portal's latest policy could not be taken; `None`: it was."""
        with self._db.reading() as connection:
            text = note_rows.read(connection, note_rows.REFUSED_POLICY)
        return None if text is None else decode(text, Problem)

    def put_refused_policy(self, problem: Problem | None) -> bool:
        """Keep that; tells whether it differs from before."""
        with self._db.writing() as connection:
            if problem is None:
                return note_rows.delete(connection, note_rows.REFUSED_POLICY)
            return note_rows.write(connection, note_rows.REFUSED_POLICY, encode(problem))

    def probe(self) -> Probe | None:
        """What the portal last said of itself."""
        with self._db.reading() as connection:
            return _probe(note_rows.read(connection, note_rows.PROBE))

    def put_probe(self, probe: Probe) -> bool:
        """Keep it; tells whether account or capabilities differ from before.

        Tickets pulled for another person, or from another portal, are forgotten in the same transaction.
        """
        with self._db.writing() as connection:
            before = _probe(note_rows.read(connection, note_rows.PROBE))
            note_rows.write(connection, note_rows.PROBE, encode(probe))
            owner = note_rows.read(connection, note_rows.ACCOUNT)
            if note_rows.write(connection, note_rows.ACCOUNT, _owner(probe)) and owner is not None:
                clear(connection)
        return before is None or (before.me, before.capabilities) != (probe.me, probe.capabilities)

    def get(self, name: str) -> str | None:
        """A small value that another room keeps here."""
        with self._db.reading() as connection:
            return note_rows.read(connection, _OWN + name)

    def put(self, name: str, value: str) -> bool:
        """Keep a small value; tells whether it differs from the one before."""
        with self._db.writing() as connection:
            return note_rows.write(connection, _OWN + name, value)


def _owner(probe: Probe) -> str:
    return encode([probe.name, probe.me.id, probe.me.email])


def _policy(text: str | None) -> Policy | None:
    try:
        return None if text is None else decode(text, Policy)
    except LocalFault:
        return None


def _probe(text: str | None) -> Probe | None:
    try:
        return None if text is None else decode(text, Probe)
    except LocalFault:
        return None

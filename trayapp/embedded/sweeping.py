"""Forgets, at every start, what is too old to be good for anything: links, codes, cookies, expired tokens."""

from __future__ import annotations

from trayapp.embedded import known_places, rate_limit
from trayapp.embedded.links import Purpose
from trayapp.embedded.portal import Portal
from trayapp.embedded.times import to_text


def sweep(portal: Portal) -> None:
    """Delete what has expired. Personal tokens stay, so that their owner is told that they have expired."""
    with portal.work() as work:
        now = to_text(work.now)
        # activation links stay: they say who was invited as an owner
        work.tx.execute("DELETE FROM links WHERE expires_at < ? AND purpose <> ?", (now, Purpose.ACTIVATE))
        for table in ("codes", "devices", "browsers"):
            work.tx.execute(f"DELETE FROM {table} WHERE expires_at < ?", (now,))  # noqa: S608 - constants
        work.tx.execute("DELETE FROM tokens WHERE kind <> 'personal' AND expires_at < ?", (now,))
        rate_limit.sweep(work.tx, work.now)
        known_places.sweep(work.tx, work.now)

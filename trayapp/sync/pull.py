"""Brings changes in: who we are, the policy, tickets, announcements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trayapp.core.errors import CursorGone, ServerFault
from trayapp.core.events import Announced, Emit, PolicyChanged, TicketsChanged
from trayapp.core.model import Changes, TicketChange
from trayapp.core.ports import Clock, Portal, Unchanged
from trayapp.sync.news import events, notices
from trayapp.sync.rules import renew
from trayapp.sync.store import SyncStore

REFRESH = timedelta(minutes=10)
"""How long account, capabilities and policy are taken as they were."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought."""

    tickets: int = 0
    pages: int = 0


class Pull:
    """The incoming half. Used by one thread, which holds the sync lock."""

    def __init__(self, store: SyncStore, clock: Clock, emit: Emit, stopped: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._emit = emit
        self._stopped = stopped
        self.me: str | None = None
        """Whose token this is, as the portal said: what is noted may be another's, from another program of ours."""
        self.registered = False
        """The portal said in the last `refresh` that really asked that this person is registered (REG-3)."""
        self._refreshed_at: datetime | None = None
        self._announced: frozenset[str] | None = None

    def stale(self) -> None:
        """Ask again who we are and what the rules are, at the next `refresh`."""
        self._refreshed_at = None

    def refresh(self, portal: Portal) -> bool:
        """Ask who we are and for the policy, unless that was done a short while ago; tells whether it was asked."""
        now = self._clock()
        if self._refreshed_at and timedelta() <= now - self._refreshed_at < REFRESH and self._is_noted():
            return False
        self._meet(portal)
        renew(portal, self._store.notes, self._emit)
        self._refreshed_at = now
        return True

    def _is_noted(self) -> bool:
        """What lies in the store is what this person may see; another process may have signed in as somebody else."""
        noted = self._store.notes.probe()
        return noted is not None and noted.me.id == self.me

    def _meet(self, portal: Portal) -> None:
        before, probe = self._store.notes.probe(), portal.probe()
        self.me, self.registered = probe.me.id, probe.me.registered
        if before and before.me.id != probe.me.id:
            # another person signed in: what the one before could see is none of their business
            self._store.tickets.clear()
            self._emit(TicketsChanged())
        if self._store.notes.put_probe(probe):
            self._emit(PolicyChanged())

    def pull(self, portal: Portal) -> Pulled:
        """Every page of what changed. Silent the first time: a new computer does not ring for old answers."""
        tickets = self._store.tickets
        silent = tickets.synced_at() is None
        if self._announced is None:
            self._announced = self._current()
        found, over = Pulled(), tickets.cursor() is None
        while not self._stopped():
            cursor = tickets.cursor()
            try:
                page = portal.changes(cursor)
            except CursorGone:
                tickets.start_over()
                over = True
                continue
            if isinstance(page, Unchanged):
                break
            if page.more and page.cursor == cursor:
                raise ServerFault("the portal promises more, for ever")
            self._apply(self._complete(portal, page), silent=silent, over=over)
            found = Pulled(found.tickets + len(page.tickets), found.pages + 1)
            if not page.more:
                break
        else:
            return found
        tickets.mark_synced(self._clock())
        if over:  # what the portal did not tell of is gone, and no page names it
            self._emit(TicketsChanged())
        self._tell_announcements(silent=silent)
        return found

    def _apply(self, page: Changes, *, silent: bool, over: bool) -> None:
        news = self._store.tickets.apply(page, self._store.notes.policy(), self._clock())
        ids = tuple(change.ticket.ref.id for change in page.tickets) + page.removed
        if ids or page.notices or page.articles is not None:
            self._emit(TicketsChanged(ids))
        for event in () if silent else events(news):
            self._emit(event)
        for noticed in () if silent or over else notices(page.notices):
            self._emit(noticed)

    def _complete(self, portal: Portal, page: Changes) -> Changes:
        """The page with its conversations, asked for where the portal's feed does not hold them."""
        return replace(page, tickets=tuple(self._with_messages(portal, change) for change in page.tickets))

    def _with_messages(self, portal: Portal, change: TicketChange) -> TicketChange:
        if change.messages is not None:
            return change
        known = self._store.tickets.thread(change.ticket.ref.id)
        after = known[-1].id if known else None
        return replace(change, messages=tuple(portal.thread(change.ticket.ref, after)))

    def _tell_announcements(self, *, silent: bool) -> None:
        """Those that are current now and were not before, be it that their time has come (APP-7, INFO-1)."""
        before, current = self._announced or frozenset(), self._store.tickets.announcements(self._clock())
        self._announced = frozenset(item.id for item in current)
        if self._announced != before:
            self._emit(TicketsChanged())
        for item in () if silent else current:
            if item.id not in before:
                self._emit(Announced(item))

    def _current(self) -> frozenset[str]:
        return frozenset(item.id for item in self._store.tickets.announcements(self._clock()))

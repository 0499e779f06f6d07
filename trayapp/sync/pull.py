"""Brings changes in: who we are, the policy, tickets, announcements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trayapp.core.errors import CursorGone, ServerFault
from trayapp.core.events import Announced, Emit, PolicyChanged, TicketsChanged
from trayapp.core.model import Changes, Probe, TicketChange
from trayapp.core.ports import Clock, Overtaken, Portal, Unchanged
from trayapp.core.retry import Jitter, around
from trayapp.sync.endless import MOST_RINGS, Walk
from trayapp.sync.news import events, notices
from trayapp.sync.recall import Recall
from trayapp.sync.rules import renew
from trayapp.sync.store import SyncStore

REFRESH = timedelta(minutes=10)
"""How long account, capabilities and policy are taken as they were, where the portal does not tell of a change."""
MOST_LETTERS = 16 * 1024 * 1024
"""Letters in the conversations of one page together: they are in memory at once."""
_NEVER = -1
"""No epoch of any store."""
REFRESH_TOLD = timedelta(hours=6)
"""How long where it does, on average: only to be sure, and to set the clock. Who logged on together asks apart."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought."""

    tickets: int = 0
    pages: int = 0
    more: bool = False
    """The portal has more to tell; what is to be sent has its turn first."""
    over: bool = False
    """The portal has told all it had."""
    anew: bool = False
    """And that from the beginning."""


class Pull:
    """The incoming half. Used by one thread, which holds the sync lock."""

    def __init__(
        self, store: SyncStore, clock: Clock, jitter: Jitter, emit: Emit, stopped: Callable[[], bool]
    ) -> None:
        self._store = store
        self._clock = clock
        self._jitter = jitter
        self._emit = emit
        self._stopped = stopped
        self._recall = Recall(store, clock, emit)
        self.me: str | None = None
        """Whose token this is, as the portal said: what is noted may be another's, from another program of ours."""
        self.registered = False
        """The portal said in the last `refresh` that really asked that this person is registered (REG-3)."""
        self.asked = False
        """A `refresh` really asked; whoever takes notice of it takes it back."""
        self._refreshed_at: datetime | None = None
        self._lasts = REFRESH
        self.epoch = _NEVER
        """When it was last certain that what is in the store is of this account: what comes in is for that alone."""
        self._walking: Walk | None = None
        """A walk through the changes that goes on at the next turn."""
        self._announced: frozenset[str] | None = None

    def stale(self) -> None:
        """Ask again who we are and what the rules are, at the next `refresh`."""
        self._refreshed_at = None

    def trouble(self) -> None:
        """The portal is gone for a while. What is asked only to be sure is none of the first questions after that."""
        if self._refreshed_at and self._is_told():
            since = self._clock() - self._refreshed_at
            self._lasts = max(self._lasts, since + REFRESH_TOLD / 2 * self._jitter())

    def refresh(self, portal: Portal) -> bool:
        """Ask who we are and for the policy, unless that was done a short while ago; tells whether it was asked."""
        now = self._clock()
        self._hold()
        if self._refreshed_at and timedelta() <= now - self._refreshed_at < self._lasts and self._is_noted():
            return False
        probe = portal.probe()
        if self._stopped():  # asked of a portal that may not be the one of now
            return False
        self._meet(probe)
        self._hold()
        renew(portal, self._store.notes, self._emit, self._stopped)
        self._refreshed_at = now
        self._lasts = REFRESH_TOLD * around(1.0, self._jitter()) if self._is_told() else REFRESH
        self.asked = True
        return True

    def _is_told(self) -> bool:
        """The portal says by a mark when account or policy have changed."""
        noted = self._store.notes.probe()
        return noted is not None and noted.about is not None

    def _is_noted(self) -> bool:
        """What lies in the store is what this person may see; another process may have signed in as somebody else."""
        noted = self._store.notes.probe()
        return noted is not None and noted.me.id == self.me

    def _hold(self) -> None:
        """From here on what was pulled counts as long as nobody else's does; the epoch first, then whose it is."""
        epoch = self._store.tickets.epoch()
        self.epoch = epoch if self._is_noted() else _NEVER

    def _meet(self, probe: Probe) -> None:
        before = self._store.notes.probe()
        self.me, self.registered = probe.me.id, probe.me.registered
        if before and before.me.id != probe.me.id:
            # another person signed in: what the one before could see is none of their business
            self._store.tickets.clear()
            self._emit(TicketsChanged())
        if self._store.notes.put_probe(probe):
            self._emit(PolicyChanged())

    def pull(self, portal: Portal) -> Pulled:
        """Every page of what changed. Silent the first time: a new computer does not ring for old answers.

        What comes when another account is signed in by now, or nobody, is dropped.
        """
        try:
            return self._pull(portal)
        except Overtaken:
            self._walking = None
            return Pulled()

    def _pull(self, portal: Portal) -> Pulled:
        silent = self._store.tickets.synced_at() is None
        if self._announced is None:
            self._announced = self._current()
        found = self._walk(portal, silent=silent)
        if found.over and self.me and self._recall.check(portal, self.me, anew=found.anew):
            found = self._walk(portal, silent=silent)
            self._recall.check(portal, self.me, anew=True)
        if found.over:
            self._tell_announcements(silent=silent)
        return found

    def _walk(self, portal: Portal, *, silent: bool) -> Pulled:
        """A turn of a walk through the changes, or all that is left of it."""
        tickets = self._store.tickets
        walk = self._walking or Walk(anew=tickets.from_the_beginning())
        found, self._walking = Pulled(), None
        while not self._stopped():
            cursor = tickets.cursor()
            try:
                page = portal.changes(cursor)
            except CursorGone:
                walk.begins_anew()
                # the rules by which tickets are sorted may be others, too
                self.stale()
                self.refresh(portal)
                tickets.start_over()
                continue
            if isinstance(page, Unchanged):
                break
            walk.came(page, cursor)
            self._compare(page)
            self._apply(self._complete(portal, page), walk, silent=silent)
            found = Pulled(found.tickets + len(page.tickets), found.pages + 1)
            if not page.more:
                break
            if walk.turn_over:
                self._walking = walk
                return replace(found, more=True)
        else:
            return found
        tickets.mark_synced(self._clock(), self.epoch)
        if walk.anew:  # what the portal did not tell of is gone, and no page names it
            self._emit(TicketsChanged())
        return replace(found, over=True, anew=walk.anew)

    def _compare(self, page: Changes) -> None:
        """Ask again who we are when the portal says that something about it is not as noted, or can tell more now."""
        noted = self._store.notes.probe()
        if noted is None:
            return
        other = page.about is not None and page.about != noted.about
        if other or (page.tickets and noted.capabilities.unsure):
            self.stale()

    def _apply(self, page: Changes, walk: Walk, *, silent: bool) -> None:
        news = self._store.tickets.apply(page, self._store.notes.policy(), self._clock(), self.epoch)
        ids = tuple(change.ticket.ref.id for change in page.tickets) + page.removed
        if ids or page.notices or page.articles is not None:
            self._emit(TicketsChanged(ids))
        told = () if silent else (*events(news), *(() if walk.anew else notices(page.notices)))
        for event in told:
            if walk.rings():
                self._emit(event)

    def _complete(self, portal: Portal, page: Changes) -> Changes:
        """The page with its conversations, asked for where the portal's feed does not hold them."""
        letters, tickets = 0, []
        for change in page.tickets:
            tickets.append(self._with_messages(portal, change))
            letters += sum(len(message.text) for message in tickets[-1].messages or ())
            if letters > MOST_LETTERS:
                raise ServerFault("the conversations of one page are longer than is borne")
        return replace(page, tickets=tuple(tickets))

    def _with_messages(self, portal: Portal, change: TicketChange) -> TicketChange:
        if change.messages is not None:
            return change
        tickets = self._store.tickets
        # from the beginning, all of it: what the portal does not have any more goes
        known = [] if tickets.from_the_beginning() else tickets.thread(change.ticket.ref.id)
        after = known[-1].id if known else None
        return replace(change, messages=tuple(portal.thread(change.ticket.ref, after)))

    def _tell_announcements(self, *, silent: bool) -> None:
        """Those that are current now and were not before, be it that their time has come (APP-7, INFO-1)."""
        before, current = self._announced or frozenset(), self._store.tickets.announcements(self._clock())
        self._announced = frozenset(item.id for item in current)
        if self._announced != before:
            self._emit(TicketsChanged())
        fresh = [] if silent else [item for item in current if item.id not in before]
        for item in fresh[:MOST_RINGS]:
            self._emit(Announced(item))

    def _current(self) -> frozenset[str]:
        return frozenset(item.id for item in self._store.tickets.announcements(self._clock()))

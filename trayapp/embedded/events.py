"""Tells those who listen that something they may see has changed. Nobody asks the database while nothing happens."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from trayapp.core.policy import Permission
from trayapp.embedded import crowd
from trayapp.embedded.accounts import Person
from trayapp.embedded.room import MOST


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees what changed. Support staff sees everything."""

    everybody: bool = False
    companies: frozenset[str] = frozenset()
    """Those of these companies who may see all its tickets (ROLE-4)."""
    accounts: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """As in `_names`."""
        accounts = (f"account {account}" for account in self.accounts)
        return frozenset({_STAFF, *accounts, *(f"company {company}" for company in self.companies)})

    def holds(self, person: Person) -> bool:
        """Whether that person sees it."""
        return self.everybody or not self.names.isdisjoint(_names(person))


_STAFF = "staff"


def _names(person: Person) -> list[str]:
    """By what a person is found."""
    names = [f"account {person.id}"]
    if person.staff:
        names.append(_STAFF)
    if person.may(Permission.COMPANY):
        names.append(f"company {person.company_id}")
    return names


EVERYBODY = Audience(everybody=True)


def together(audiences: Iterable[Audience]) -> Audience:
    """Everybody who is in one of them: who listens is woken once, however much has changed."""
    every = list(audiences)
    return Audience(
        any(each.everybody for each in every),
        frozenset().union(*(each.companies for each in every)),
        frozenset().union(*(each.accounts for each in every)),
    )


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream of events. Waits in the loop it was made in; woken from any thread."""

    person: Person
    loop: asyncio.AbstractEventLoop
    closed: bool = False
    within: float = 0.0
    """Seconds over which those who were woken with this one are to look."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> bool:
        """Whether something changed (or the portal stops) before the time was over."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def wake(self) -> None:
        """Something changed. A loop that has ended has nobody left to tell."""
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._news.set)


class Hub:
    """Everybody who listens, found by what they may see: a change costs as much as it has listeners."""

    def __init__(self) -> None:
        self.most = MOST
        """So many may listen."""
        # re-entrant: a signal that stops the portal may arrive while the same thread holds it
        self._lock = threading.RLock()
        self._listeners: set[Listener] = set()
        self._by_name: dict[str, set[Listener]] = defaultdict(set)
        self._closed = False

    def join(self, person: Person) -> Listener:
        """Listen, in the running event loop, until `leave`."""
        listener = Listener(person, asyncio.get_running_loop())
        with self._lock:
            listener.closed = self._closed
            self._listeners.add(listener)
            for name in _names(person):
                self._by_name[name].add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Listen no longer."""
        with self._lock:
            self._listeners.discard(listener)
            for name in _names(listener.person):
                self._by_name[name].discard(listener)
                if not self._by_name[name]:
                    del self._by_name[name]

    def tell(self, audience: Audience) -> None:
        """Wake those whom the change concerns."""
        with self._lock:
            concerned = self._concerned(audience)
        within = crowd.looking(len(concerned))
        for listener in concerned:
            listener.within = within
            listener.wake()

    @property
    def full(self) -> bool:
        """Nobody else may listen."""
        return len(self._listeners) >= self.most

    @property
    def closed(self) -> bool:
        """The portal stops."""
        return self._closed

    def close(self) -> None:
        """The portal stops: end every stream."""
        with self._lock:
            self._closed = True
            listeners = list(self._listeners)
        for listener in listeners:
            listener.closed = True
            listener.wake()

    def __len__(self) -> int:
        return len(self._listeners)

    def _concerned(self, audience: Audience) -> set[Listener]:
        if audience.everybody:
            return set(self._listeners)
        return set().union(*(self._by_name.get(name, set()) for name in audience.names))

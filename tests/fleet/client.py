"""One simulated client: the real engine, rounds and line over stores in memory, with simulated sleep and stream.

What `Shift._sleep` and `Listener._rest` do with threads is done here with happenings; what decides is the real code.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.memory_store import MemoryLock, MemoryNotes, MemoryOutbox, MemoryTickets
from tests.fleet.gate import Gate
from tests.fleet.portal import view
from tests.fleet.world import World
from trayapp.core.errors import TrayAppError
from trayapp.core.events import Event, Link
from trayapp.core.ids import new_op_id
from trayapp.core.model import Draft
from trayapp.core.operation import OpKind
from trayapp.core.ports import Heard
from trayapp.core.retry import Jitter
from trayapp.embedded import crowd
from trayapp.sync.engine import Engine
from trayapp.sync.line import Line
from trayapp.sync.link import LinkWatch
from trayapp.sync.rounds import Nap, Rounds, Tempo
from trayapp.sync.store import SyncStore


class Hub:
    """Whose streams stand."""

    def __init__(self, weight: float = 1.0) -> None:
        """`weight`: for so many each of them stands; a small fleet then behaves as a large one."""
        self._weight = weight
        self.standing: set[Client] = set()

    @property
    def crowd(self) -> float:
        """What the portal tells everybody who listens."""
        return crowd.coming_back(round(len(self.standing) * self._weight))

    def tell_all(self) -> None:
        """Something concerns everybody."""
        within = crowd.looking(round(len(self.standing) * self._weight))
        for client in sorted(self.standing, key=_number):
            client.hear(Heard(within=within))

    def cut(self, error: Callable[[], TrayAppError]) -> None:
        """The portal is gone, and every stream with it."""
        told = Heard(changed=False, crowd=self.crowd)  # with the last heartbeat
        broken, self.standing = sorted(self.standing, key=_number), set()
        for client in broken:
            client.line.heard(told)
            client.broken(error())


def _number(client: Client) -> int:
    """The same order in every run."""
    return client.number


class Client:
    """An employee's computer."""

    def __init__(self, world: World, gate: Gate, hub: Hub, number: int, poll: float, *, events: bool) -> None:
        self._world, self._gate, self._hub = world, gate, hub
        self.number = number
        self.portal = view(gate, number, events=events)
        self.outbox = MemoryOutbox()
        self._store = SyncStore(self.outbox, MemoryTickets(), MemoryNotes(), MemoryLock())
        jitter: Jitter = world.random.random
        self._link = LinkWatch(world.clock, _unheard)
        self.line = Line(jitter)
        self._rounds = Rounds(Tempo(world.clock, jitter, lambda: poll), self._link, self.line)
        self._rounds.met = self._met
        self._engine = Engine(
            lambda: self.portal, self._store, world.clock, jitter, _unheard, lambda: False, self._link
        )
        self._naps = 0
        self._free_at = 0.0
        self._deaf_until = 0.0
        self._news_at: float | None = None
        self._listens = False
        self._online = True
        self._rests = 0
        self._rested_at = 0.0
        self._unsure = False
        self._stood_since = 0.0

    def log_on(self) -> None:
        """The program starts."""
        self._look()

    def write(self, subject: str) -> str:
        """The employee submits a ticket; the op's id."""
        op_id = new_op_id(self._world.clock())
        self.outbox.add(op_id, op_id, OpKind.CREATE, Draft(subject), self._world.clock(), self.portal.me.id)
        self._world.at(max(self._world.now, self._free_at), self._look)
        return op_id

    def hear(self, heard: Heard) -> None:
        """The stream says something."""
        within = self.line.heard(heard)
        if within is not None:
            self._news(self._world.now + within)

    # -- the worker

    def _look(self) -> None:
        self._naps += 1
        self._news_at = None
        nap = self._rounds.look(self._engine, self._store)
        spent, self._gate.spent = self._gate.spent, 0.0
        self._free_at = self._world.now + spent
        self._sleep(nap, self._free_at)

    def _sleep(self, nap: Nap, since: float) -> None:
        self._deaf_until = since + nap.deaf
        self._wake(since + nap.seconds)
        if self._news_at is not None:
            self._wake(max(self._news_at, self._deaf_until))

    def _news(self, at: float) -> None:
        self._news_at = at if self._news_at is None else min(at, self._news_at)
        self._wake(max(self._news_at, self._deaf_until))

    def _wake(self, at: float) -> None:
        nap = self._naps
        self._world.at(at, lambda: self._look() if nap == self._naps else None)

    # -- the listener

    def _met(self, engine: Engine) -> bool:
        online = self._link.link is Link.ONLINE
        back, self._online = online and not self._online, online
        rested = self._unsure and self._world.now >= self._rested_at
        self._unsure = False
        if not self._listens and online and engine.capabilities.events:
            self._listens = True
            self._world.at(self._world.now, self._connect)
        elif self._listens and (back or (online and rested)) and self not in self._hub.standing:
            self._rests += 1  # whatever it rests for is over
            self._world.at(self._world.now, self._connect)
        return self._listens

    def _connect(self) -> None:
        if self in self._hub.standing:
            return
        try:
            self._gate.enter("events")
        except TrayAppError as error:
            spent, self._gate.spent = self._gate.spent, 0.0
            self._world.at(self._world.now + spent, lambda error=error: self._ended(error, spent))  # type: ignore[misc]
            return
        self._stood_since = self._world.now
        self._hub.standing.add(self)
        self.hear(Heard(self._rounds.cursor != self.portal.newest(), crowd=self._hub.crowd))

    def broken(self, error: TrayAppError) -> None:
        """The stream is."""
        self._ended(error, self._world.now - self._stood_since)

    def _ended(self, error: TrayAppError, lasted: float) -> None:
        announced = self.line.announced
        seconds = self.line.ended(error, lasted)
        if announced and not self.line.announced:
            self._unsure = True
            self._news(self._world.now + self.line.doubt())
        self._rests += 1
        rest, self._rested_at = self._rests, self._world.now + seconds
        self._world.at(self._rested_at, lambda: self._rested(rest))

    def _rested(self, rest: int) -> None:
        if rest == self._rests and self._online and not self._unsure:
            self._connect()  # else `_met` does when the portal is back, or was never gone


def _unheard(_event: Event) -> None:
    """There is no window."""

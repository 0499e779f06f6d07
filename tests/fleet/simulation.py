"""A fleet through a day: steady, gone, back. What was offered to the portal, and when each ticket arrived."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fleet.client import Client, Hub
from tests.fleet.gate import Gate, Outage
from tests.fleet.world import HOUR, World
from trayapp.core.errors import Offline, TrayAppError
from trayapp.core.ports import Heard

FLEET = 10_000
"""Clients that the schedule is made for; a smaller fleet stands for so many."""
BOUND = 2.0
"""Times the steady rate that are never to be offered to a portal that has come back."""
ANSWERS = (600.0, 2400.0)
"""Seconds after a ticket at which support answers it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. Times in seconds."""

    name: str
    outage: Outage = Outage.REFUSED
    clients: int = 10_000
    events: bool = True
    poll: float = 60.0
    tickets: float = 0.05
    """That an employee writes in an hour."""
    capacity: int | None = None
    settle: float = HOUR
    """From the first log-on until what is called steady begins; half of it is the log-ons."""
    steady: float = 2 * HOUR
    gone: float = 2 * HOUR
    after: float = 2 * HOUR
    announcement: bool = False
    """Everybody is told something when an outage would be over."""
    bound: float = BOUND
    """Times the steady rate that it may come to."""
    seed: int = 1

    @property
    def dies(self) -> float:
        """When the portal is gone."""
        return self.settle + self.steady

    @property
    def back(self) -> float:
        """When it is back."""
        return self.dies + self.gone

    @property
    def end(self) -> float:
        """When the run is over."""
        return self.back + self.after


@dataclass
class Run:
    """A plan as it is carried out."""

    plan: Plan
    world: World = field(init=False)
    gate: Gate = field(init=False)
    hub: Hub = field(init=False)
    clients: list[Client] = field(init=False)
    written: dict[str, float] = field(default_factory=dict)
    """When each ticket was written, by its op."""
    arrived: dict[str, float] = field(default_factory=dict)
    doubled: int = 0

    def __post_init__(self) -> None:
        plan = self.plan
        self.world = World(plan.seed)
        self.hub = Hub(FLEET / plan.clients)
        self.gate = Gate(lambda: self.world.now, plan.capacity, until=plan.back)
        self.clients = [
            Client(self.world, self.gate, self.hub, number, plan.poll, events=plan.events)
            for number in range(plan.clients)
        ]

    def carry_out(self) -> Run:
        """The whole of it."""
        plan, world = self.plan, self.world
        for client in self.clients:
            world.at(world.random.uniform(0, plan.settle / 2), client.log_on)
        self._next_ticket()
        if plan.announcement:
            world.at(plan.back, self.hub.tell_all)
        world.at(plan.dies, self._die)
        world.at(plan.back, self._return)
        world.run(plan.end)
        return self

    def _die(self) -> None:
        self.gate.outage = self.plan.outage
        if self.plan.outage is not Outage.NONE:
            self.hub.cut(_gone)

    def _return(self) -> None:
        self.gate.outage = Outage.NONE

    def _next_ticket(self) -> None:
        """Somebody writes, now and again; everybody has logged on by then."""
        rate = self.plan.clients * self.plan.tickets / HOUR
        if rate > 0:
            begin = max(self.world.now, self.plan.settle / 2)
            self.world.at(begin + self.world.random.expovariate(rate), self._write)

    def _write(self) -> None:
        client = self.world.random.choice(self.clients)
        op_id = client.write(f"Ticket {len(self.written)}")
        self.written[op_id] = self.world.now
        self.world.at(self.world.now, lambda: self._watch(client, op_id))
        self._next_ticket()

    def _watch(self, client: Client, op_id: str) -> None:
        """Look every few seconds whether the portal has it; then support answers."""
        made = [ticket for ticket in client.portal.tickets.values() if ticket.op_id == op_id]
        self.doubled += max(len(made) - 1, 0)
        if not made:
            self.world.at(self.world.now + 5.0, lambda: self._watch(client, op_id))
            return
        self.arrived[op_id] = self.world.now
        for after in ANSWERS:
            self.world.at(self.world.now + after, lambda: self._answer(client, made[0].ref.id))

    def _answer(self, client: Client, ticket: str) -> None:
        if self.gate.outage is Outage.NONE:
            client.portal.answer(ticket, "Try water")
            self._told(client)

    def _told(self, client: Client) -> None:
        if client in self.hub.standing:
            client.hear(Heard())


def _gone() -> TrayAppError:
    return Offline("the portal ended the event stream", reason="disconnected")

"""The runs there are, by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.fleet.breaking import broken
from tests.fleet.figures import Figures, figures
from tests.fleet.gate import Outage
from tests.fleet.simulation import FLEET, Plan, Run

PLANS = {
    "refused": Plan("connection refused", Outage.REFUSED),
    "busy": Plan("503, Retry-After: 300", Outage.BUSY),
    "until": Plan("503, Retry-After: one date for all", Outage.UNTIL),
    "limited": Plan("429, Retry-After: 300", Outage.LIMITED),
    "gateway": Plan("502 of a gateway", Outage.GATEWAY),
    "hanging": Plan("no answer", Outage.HANGING),
    "restart": Plan("restarted for 20 seconds", Outage.REFUSED, gone=20.0),
    "weak": Plan("refused, then 200 requests a second", Outage.REFUSED, capacity=200),
    "weaker": Plan("refused, then 30 requests a second", Outage.REFUSED, capacity=30),
    "polling": Plan("no event stream", Outage.REFUSED, events=False, steady=3600.0, after=3600.0),
    # fifty a second are told to look (`crowd.TOLD`), beside the seventeen that look anyway: news are not kept for long
    "announcement": Plan("everybody is told something", Outage.NONE, gone=0.0, announcement=True, bound=4.0),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One of the plans, for so many clients."""

    name: str
    clients: int = FLEET
    seed: int = 1
    without: str | None = None
    """The guard to take away."""


def carry_out(job: Job) -> Figures:
    """Its figures. A portal of bounded strength is as weak as the fleet is small."""
    plan = PLANS[job.name]
    capacity = plan.capacity and max(plan.capacity * job.clients // FLEET, 1)
    with broken(job.without):
        return figures(Run(replace(plan, clients=job.clients, seed=job.seed, capacity=capacity)).carry_out())

"""Runs one trial and says what did not hold after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.both_sides import differing
from tests.faults.fault import Fault, Kind
from tests.faults.house import House
from tests.faults.invariants import Broken, broken
from tests.faults.jobs import FETCH, JOBS, unfulfilled
from tests.faults.trial import Trial

MOST_PASSES = 40
"""Passes in which all must be well after two faults: each costs one or two."""
MOST_REQUESTS = 80
"""Requests in all of them: more would be a storm."""
_PATIENCE_FOR_HEAVY = 3.0
"""Seconds; a portal has to read and to flush what it takes."""
_ASKS_FOR_PEACE = {429, 503}
_STATUSES = {Kind.STATUS, Kind.EARLY, Kind.APPLIED_STATUS}


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial."""

    broken: list[Broken]
    hits: int
    """Faults that happened."""
    passes: int
    """Of the engine, until all was well."""


def attempt(house: House, trial: Trial) -> Tried:
    """Do it. The network heals after every pass, the clock moves on as the worker would let it."""
    if trial.job == FETCH:
        return _fetched(house, trial)
    job = JOBS[trial.job]
    house.fresh(forgetful=trial.mode == "lookup")
    given = job.prepare(house)
    if job.heavy:
        house.renew(patience=_PATIENCE_FOR_HEAVY)
    if trial.job not in {"first_pull", "news"}:
        house.quiet()
    house.arm(trial.planned)
    holds = job.act(house, given)
    rude, passes = [], 0
    idle = False
    while passes < MOST_PASSES and not idle:
        met = len(house.hits)
        told = house.step()
        rude += [each for hit in house.hits[met:] for each in _rude(house, hit.fault, hit.request, told)]
        # what went wrong without being noticed is put right by the next look at the portal
        passes, idle = passes + 1, told["idle"] and met == len(house.hits)
        house.heal()
    requests = house.requests
    house.disarm()
    found = [*rude, *_after(house, requests, idle=idle)]
    found = found or unfulfilled(trial.job, holds)
    hits = len(house.hits)
    if found or job.heavy:
        house.anew()
    return Tried(found, hits, passes)


def _fetched(house: House, trial: Trial) -> Tried:
    """A file arrives whole or not at all, and arrives once the network is well."""
    house.fresh(forgetful=False)
    file, wanted = house.file()
    house.arm(trial.planned)
    found, passes, got = [], 0, ""
    while not got and passes < MOST_PASSES:
        told = house.fetch(house.ticket, file)
        got, passes = told.get("bytes", ""), passes + 1
        house.heal()
    house.disarm()
    if got != wanted.hex():
        found.append(Broken("bytes", "", f"{len(got) // 2} bytes were believed to be {len(wanted)} others"))
    return Tried(found, len(house.hits), passes)


def _after(house: House, requests: int, *, idle: bool) -> Iterator[Broken]:
    if not idle:
        yield Broken("stuck", "", f"{MOST_PASSES} passes were not enough")
    if requests > MOST_REQUESTS:
        yield Broken("storm", "", f"{requests} requests")
    yield from broken(house.home, house.data, house.promises, settled=True)
    yield from differing(house.home, house.data)


def _rude(house: House, fault: Fault, request: int, told: dict[str, Any]) -> Iterator[Broken]:
    """A portal that says how long it wants to be left alone is left alone so long."""
    asked = fault.retry_after
    if asked is None or fault.kind not in _STATUSES or fault.status not in _ASKS_FOR_PEACE:
        return
    if house.requests > request:
        yield Broken("storm", "", f"{house.requests - request} requests after Retry-After: {asked}")
    if (told["retry_after"] or 0) < asked:
        yield Broken(
            "storm", "", f"the portal asked for {asked} s, and {told['retry_after']} s are left to it"
        )

"""The network part of the rig: every operation, every request of it, every fault; and two faults in a row."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.faults import catalogue
from tests.faults.fault import Kind, Place
from tests.faults.house import House
from tests.faults.invariants import Broken
from tests.faults.jobs import FETCH, JOBS
from tests.faults.proxy import Exchange
from tests.faults.runs import Options
from tests.faults.tally import Tally
from tests.faults.trial import Planned, Trial
from tests.faults.trying import attempt

ENOUGH = 10_000
"""Trials of a long run at least: where all that can be listed are fewer, more are cut at any byte."""
_CHUNK = 120
_WAYS = {
    "native": [*JOBS, FETCH],
    "lookup": [name for name, job in JOBS.items() if not (job.pull or job.heavy)],
}
"""Of each kind of portal, what is done there."""
_FEW = {"native": ("create_1", "news", FETCH), "lookup": ("update_0",)}
"""The same for a short run: what costs time is to do everything once without a fault."""
_TAKEN = frozenset({Kind.CUT_ANSWER, Kind.CLOSE_ANSWER, Kind.HANG, Kind.APPLIED_STATUS, Kind.KILL_AFTER})
"""The portal has done it and the app does not know: what only the look-up keeps from being done twice."""
_PAIRED = ("create_0", "create_1", "update_0", "update_1", "chain", "close", "profile")
_AFTER = 7
"""Two faults in a row are at most so many requests apart."""
Courses = Mapping[tuple[str, str], Sequence[Exchange]]
"""How each job goes without a fault, by mode and name."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one trial, as it travels between processes."""

    trial: str
    hits: int
    passes: int
    broken: list[Broken]


def run(options: Options) -> Tally:
    """All of it, or the slice that `options` asks for."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        if options.repeat:
            return counted(play(Path(folder), [options.repeat], options.without))
        if not options.long and options.count is None:
            with closing(House(Path(folder), options.without)) as house:
                return short(house, options)
        with closing(House(Path(folder) / "courses")) as house:
            trials = chosen(options, courses(house))
        return _spread(Path(folder), trials, options)


def short(house: House, options: Options) -> Tally:
    """Each kind of fault, all in one house: what costs time is to build it."""
    trials = chosen(options, courses(house, _FEW))
    return counted(tried(house, str(each)) for each in trials)


def courses(house: House, ways: Mapping[str, Sequence[str]] = _WAYS) -> Courses:
    """Do all this once without a fault. Raises `AssertionError` when even that breaks something."""
    went: dict[tuple[str, str], Sequence[Exchange]] = {}
    for mode, names in ways.items():
        for name in names:
            found = attempt(house, Trial(mode, name, ())).broken
            assert not found, f"{name} without any fault: {found}"
            went[mode, name] = tuple(house.proxy.log)
    return went


def chosen(options: Options, went: Courses) -> list[Trial]:
    """Those to be tried, the ones on one kind of portal together."""
    chance = random.Random(options.seed)
    single = [each for place in went for each in _single(place, went[place])]
    if options.long and options.count is None:
        found = [*single, *_pairs(went)]
        missing = ENOUGH - len(found)
        found += [_cut_anywhere(went, chance) for _ in range(missing)]
    elif options.count is not None:
        every = [*single, *_pairs(went)]
        found = chance.sample(every, min(options.count, len(every)))
    else:
        found = _slice(single, chance)
    return sorted(found, key=lambda trial: trial.mode, reverse=True)


def _single(place: tuple[str, str], course: Sequence[Exchange]) -> Iterator[Trial]:
    mode, job = place
    heavy = job in JOBS and JOBS[job].heavy
    for number, exchange in enumerate(course):
        if heavy and exchange.method != "PUT":
            continue
        for fault in catalogue.faults(exchange, forgetful=mode == "lookup"):
            yield Trial(mode, job, (Planned(number, fault),))


def _pairs(went: Courses) -> Iterator[Trial]:
    """A write that goes wrong, and then another request that does."""
    for (mode, job), course in went.items():
        writes = [number for number, each in enumerate(course) if each.method in {"POST", "PUT"}]
        for number in writes if job in _PAIRED else ():
            for first in catalogue.main_faults(course[number]):
                for later in range(_AFTER):
                    second = catalogue.MAIN[
                        (later + number + catalogue.MAIN.index(first)) % len(catalogue.MAIN)
                    ]
                    yield Trial(mode, job, (Planned(number, first), Planned(later, second)))


def _cut_anywhere(went: Courses, chance: random.Random) -> Trial:
    place = chance.choice(sorted(went))
    number = chance.randrange(len(went[place]))
    return Trial(*place, (Planned(number, catalogue.anywhere(went[place][number], chance)),))


def _slice(single: Sequence[Trial], chance: random.Random) -> list[Trial]:
    """Each kind of fault at least once, and one that would double."""
    by_kind: dict[str, list[Trial]] = {}
    for trial in single:
        by_kind.setdefault(trial.kind, []).append(trial)
    doubling = [each for each in single if each.mode == "lookup" and _doubles(each)]
    return [*map(chance.choice, by_kind.values()), chance.choice(doubling)]


def _doubles(trial: Trial) -> bool:
    """Its first request, a write, is done and not known to be."""
    (only,) = trial.planned
    parts_missing = only.fault.place is not Place.ALL
    return only.skip == 0 and only.fault.kind in _TAKEN and parts_missing


def _spread(folder: Path, trials: Sequence[Trial], options: Options) -> Tally:
    """On every core."""
    chunks = [list(map(str, trials[at : at + _CHUNK])) for at in range(0, len(trials), _CHUNK)]
    tally = Tally()
    workers = options.workers or os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        went = [
            pool.submit(partial(play, folder / str(number), chunk, options.without))
            for number, chunk in enumerate(chunks)
        ]
        for number, each in enumerate(as_completed(went)):
            part = counted(each.result())
            tally.add(part)
            told = [f"network: {number + 1} of {len(chunks)} parts, {len(tally.broken)} broken"]
            told += [f"    {what.what} {what.detail[:300]} by {repeat}" for _, what, repeat in part.broken]
            print("\n".join(told), file=sys.stderr, flush=True)
    return tally


def play(folder: Path, trials: Sequence[str], guards: Sequence[str]) -> list[Came]:
    """These trials one after another. A house that broke is built anew."""
    came: list[Came] = []
    left, houses = list(trials), 0
    while left:
        houses += 1
        with closing(House(folder / str(houses), guards)) as house:
            while left:
                came.append(tried(house, left.pop(0)))
                if any(each.what == "bug" for each in came[-1].broken):
                    break
    return came


def tried(house: House, trial: str) -> Came:
    """One of them. Whatever breaks the rig itself counts as broken, too."""
    try:
        came = attempt(house, Trial.named(trial))
    except Exception:  # noqa: BLE001 - what breaks the rig is told with how to repeat it
        return Came(trial, 1, 1, [Broken("bug", "", traceback.format_exc()[-1500:])])
    return Came(trial, came.hits, came.passes, came.broken)


def counted(came: Iterator[Came] | Sequence[Came]) -> Tally:
    """As a table. A fault that met no request does not count."""
    tally = Tally()
    for each in came:
        kind = Trial.named(each.trial).kind
        if each.hits or each.broken:
            tally.count(kind, each.broken, each.trial, met=each.passes > 1)
    return tally

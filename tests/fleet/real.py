"""Real clients on loopback lose a real portal and get it back."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from tests.fakes.portal_process import PortalProcess
from tests.faults.employee import Account
from tests.faults.invariants import Broken, broken
from tests.faults.promise import Promise
from tests.fleet.house import live
from tests.waiting import wait_for
from trayapp.embedded import accounts, policy_file
from trayapp.embedded.portal import open_portal

PROCESSES = 4
STEADY, GONE = 40.0, 20.0
"""Seconds."""
PATIENCE = 300.0
_CONTEXT = multiprocessing.get_context("spawn")


class Wire(Protocol):
    """One end of a pipe; each system has a class of its own for it."""

    def send(self, obj: object, /) -> None:
        """Say something."""

    def recv(self) -> Any:
        """Wait for what the other end says."""


House = tuple[BaseProcess, Wire]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it. Rates in requests per second."""

    clients: int
    steady: float
    highest: int
    """In any second after the return."""
    highest_ten: float
    """In any ten seconds after the return."""
    seconds: float
    """From the return until nothing waited any more."""
    streams: int
    """Bytes of memory that the portal needed for each open stream."""
    broken: tuple[Broken, ...]

    @property
    def kept(self) -> bool:
        """Everything arrived exactly once."""
        return not self.broken

    def __str__(self) -> str:
        return (
            f"{self.clients} real clients: {self.steady:.1f} requests/s steady; after the return at most {self.highest}"
            f" in a second, {self.highest_ten:.1f}/s over ten; all tickets there after {self.seconds:.0f} s; "
            f"{self.streams / 1024:.0f} KB of the portal's memory for each stream; "
            f"{len(self.broken)} invariants broken {[str(each) for each in self.broken[:3]]}"
        )


def lose_the_portal(clients: int) -> Told:
    """Everybody settles, the portal is killed, everybody writes a ticket, and it is started again."""
    with tempfile.TemporaryDirectory() as folder:
        return _carried_out(Path(folder), clients)


def _carried_out(folder: Path, clients: int) -> Told:
    data = folder / "portal"
    tokens = _people(data, clients)
    portal = PortalProcess(data, "--profile", "msp", seed=None).start()
    try:
        empty = _resident(portal)
        houses = _houses(folder, portal.url, tokens)
        time.sleep(STEADY / 2)
        moments = _outage(portal, houses)
        noted, promised = _end(houses)
    finally:
        if portal.running:
            portal.stop()
    found = [
        wrong
        for number in range(clients)
        for wrong in broken(folder / f"home{number}", data, promised[number], settled=True)
    ]
    return _told(clients, moments, [at for at, _ in noted], (moments.full - empty) // clients, found)


@dataclass(frozen=True, slots=True)
class _Moments:
    """When what happened. Seconds since 1970."""

    settled: float
    gone: float
    back: float
    arrived: float
    full: int
    """Bytes of the portal's memory with every stream open."""


def _outage(portal: PortalProcess, houses: list[House]) -> _Moments:
    settled = time.time()
    time.sleep(STEADY)
    gone, full = time.time(), _resident(portal)
    portal.kill()
    time.sleep(GONE / 2)
    _ask(houses, "write")
    time.sleep(GONE / 2)
    back = time.time()
    portal.start()
    wait_for(lambda: sum(_ask(houses, "waiting")) == 0, "every ticket", PATIENCE)
    return _Moments(settled, gone, back, time.time(), full)


def _told(clients: int, moments: _Moments, times: list[float], streams: int, found: list[Broken]) -> Told:
    """`times`: of every request."""
    after = Counter(int(at - moments.back) for at in times if at >= moments.back)
    ten = [sum(after[second + more] for more in range(10)) / 10 for second in list(after)]
    return Told(
        clients=clients,
        steady=sum(moments.settled <= at < moments.gone for at in times) / (moments.gone - moments.settled),
        highest=max(after.values(), default=0),
        highest_ten=max(ten, default=0.0),
        seconds=moments.arrived - moments.back,
        streams=streams,
        broken=tuple(found),
    )


def _people(data: Path, count: int) -> list[str]:
    """So many accounts; their tokens."""
    with closing(open_portal(policy_file.load("msp"), data)) as portal, portal.work() as work:
        company = accounts.add_company(work.tx, "Acme")
        level = portal.policy.levels[0].code
        people = [
            accounts.add(
                work.tx,
                accounts.NewPerson(f"p{each}@acme.example", f"P{each}", company, level),
                portal.profile,
            )
            for each in range(count)
        ]
        now = datetime.now(UTC)
        return [accounts.issue_token(work.tx, person.id, now) for person in people]


def _houses(folder: Path, url: str, tokens: list[str]) -> list[House]:
    houses: list[House] = []
    for first in range(PROCESSES):
        mine = range(first, len(tokens), PROCESSES)
        here, there = _CONTEXT.Pipe()
        homes = [folder / f"home{number}" for number in mine]
        arguments = (there, homes, [Account(url, tokens[number]) for number in mine])
        process = _CONTEXT.Process(target=live, args=arguments, daemon=True)
        process.start()
        houses.append((process, here))
    for _, line in houses:
        line.recv()
    return houses


def _ask(houses: list[House], wish: str) -> list[int]:
    for _, line in houses:
        line.send(wish)
    return [line.recv() for _, line in houses]


def _end(houses: list[House]) -> tuple[list[tuple[float, str]], dict[int, list[Promise]]]:
    """What was asked when, and what each was promised."""
    noted: list[tuple[float, str]] = []
    promised: dict[int, list[Promise]] = {}
    for _, line in houses:
        line.send("leave")
    for first, (process, line) in enumerate(houses):
        asked, told = line.recv()
        noted += asked
        promised |= {first + PROCESSES * place: each for place, each in enumerate(told)}
        process.join()
    return noted, promised


def _resident(portal: PortalProcess) -> int:
    """Bytes of the portal's memory."""
    assert portal._process is not None
    status = Path(f"/proc/{portal._process.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes.split()[1]) * 1024

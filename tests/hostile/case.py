"""One thing a portal may do to harm, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.faults.employee import Employee
from tests.hostile.honest import Honest
from tests.hostile.server import Request, Serve

MEMORY = 64 * 1024
"""KiB above what the idle program has, at most, whatever the portal does."""
TAKEN = frozenset({"taken"})
"""Nothing is wrong with it but what it means."""
EITHER = TAKEN | {"server_fault", "offline", "misconfigured", "outcome_unknown", "rejected"}
"""Whatever it is taken for, it stays within the bounds."""
TIMES = 14
"""Passes of `often`."""
SECONDS = 25.0
"""That one pass over such a portal may take, where nothing is dripped."""


@dataclass(slots=True)
class Scene:
    """What a portal that means harm knows of."""

    elsewhere: str
    """The address of another host, at which nothing of the program's may arrive."""
    honest: Honest = field(default_factory=Honest)
    here: str = ""
    """Its own address."""


Act = Callable[[Employee, str], str]
"""What the program does with the portal at that address; the kind of trouble it met, or `taken`."""


def sync(employee: Employee, _portal: str) -> str:
    """One pass of the engine: what ended it, or what the words wait for."""
    report = employee.sync()
    if report.problem:
        return report.problem.kind
    waiting = (op.problem for op in employee.store.outbox.pending())
    return next((problem.kind for problem in waiting if problem), "taken")


def often(employee: Employee, _portal: str) -> str:
    """So many passes, each by a program that was just started, each on another day; the first trouble not foreseen."""
    kinds = {"taken"}
    for day in range(TIMES):
        employee.engine.close()
        employee.engine = employee.new_engine()
        report = employee.sync(datetime.now(UTC) + timedelta(days=2 * day))
        problems = (report.problem, *(op.problem for op in employee.store.outbox.pending()))
        kinds.update(problem.kind for problem in problems if problem)
    return max(kinds, key=lambda kind: (kind == "bug", kind not in EITHER, kind))


def _fine(_employee: Employee) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Case:
    """A portal, and the bounds."""

    name: str
    serve: Callable[[Scene], Serve]
    ends: frozenset[str] = frozenset({"server_fault", "offline", "misconfigured", "outcome_unknown"})
    """Kinds of trouble that are right; `taken`: what it told is harmless, and was taken."""
    act: Act = sync
    look: Callable[[Employee], str] = _fine
    """What is wrong afterwards; nothing: an empty text."""
    seconds: float = SECONDS
    memory: int = MEMORY
    asked: int = 10**9
    """How often the feed may be asked for, at most."""
    certificate: str = ""
    """With what the portal proves who it is; empty: it speaks plain HTTP on loopback."""


def on(path: str, attack: Callable[[Request], Iterable[bytes]], method: str = "") -> Callable[[Scene], Serve]:
    """An honest portal that does so at one path."""

    def scene(scene: Scene) -> Serve:
        def serve(request: Request) -> Iterable[bytes]:
            met = request.path.endswith(path) and method in {"", request.method}
            return attack(request) if met else scene.honest(request)

        return serve

    return scene

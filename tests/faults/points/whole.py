"""The part `points`: kill -9 and failing disks at every call of app and portal, by several workers at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from tests.faults.invariants import Broken
from tests.faults.points.calls import Point
from tests.faults.points.injury import Injury
from tests.faults.points.plan import chosen, countings, kind_of, trials
from tests.faults.runs import Options
from tests.faults.tally import Tally

_SLICE = 40
"""Trials of a run that is not long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of one trial."""

    injury: Injury
    hit: Point | None
    broken: tuple[Broken, ...]
    points: tuple[Point, ...]
    ends: tuple[str, ...]


def run(options: Options) -> Tally:
    """Everything with `long`, otherwise a slice; see `tests.faults.runs`."""
    with workers(options.workers) as crew:
        if options.repeat:
            return tally(crew.do([Injury.parse(options.repeat)], options.without))
        every = [
            each for answer in crew.do(countings()) for each in trials(answer.injury, _whole(answer).points)
        ]
        count = options.count or (None if options.long else _SLICE)
        picked = every if count is None else chosen(every, count, options.seed)
        return tally(crew.do([injury for _, injury in picked], options.without))


def tally(answers: Iterable[Answer]) -> Tally:
    """Counted; a trial whose call did not come counts as nothing."""
    found = Tally()
    for answer in answers:
        if answer.hit is not None:
            met = answer.ends[:1] != ("ok",)
            found.count(kind_of(answer.injury, answer.hit.name), answer.broken, str(answer.injury), met=met)
    return found


class Crew:
    """Several workers."""

    def __init__(self, processes: Sequence[subprocess.Popen[str]]) -> None:
        self._free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        self._pool = ThreadPoolExecutor(len(processes))
        for process in processes:
            self._free.put(process)

    def do(self, injuries: Sequence[Injury], without: Sequence[str] = ()) -> Iterator[Answer]:
        """Each by whoever is free, with those guards taken away; answers come in the order asked for."""
        return self._pool.map(lambda injury: self._one(injury, without), injuries)

    def close(self) -> None:
        """Ask for no more."""
        self._pool.shutdown(cancel_futures=True)

    def _one(self, injury: Injury, without: Sequence[str]) -> Answer:
        process = self._free.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(" ".join([str(injury), *without]) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        finally:
            self._free.put(process)
        if not line:
            raise RuntimeError(f"the worker ended at {injury}")
        return _answer(injury, json.loads(line))


@contextmanager
def workers(count: int | None = None) -> Iterator[Crew]:
    """So many of them; without a number, one for each processor."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_worker()) for _ in range(count or os.cpu_count() or 1)]
        crew = Crew(processes)
        stack.callback(crew.close)
        yield crew


@contextmanager
def _worker() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "tests.faults.points.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()


def _whole(answer: Answer) -> Answer:
    """A deed that goes wrong undisturbed says nothing about disturbances. Raises `RuntimeError`."""
    if answer.broken:
        raise RuntimeError(f"{answer.injury} fails by itself: {answer.broken}")
    return answer


def _answer(injury: Injury, said: dict[str, Any]) -> Answer:
    return Answer(
        injury,
        Point(**said["hit"]) if said["hit"] else None,
        tuple(Broken(**each) for each in said["broken"]),
        tuple(Point(**each) for each in said["points"]),
        tuple(said["ends"]),
    )

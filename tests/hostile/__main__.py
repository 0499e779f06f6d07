"""`python -m tests.hostile`: every case there is, the bound it kept, and the memory it took.

`--only WORDS` takes those whose name holds the words, `--long` those of minutes, too. Ends with 1 when a bound broke.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from selectors import EVENT_READ, DefaultSelector

from tests.hostile.case import MEMORY, Case
from tests.hostile.every import longest, patient, quick
from tests.hostile.life import Met
from tests.hostile.program import programs

_PATIENCE = 60.0
"""Seconds beyond a case's own bound after which the program is called hung."""


def _lines(cases: Sequence[Case]) -> Iterator[Met]:
    """What one process says of these cases, one after the other; begun anew when it dies."""
    left = list(cases)
    while left:
        command = [sys.executable, "-m", "tests.hostile.life", *(case.name for case in left)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as life:
            try:
                while left:
                    case = left.pop(0)
                    met = _line(life, case)
                    yield met or Met(case.name, "", case.seconds, 0, 0, ("the program died or hung",))
                    if met is None:
                        break
            finally:
                life.kill()


def _line(life: subprocess.Popen[str], case: Case) -> Met | None:
    assert life.stdout is not None
    with DefaultSelector() as selector:
        selector.register(life.stdout, EVENT_READ)
        said = life.stdout.readline() if selector.select(case.seconds + _PATIENCE) else ""
    if not said:
        return None
    told = json.loads(said)
    return Met(**{**told, "wrong": tuple(told["wrong"])})


def _row(met: Met) -> str:
    verdict = "; ".join(met.wrong) or "kept"
    columns = (
        f"{met.name[:58]:58}",
        f"{met.came[:16]:16}",
        f"{met.seconds:7.1f}",
        f"{met.memory / 1024:7.1f}",
    )
    return "  ".join((*columns, f"{met.disk / 1024:7.1f}", verdict))


def _chosen(options: argparse.Namespace) -> Mapping[str, Case]:
    cases = {**quick(), **({} if options.quick else patient()), **(longest() if options.long else {})}
    return {name: case for name, case in cases.items() if options.only in name}


def _parts(cases: Sequence[Case], count: int) -> list[Sequence[Case]]:
    """Dealt out by turns, so that those who wait are spread."""
    return [part for at in range(count) if (part := cases[at::count])]


def main() -> int:
    """Run and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the name")
    parser.add_argument("--quick", action="store_true", help="without those that wait")
    parser.add_argument("--long", action="store_true", help="with those of minutes")
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    head = f"{'case':58}  {'met as':16}  {'seconds':>7}  {'MiB':>7}  {'disk MiB':>7}  bound"
    print(f"{head} (at most {MEMORY // 1024} MiB above idle)", flush=True)
    met: list[Met] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        cases = list(_chosen(options).values())
        for found in pool.map(lambda part: list(_tell(part)), _parts(cases, options.jobs)):
            met += found
    met += [_told(each) for each in programs(options.only)]
    broken = [each for each in met if each.wrong]
    most = max(met, key=lambda each: each.memory, default=None)
    print(f"\n{len(met)} cases, {len(met) - len(broken)} kept their bounds, {len(broken)} did not")
    if most:
        print(f"most memory above idle: {most.memory / 1024:.1f} MiB ({most.name})")
    for each in broken:
        print(_row(each))
    return 1 if broken else 0


def _tell(part: Sequence[Case]) -> Iterator[Met]:
    yield from map(_told, _lines(part))


def _told(met: Met) -> Met:
    print(_row(met), flush=True)
    return met


if __name__ == "__main__":
    raise SystemExit(main())

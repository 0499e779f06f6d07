"""`make fleet`: 10 000 simulated clients and a few hundred real ones lose their portal and get it back.

The figures go to standard output (`--json`: as one document), the curves as pictures to `--pictures`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.fleet.breaking import BROKEN
from tests.fleet.figures import Figures
from tests.fleet.plans import PLANS, Job, carry_out
from tests.fleet.simulation import FLEET


def main(arguments: Sequence[str]) -> int:
    """0: every bound was kept."""
    wanted = _parsed(arguments)
    found = []
    for each in _carried_out(wanted):
        found.append(each)
        if not wanted.json:
            _say(_line(each))
        if wanted.figures:
            wanted.figures.mkdir(parents=True, exist_ok=True)
            (wanted.figures / f"{each.name}.json").write_text(json.dumps(asdict(each)))
    if wanted.json:
        _say(json.dumps([asdict(each) for each in found]))
    if wanted.pictures:
        _draw(found, wanted.pictures)
    kept = all(each.kept for each in found) and (not wanted.real or _real(wanted.real))
    return 0 if kept else 1


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fleet", description=__doc__)
    parser.add_argument("plans", nargs="*", metavar="PLAN", help="all when none is named")
    parser.add_argument("--clients", type=int, default=FLEET)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true", help="one document on standard output")
    parser.add_argument("--pictures", type=Path, help="a folder for the curves")
    parser.add_argument("--figures", type=Path, help="a folder for each run's figures, as it ends")
    parser.add_argument("--real", type=int, default=0, help="so many real clients on loopback, too")
    parser.add_argument("--without", choices=BROKEN, help="break a guard, to see that it is noticed")
    return parser.parse_args(arguments)


def _carried_out(wanted: argparse.Namespace) -> Iterator[Figures]:
    """Each plan in a process of its own, as each one ends."""
    jobs = [Job(name, wanted.clients, wanted.seed, wanted.without) for name in wanted.plans or PLANS]
    with multiprocessing.get_context("spawn").Pool(wanted.processes, maxtasksperchild=1) as pool:
        yield from pool.imap(carry_out, jobs)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _line(each: Figures) -> str:
    return (
        f"{each.name}: {each.clients} clients, {each.idle:.1f} requests an hour each, {each.steady:.1f}/s steady; "
        f"gone: {each.gone:.1f}/s, at most {each.worst:.1f}/s in a minute; "
        f"back: at most {each.peak:.1f}/s in a minute, {each.ratio:.2f} times the steady rate "
        f"(bound {each.bound:g}); {each.written} tickets, {each.lost} lost, {each.doubled} doubled; "
        f"of {each.waited} that waited half arrived in {each.half:.0f} s, 99 % in {each.nearly_all:.0f} s, "
        f"all in {each.all:.0f} s; {each.refused} requests turned away after the return"
    )


def _draw(found: Sequence[Figures], folder: Path) -> None:
    from tests.fleet.picture import draw

    for path in draw(found, folder):
        sys.stderr.write(f"{path}\n")


def _real(clients: int) -> bool:
    from tests.fleet.real import lose_the_portal

    told = lose_the_portal(clients)
    _say(str(told))
    return told.kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.faults`: faults by the thousand, what they did as a table, and how to repeat what broke."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.faults.guards import GUARDS
from tests.faults.runs import RUNS, Options
from tests.faults.tally import Tally

_SHOWN = 200
"""Broken invariants that are printed at most."""


def main(argv: Sequence[str] | None = None) -> int:
    """0: everything held; 1: something broke; 2: nothing was tried."""
    asked = _parser().parse_args(argv)
    options = Options(asked.seed, asked.long, tuple(asked.without), asked.repeat, asked.count, asked.workers)
    tally, parts = Tally(), asked.only or list(RUNS)
    for part in parts:
        tally.add(_part(part, options))
    print(f"\n{tally}\n")
    _say_broken(tally, options)
    if not tally.injected:
        print("nothing was tried", file=sys.stderr)
        return 2
    return 1 if tally.broken else 0


def _part(name: str, options: Options) -> Tally:
    """One part's tally, its ids to repeat as they are typed."""
    started = time.monotonic()
    tally = RUNS[name](options)
    tally.broken = [(kind, what, f"--only {name} --repeat {repeat}") for kind, what, repeat in tally.broken]
    seconds = time.monotonic() - started
    print(
        f"{name}: {tally.injected.total()} faults, {len(tally.broken)} broken, {seconds:.0f} s",
        file=sys.stderr,
        flush=True,
    )
    return tally


def _say_broken(tally: Tally, options: Options) -> None:
    without = "".join(f" --without {guard}" for guard in options.without)
    for kind, each, repeat in tally.broken[:_SHOWN]:
        print(f"BROKEN {each.what} by {kind}: {each.op_id} {each.detail}")
        print(f"    python -m tests.faults --seed {options.seed} {repeat}{without}")
    if len(tally.broken) > _SHOWN:
        print(f"and {len(tally.broken) - _SHOWN} more")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="all there is; otherwise a slice of seconds")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same run")
    parser.add_argument("--only", action="append", choices=list(RUNS), help="these parts (repeatable)")
    parser.add_argument(
        "--without", action="append", default=[], choices=list(GUARDS), help="take this guard away"
    )
    parser.add_argument("--repeat", metavar="ID", help="one fault again, as a broken line names it")
    parser.add_argument("--count", type=int, help="about so many faults in each part")
    parser.add_argument("--workers", type=int, help="processes at a time (default: one for each core)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""The part `power` of the rig: every step of a session cut, every disk that the cut may leave opened."""

from __future__ import annotations

import logging
import random
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from tests.faults.power.disk import Disk
from tests.faults.power.ledger import Ledger
from tests.faults.power.recording import command, read_steps
from tests.faults.power.replay import clear, found_broken
from tests.faults.power.step import Deed, Step
from tests.faults.power.variants import Left, variants
from tests.faults.runs import Options
from tests.faults.tally import Tally

_SLICE = 150
"""Disks opened unless all are asked for."""
_FAST = Path("/dev/shm")
"""Memory: this disk is only pretended to lose anything."""


def run(options: Options) -> Tally:
    """Record a session with its portal, and cut it."""
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        recorded = record(Path(folder), options, rounds=6 if options.long else 1, portal=True)
        return replay(Path(folder), recorded, options)


def record(folder: Path, options: Options, *, rounds: int, portal: bool) -> list[Step]:
    """What a session did, step by step. Raises `CalledProcessError`."""
    root, marks, calls = (folder / name for name in ("root", "marks", "calls"))
    for each in (root, calls):
        each.mkdir()
    arguments = [str(root), str(marks), str(options.seed), str(rounds), *(["--portal"] if portal else [])]
    guards = [argument for guard in options.without for argument in ("--without", guard)]
    program = [sys.executable, "-m", "tests.faults.power.session", *arguments, *guards]
    subprocess.run([*command(calls), *program], check=True)
    return read_steps(calls, root, marks)


def replay(folder: Path, steps: Sequence[Step], options: Options) -> Tally:
    """Open what is left of each cut."""
    tally, tried = Tally(), folder / "tried"
    logging.disable()
    try:
        for number, left, ledger in _chosen(folder / "root", steps, options):
            left.write(folder / "root", tried)
            tally.count(
                f"power cut after {steps[number].deed}", found_broken(tried, ledger), _name(number, left)
            )
            clear(tried)
    finally:
        logging.disable(logging.NOTSET)
    return tally


def _chosen(root: Path, steps: Sequence[Step], options: Options) -> Iterator[tuple[int, Left, Ledger]]:
    """All, or as many as were asked for, or the one to be repeated."""
    wanted = options.count or (None if options.long else _SLICE)
    if options.repeat is not None:
        at = {int(options.repeat.partition(":")[0])}
        yield from (cut for cut in _cuts(root, steps, options.seed, at) if _name(*cut[:2]) == options.repeat)
    elif wanted is None:
        yield from _cuts(root, steps, options.seed, range(len(steps)))
    else:
        chance = random.Random(options.seed)
        at = set(chance.sample(range(len(steps)), min(len(steps), -(-wanted // 2))))
        yield from _cuts(root, steps, options.seed, at, chance)


def _name(number: int, left: Left) -> str:
    return f"{number}:{'journalled' if left.disk.journalled else 'strict'}:{left.how.replace(' ', '_')}"


def _cuts(
    root: Path, steps: Sequence[Step], seed: int, at: Container[int], chance: random.Random | None = None
) -> Iterator[tuple[int, Left, Ledger]]:
    """After each of those steps, on every kind of disk, whatever may be left and was not yet; by chance one of it.

    To be used before the next one is asked for: the disk goes on.
    """
    disks = [Disk(str(root), journalled=journalled) for journalled in (False, True)]
    ledger, seen = Ledger(), set[int]()
    for number, step in enumerate(steps):
        if step.deed is Deed.MARK:
            ledger.take(step.data)
        for disk in disks:
            disk.take(step)
            found = variants(disk, f"{seed} {number}") if number in at else ()
            for left in found if chance is None or not found else [chance.choice(list(found))]:
                key = hash((ledger.marks, left.key()))
                if key not in seen:
                    seen.add(key)
                    yield number, left, ledger

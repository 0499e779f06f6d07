"""The parts of the fault rig by name, and what each of them is told: `make faults` runs them one after another."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults.tally import Tally


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    seed: int = 1
    """Whatever a part leaves to chance comes from this: the same seed, the same run."""
    long: bool = False
    """Everything, however long it takes; otherwise a slice with each kind of fault, for `make test`."""
    without: tuple[str, ...] = ()
    """Guards to be taken away (names of `guards.GUARDS`) in whichever process the program runs: the run must fail."""
    repeat: str | None = None
    """Only this one fault: the id as it stands in the third place of `Tally.broken`, without the part's name."""
    count: int | None = None
    """About so many faults, drawn with `seed` from all there are; `None`: the part's own measure."""
    workers: int | None = None
    """Processes at a time, each with an app and a portal of its own; `None`: as many as there are cores."""


Run = Callable[[Options], Tally]
"""Runs a part. Its ids to repeat are single words that it understands as `Options.repeat`."""


def _late(module: str) -> Run:
    """`run` of that module, imported when it is called."""

    def run(options: Options) -> Tally:
        found: Run = importlib.import_module(f"tests.faults.{module}").run
        return found(options)

    return run


RUNS: Mapping[str, Run] = {
    "network": _late("network"),
    "points": _late("points"),
    "power": _late("power"),
    "damage": _late("damage"),
    "model": _late("model"),
}
"""By the name for `--only`. Each module has a `run(options: Options) -> Tally`."""

"""Walks of the model, by the hundred, and what they found as a tally."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.guards import GUARDS
from tests.faults.invariants import Broken
from tests.faults.model.machine import machine
from tests.faults.model.portal import rig
from tests.faults.runs import Options
from tests.faults.tally import Tally

SHORT = settings(
    max_examples=4,
    stateful_step_count=20,
    derandomize=True,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
"""A few, always the same; it only says that something broke."""
LONG = settings(SHORT, max_examples=1500, stateful_step_count=60, derandomize=False)
"""Many; another seed, other walks."""


_FAULTS_OF_A_WALK = 25
"""So many are met in one, about."""


def walk(options: Options) -> Tally:
    """Walk as asked for. A walk that breaks ends the run, with the program that repeats it on standard output."""
    for guard in options.without:
        GUARDS[guard]()
    chosen = LONG if options.long else settings(LONG, max_examples=SHORT.max_examples)
    if options.count:
        chosen = settings(chosen, max_examples=max(1, options.count // _FAULTS_OF_A_WALK))
    begun = int(options.repeat) if options.repeat else options.seed
    with tempfile.TemporaryDirectory(prefix="model-") as folder, rig(Path(folder)) as shared:
        counted: Counter[str] = Counter()

        def count(kind: str) -> None:
            counted[kind] += 1

        tested = machine(shared, count)
        tally = Tally()
        try:
            random.seed(begun)
            run_state_machine_as_test(seed(begun)(tested), settings=chosen)
        except Exception as error:  # noqa: BLE001 - whatever breaks a walk is a finding
            print(_program(error), flush=True)
            tally.broken.append(("model", Broken("model", "", str(error)), str(begun)))
    tally.injected.update(counted)
    tally.met.update(counted)
    return tally


def _program(error: Exception) -> str:
    """The steps that break it, without those that only look."""
    lines = "\n".join(getattr(error, "__notes__", [])).splitlines()
    return "\n".join(line for line in lines if not line.startswith("state.all_holds"))

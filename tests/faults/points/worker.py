"""One worker: reads a trial and the guards to do without from each line, does it, and answers with a line of JSON."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict

from tests.faults.invariants import Broken
from tests.faults.points import lives
from tests.faults.points.bench import Bench
from tests.faults.points.calls import Point
from tests.faults.points.injury import Injury
from tests.faults.points.trial import Trial, run


def main() -> None:
    """Until the input ends."""
    logging.disable()  # that a disk fails is no news here
    with Bench() as bench:
        for line in sys.stdin:
            injury, *lives.taken_away = line.split()
            trial = _tried(bench, Injury.parse(injury))
            answer = {
                "hit": trial.hit and asdict(trial.hit),
                "broken": [asdict(each) for each in trial.broken],
                "points": [asdict(each) for each in trial.points] if trial.injury.at == 0 else [],
                "ends": trial.ends,
            }
            print(json.dumps(answer), flush=True)


def _tried(bench: Bench, injury: Injury) -> Trial:
    """It. Whatever breaks the rig itself counts as broken, too."""
    try:
        return run(bench, injury)
    except Exception as error:  # noqa: BLE001 - any
        return Trial(injury, Point("rig", ""), (Broken("rig", "", repr(error)),))


if __name__ == "__main__":
    main()

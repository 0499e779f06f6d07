"""One worker: reads a trial from each line of its input, does it, and answers with a line of JSON."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict

from tests.faults.guards import without
from tests.faults.points.bench import Bench
from tests.faults.points.injury import Injury
from tests.faults.points.trial import run


def main(guards: list[str]) -> None:
    """Until the input ends; `guards` are taken away first."""
    logging.disable()  # that a disk fails is no news here
    with Bench() as bench:
        without(guards)
        for line in sys.stdin:
            trial = run(bench, Injury.parse(line.strip()))
            answer = {
                "hit": trial.hit and asdict(trial.hit),
                "broken": [asdict(each) for each in trial.broken],
                "points": [asdict(each) for each in trial.points] if trial.injury.at == 0 else [],
                "ends": trial.ends,
            }
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

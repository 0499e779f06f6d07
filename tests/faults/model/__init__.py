"""The model: a state machine of everything that may happen, against a plain book of what was written."""

from __future__ import annotations

from tests.faults.runs import Options
from tests.faults.tally import Tally


def run(options: Options) -> Tally:
    """The part `model` of the fault rig."""
    from tests.faults.model.walking import walk  # hypothesis is heavy

    return walk(options)

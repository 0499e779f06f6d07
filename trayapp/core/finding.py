"""What a check of this computer found: kinds and parameters, for `trayapp doctor` to put in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How a check came out."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    """Works, or nobody can tell, but worth a look."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result. The texts know a sentence, and a piece of advice, for each `area` and `kind`."""

    area: str
    """What was checked, such as `capture` or `network.dns`."""
    verdict: Verdict
    kind: str
    """What was found, such as `reachable`."""
    params: Mapping[str, str] = field(default_factory=dict)

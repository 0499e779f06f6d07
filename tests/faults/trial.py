"""One trial of the network: what the employee does, with which trouble at which request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from tests.faults.catalogue import fault_named
from tests.faults.fault import Fault


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault and how many requests pass before it: since the beginning, or since the fault before."""

    skip: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Trial:
    """Named by one word, by which it is repeated."""

    mode: str
    """native: the portal recognises keys; lookup: it does not, see `portal_host`."""
    job: str
    """A name of `jobs.JOBS`."""
    planned: tuple[Planned, ...]

    def __str__(self) -> str:
        """As in `lookup/create_1/2:hang+4:cut_answer-one`."""
        faults = "+".join(f"{each.skip}:{each.fault}" for each in self.planned)
        return f"{self.mode}/{self.job}/{faults}"

    @classmethod
    def named(cls, word: str) -> Self:
        """What `str` made. Raises `ValueError`."""
        mode, job, faults = word.split("/")
        pairs = (each.split(":") for each in faults.split("+"))
        return cls(mode, job, tuple(Planned(int(skip), fault_named(fault)) for skip, fault in pairs))

    @property
    def kind(self) -> str:
        """Its row in the table."""
        kinds = [each.fault.kind.value.replace("_", " ") for each in self.planned]
        return kinds[0] if len(kinds) == 1 else "two in a row"

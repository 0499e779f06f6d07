"""Power loss: one session is recorded, and the disk that a cut at each of its steps may leave is opened again."""

from tests.faults.power.cutting import run

__all__ = ["run"]

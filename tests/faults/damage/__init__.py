"""Damaged databases: every page spoiled in several ways, and what the program saves of them."""

from tests.faults.damage.spoiling import run

__all__ = ["run"]

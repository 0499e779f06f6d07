"""A small fleet that stands for ten thousand clients: what `make fleet` does at length."""

from __future__ import annotations

from dataclasses import replace

from tests.fleet.breaking import broken
from tests.fleet.figures import Figures, figures
from tests.fleet.plans import PLANS
from tests.fleet.simulation import Run

_SHORT = replace(
    PLANS["refused"], clients=50, tickets=0.5, settle=1200.0, steady=1800.0, gone=1800.0, after=2700.0
)
"""So few clients write more each, so that there is something to be lost."""


def carried_out(without: str | None = None) -> Figures:
    """The figures of a short run."""
    with broken(without):
        return figures(Run(_SHORT).carry_out())


def test_a_portal_that_comes_back_is_not_run_over() -> None:
    """Every ticket arrives once, and who comes back does so over time; told of no crowd, the same fleet is a herd."""
    found, herd = carried_out(), carried_out("crowd")

    assert (found.lost, found.doubled, herd.lost, herd.doubled) == (0, 0, 0, 0)
    assert found.waited > 0
    assert found.ratio < herd.ratio / 1.5

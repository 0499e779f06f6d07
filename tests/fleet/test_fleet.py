"""A small fleet that stands for ten thousand clients: what `make fleet` does at length."""

from __future__ import annotations

from tests.fleet.plans import Job, carry_out

FEW = 60
"""Clients; each stands for many."""


def test_a_portal_that_comes_back_is_not_run_over() -> None:
    """After two hours every ticket arrives once, and what is offered stays far under what a herd would bring."""
    found = carry_out(Job("refused", FEW))

    assert (found.lost, found.doubled) == (0, 0)
    assert found.waited > 0
    assert found.ratio < 3.0  # of so few, chance alone makes more than twice


def test_without_the_crowd_s_size_there_is_a_herd() -> None:
    """The same fleet, told nothing of how many it is, offers many times as much: the bound is kept by that."""
    assert carry_out(Job("refused", FEW, without="crowd")).ratio > 6.0


def test_an_idle_client_costs_few_requests() -> None:
    """With an event stream, at most eight requests an hour."""
    found = carry_out(Job("restart", FEW))

    assert found.idle < 8.0

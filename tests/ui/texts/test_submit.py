"""The foot of the dialog in words."""

from __future__ import annotations

from trayapp.core.events import Link
from trayapp.core.operation import Problem
from trayapp.ui.texts.submit import foot


def test_a_portal_that_refuses_holds_up() -> None:
    """What is written stays on this computer until the portal takes it."""
    assert foot(Link.BLOCKED, "IT", Problem("misconfigured")) == (
        "Held up",
        "kept here until the portal takes it",
    )


def test_a_full_disk_keeps_nothing() -> None:
    """Nobody is told that words are kept here by a computer that cannot."""
    problem = Problem("local_fault", {"reason": "disk_full"})

    assert foot(Link.BLOCKED, "IT", problem) == ("Held up", "the disk is full")

"""Every check fails on a portal that breaks its rule."""

from __future__ import annotations

import pytest

from tests.conformance.faults import FAULTS
from tests.conformance.twisted import Unclean, visiting
from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.checks.every import CHECKS, Check
from trayapp.conformance.run import attempt
from trayapp.conformance.verdict import Verdict
from trayapp.portals.native import NativePortal


def test_there_is_a_fault_for_every_check() -> None:
    """No check is left that nobody has seen failing."""
    assert list(FAULTS) == [check.id for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_broken_portal_fails_the_check(check: Check, portal: PortalProcess) -> None:
    """The check fails by the rule that is broken, and what was said is kept to show it."""
    adapter = Unclean if check.id == "ticket-clean" else NativePortal
    twist, reason = FAULTS[check.id]
    with visiting(portal, twist, adapter) as (visit, seen):
        result = attempt(check, visit, seen)

    assert (result.verdict, result.bug) == (Verdict.FAILED, False)
    assert reason in result.reason
    assert result.exchanges

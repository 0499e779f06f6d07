"""The checks of `trayapp conformance`, on every server that there is a bench for."""

from __future__ import annotations

import pytest

from tests.contract.conftest import Bench
from trayapp.conformance.checks.every import CHECKS, Check
from trayapp.conformance.run import Seen, attempt
from trayapp.conformance.verdict import Verdict
from trayapp.conformance.visit import Site, Visit


@pytest.fixture
def visit(bench: Bench) -> Visit:
    """An employee, with somebody of another company and somebody unknown."""
    return Visit(
        Site(
            bench.portal(),
            bench.spool,
            stranger=lambda: bench.portal("stranger"),
            nobody=lambda: bench.portal("nobody"),
        )
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_passes(check: Check, visit: Visit) -> None:
    """What the check says is so, unless this server does not offer what it is about."""
    result = attempt(check, visit, Seen())

    if result.verdict in {Verdict.NOT_OFFERED, Verdict.NOT_TRIED}:
        pytest.skip(result.reason)
    assert (result.verdict, result.reason) == (Verdict.PASSED, "")

"""Programs that a test needs and a machine may not have."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

NOT_HERE = "not installed"
"""How the reason of a skipped test begins when the machine has not what it needs."""


def need(missing: Sequence[str], sort: str = "e2e") -> None:
    """Skip the test when any is missing; where `TRAYAPP_TEST_REQUIRE` names its sort (`e2e,live`) that is a failure."""
    if missing:
        required = os.environ.get("TRAYAPP_TEST_REQUIRE", "").replace(",", " ").split()
        refuse = pytest.fail if sort in required else pytest.skip
        refuse(f"{NOT_HERE}: {', '.join(missing)} (make deps)")

"""Programs that a test needs and a machine may not have."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest


def need(missing: Sequence[str]) -> None:
    """Skip the test when any is missing; with `TRAYAPP_TEST_REQUIRE=e2e` that is a failure instead."""
    if missing:
        refuse = pytest.fail if os.environ.get("TRAYAPP_TEST_REQUIRE") == "e2e" else pytest.skip
        refuse(f"not installed: {', '.join(missing)} (make deps)")

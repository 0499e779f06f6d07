"""Every picture of the screen comes through the company's rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app.desk import Bench
from tests.ui.samples import sample_policy
from trayapp.app.camera import camera
from trayapp.core.errors import LocalFault
from trayapp.core.policy import Screenshots


def test_without_rules_the_session_decides(bench: Bench) -> None:
    """Nobody has signed in yet: pictures may be taken where there is a screen, which a test has not."""
    with pytest.raises(LocalFault) as fault:
        camera(bench.app).grab()

    assert fault.value.params["reason"] == "no_screen"


def test_the_rules_that_were_pulled_last_count(bench: Bench) -> None:
    """A policy that forbids pictures counts at once, for a camera made before it came, too."""
    made = camera(bench.app)
    bench.app.store.notes.put_policy(replace(sample_policy(), screenshots=Screenshots(taken=False)))

    with pytest.raises(LocalFault) as fault:
        made.grab()

    assert fault.value.params["reason"] == "forbidden"

"""Every profile shows itself on a real screen, with a real pointer, from the first start to the last picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.needed import need
from trayapp.demo.tours import TOURS
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = pytest.mark.e2e

SECONDS = 240


@pytest.mark.timeout(SECONDS + 30)
@pytest.mark.parametrize("profile", sorted(TOURS))
def test_the_tour_of_a_profile_reaches_its_end(profile: str, tmp_path: Path) -> None:
    """`trayapp demo --profile NAME --tour DIR` ends with 0 and leaves a picture of each step, none of being stuck."""
    need(VirtualDesktop.missing())
    command = [sys.executable, "-m", "trayapp", "demo", "--profile", profile, "--tour", str(tmp_path)]

    ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)

    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert ran.returncode == 0, ran.stderr
    assert len(pictures) >= 6
    assert not [name for name in pictures if "stuck" in name]

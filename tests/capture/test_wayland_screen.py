"""Pictures of a real Wayland desktop, taken by its portal."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.wayland_desktop import wayland_desktop

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")]
PROGRAM = Path(__file__).with_name("grab_program.py")
ROOT = PROGRAM.parents[2]


@pytest.fixture
def desktop() -> Iterator[dict[str, str]]:
    """The environment of a program on a Wayland desktop."""
    with tempfile.TemporaryDirectory(prefix="tw-") as folder, wayland_desktop(Path(folder)) as env:
        yield env


@pytest.mark.rule("APP-2")
def test_the_portal_takes_every_monitor(desktop: dict[str, str]) -> None:
    """Chosen by the session, cut by Qt's monitors, with a window that is really there; no picture stays behind."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM)],
        env=desktop | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert seen["camera"] == "PortalGrab"
    first, second = sorted(seen["shots"], key=lambda shot: shot["x"])
    assert (first["name"], first["width"], first["height"]) == ("HEADLESS-1", 800, 600)
    assert (second["name"], second["x"], second["width"], second["height"]) == ("HEADLESS-2", 800, 400, 300)
    assert first["green"] == 200 * 100
    assert second["green"] == 0
    assert not list(Path(desktop["TMPDIR"]).glob("*.png"))

"""A real helpdesk on a real screen: connected, asked, answered, with a real pointer and one picture for each step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.live import redmine_server, rt_server
from tests.live.walking import walk
from tests.needed import need

pytestmark = [pytest.mark.live, pytest.mark.e2e]

SECONDS = 480
PICTURES = "TRAYAPP_TEST_PICTURES"
"""Names a folder in which the pictures stay: `make live ARGS="-k tour" TRAYAPP_TEST_PICTURES=DIR`."""
MISSING = {"rt": rt_server.missing, "redmine": redmine_server.missing}


@pytest.mark.timeout(SECONDS + 60)
@pytest.mark.parametrize("kind", sorted(MISSING))
def test_the_first_day_with_a_real_helpdesk_reaches_its_end(kind: str, tmp_path: Path) -> None:
    """From the address to an agent's answer as a notification; a picture of each step is left, none of being stuck."""
    need(MISSING[kind](), "live")
    pictures = Path(os.environ.get(PICTURES) or tmp_path).absolute() / kind

    ran = walk(kind, tmp_path / "tour", pictures, SECONDS)

    taken = sorted(path.stem.partition("-")[2] for path in pictures.glob("*.png"))
    assert ran.returncode == 0, ran.stderr
    assert {"connected", "outbox-offline", "tickets", "notification", "answer", "replied"} <= set(taken)
    assert "stuck" not in taken

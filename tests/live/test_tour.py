"""A real helpdesk on a real screen: connected, asked, answered, with a real pointer and one picture for each step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.live.packages import REDMINE, RT
from tests.live.walking import walk
from tests.needed import need

pytestmark = [pytest.mark.live, pytest.mark.e2e]

SECONDS = 480
PICTURES = "TRAYAPP_TEST_PICTURES"
"""Names a folder in which the pictures stay: `make live ARGS="-k tour" TRAYAPP_TEST_PICTURES=DIR`."""
SERVERS = {"rt": RT, "redmine": REDMINE}


@pytest.mark.timeout(SECONDS + 60)
@pytest.mark.parametrize("kind", sorted(SERVERS))
def test_the_first_day_with_a_real_helpdesk_reaches_its_end(kind: str, tmp_path: Path) -> None:
    """From the address to an agent's answer as a notification; a picture of each step is left, none of being stuck."""
    need(SERVERS[kind].missing(), "live")
    pictures = Path(os.environ.get(PICTURES) or tmp_path).absolute() / kind

    ran = walk(kind, tmp_path / "tour", pictures, SECONDS)

    taken = sorted(path.stem.partition("-")[2] for path in pictures.glob("*.png"))
    assert ran.returncode == 0, ran.stderr
    assert {"connected", "outbox-offline", "tickets", "notification", "answer", "replied"} <= set(taken)
    assert "stuck" not in taken

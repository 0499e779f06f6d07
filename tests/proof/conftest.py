"""A desktop, a portal and a home for one proof: nothing of another one lies about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.portal_process import PortalProcess
from tests.proof.likeness import SCREEN
from tests.proof.permitted import need_tracing
from tests.proof.rig import Rig, secret_shown
from trayapp.demo.virtual_desktop import VirtualDesktop


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """With nothing written yet, and the secret on the screen."""
    need_tracing()
    with (
        VirtualDesktop(size=SCREEN, secrets=True, accessibility=True) as desktop,
        PortalProcess(tmp_path / "portal") as portal,
        secret_shown(desktop.env),
    ):
        yield Rig(desktop, portal, tmp_path)

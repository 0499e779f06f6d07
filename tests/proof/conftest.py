"""A desktop and a portal for the proofs, a home of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.portal_process import PortalProcess
from tests.proof.likeness import SCREEN
from tests.proof.permitted import need_tracing
from tests.proof.rig import Rig, secret_shown
from trayapp.demo.virtual_desktop import VirtualDesktop


@pytest.fixture(scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[VirtualDesktop, PortalProcess]]:
    need_tracing()
    with (
        VirtualDesktop(size=SCREEN, secrets=True, accessibility=True) as desktop,
        PortalProcess(tmp_path_factory.mktemp("portal")) as portal,
        secret_shown(desktop.env),
    ):
        yield desktop, portal


@pytest.fixture
def rig(_world: tuple[VirtualDesktop, PortalProcess], tmp_path: Path) -> Rig:
    """With nothing written yet, and the secret on the screen."""
    return Rig(*_world, tmp_path)

"""A portal, a desktop and the tray program, each as processes of their own, for one test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from trayapp.demo.virtual_desktop import VirtualDesktop


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    """The embedded portal with its sample company."""
    with PortalProcess(tmp_path / "portal") as process:
        yield process


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """A screen with a tray host, a window manager and a notification daemon."""
    with VirtualDesktop() as virtual:
        yield virtual


@pytest.fixture
def screen(desktop: VirtualDesktop) -> Screen:
    """Eyes and hands on it."""
    return Screen(desktop.env)


@pytest.fixture
def environment(desktop: VirtualDesktop, portal: PortalProcess, tmp_path: Path) -> Mapping[str, str]:
    """The sample employee's environment on that desktop."""
    return desktop.env | {
        "TRAYAPP_HOME": str(tmp_path / "home"),
        "TRAYAPP_PORTAL_URL": portal.url,
        "TRAYAPP_TOKEN": portal.users["basic"],
    }

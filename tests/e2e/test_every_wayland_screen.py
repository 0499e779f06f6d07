"""What stands on the screen is what arrives, pixel by pixel, on a Wayland desktop with a real screenshot portal."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.capture.pattern import pattern_image
from tests.capture.wayland.test_screen import LAYOUTS, shown
from tests.capture.wayland.wayland_desktop import wayland_desktop
from tests.e2e.app_process import AppProcess
from tests.e2e.on_portal import pictures_of
from tests.fakes.portal_process import PortalProcess
from tests.waiting import PATIENCE, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")]
_DIALOG = "Get help"


def run(env: Mapping[str, str], *command: str) -> str:
    """Something a person, or the desktop, does."""
    done = subprocess.run(
        command, env=dict(env), check=True, timeout=PATIENCE, capture_output=True, text=True
    )
    return done.stdout


def focused(env: Mapping[str, str]) -> str:
    """The title of the window that takes keys; empty for none."""
    tree = json.loads(run(env, "swaymsg", "-r", "-t", "get_tree"))
    return next((str(node["name"]) for node in nodes(tree) if node["focused"]), "")


def nodes(node: Mapping[str, object]) -> Sequence[dict[str, object]]:
    """A node of sway's tree and all below it."""
    below = [*node["nodes"], *node["floating_nodes"]]  # type: ignore[misc]
    return [dict(node), *(each for child in below for each in nodes(child))]


@pytest.mark.rule("APP-2")
@pytest.mark.parametrize("layout", ["left and above, portrait", "150 %"])
def test_every_pixel_arrives_as_it_was(layout: str, portal: PortalProcess, tmp_path: Path) -> None:
    """From the dialog to the portal: each monitor one picture, every pixel the colour that stood there."""
    monitors = LAYOUTS[layout]
    told = [each.told for each in monitors]
    with (
        tempfile.TemporaryDirectory(prefix="tw-") as folder,
        wayland_desktop(Path(folder), told) as desktop,
        shown(desktop, monitors),
    ):
        (sway,) = Path(folder, "run").glob("sway-ipc.*")
        env = desktop | {
            "SWAYSOCK": str(sway),
            "TRAYAPP_HOME": str(tmp_path / "home"),
            "TRAYAPP_PORTAL_URL": portal.url,
            "TRAYAPP_TOKEN": portal.users["basic"],
        }
        with AppProcess(env) as app:
            wait_for(lambda: app.said("ready for the first click"), "the program to idle")
            run(env, sys.executable, "-m", "trayapp")
            wait_for(lambda: focused(env) == _DIALOG, "the dialog to have the focus")
            wait_for(lambda: app.said("submission dialog open: True"), "the dialog to take keys")
            run(env, "wtype", "-s", "300", "-d", "15", "Every pixel", "-M", "ctrl", "-k", "Return")
            wait_for(lambda: focused(env) != _DIALOG, "the dialog to close")
            pictures = pictures_of(portal, "Every pixel")
        assert not list(Path(folder).glob("*.png"))

    assert pictures == [
        pattern_image(each.area.width, each.area.height, number) for number, each in enumerate(monitors, 1)
    ]

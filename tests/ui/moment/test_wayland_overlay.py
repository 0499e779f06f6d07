"""The overlay on a real Wayland desktop with two monitors, driven by its keyboard."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.wayland.wayland_desktop import wayland_desktop
from tests.ui.moment.running import Program
from tests.waiting import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """One monitor of 800 × 600 and one of 400 × 300 at its right; windows stand where they ask to."""
    monkeypatch.setattr(
        "tests.capture.wayland.wayland_desktop.SWAY", "xwayland disable\ndefault_border none\n"
    )
    with tempfile.TemporaryDirectory(prefix="wl-") as folder, wayland_desktop(Path(folder)) as env:
        yield env


def press(program: Program, *names: str) -> None:
    """These keys; the first needs a moment for the new keyboard to be known."""
    pressed = [part for name in names for part in ("-k", name)]
    program.run("wtype", "-s", "400", "-d", "20", *pressed)


@pytest.fixture
def program(desktop: dict[str, str]) -> Iterator[Program]:
    """Started; its first line tells the sizes of its windows."""
    started = Program(desktop, "wayland")
    yield started
    started.end()


def covered(program: Program) -> dict[str, int]:
    """How many windows fill each monitor, as the compositor tells."""
    (socket,) = Path(program.env["XDG_RUNTIME_DIR"]).glob("sway-ipc*")
    tree = json.loads(program.run("swaymsg", "-s", str(socket), "-t", "get_tree"))
    return {
        output["name"]: sum(
            window["fullscreen_mode"] for space in output["nodes"] for window in space["nodes"]
        )
        for output in tree["nodes"]
        if output["name"].startswith("HEADLESS")
    }


@pytest.mark.rule("APP-2")
def test_it_covers_every_monitor_and_gives_true_pixels(program: Program) -> None:
    """A window fills each monitor; the region that the keys take is cut from the portal's picture."""
    assert sorted(program.said()["windows"]) == [[400, 300], [800, 600]]
    wait_for(lambda: covered(program) == {"HEADLESS-1": 1, "HEADLESS-2": 1}, "a window on each monitor")

    press(program, "Return", "Right", "Right", "Down", "Return")

    chosen = program.said()
    assert chosen["area"][2:] == [21, 11]
    assert chosen["image"] == [21, 11]


def test_escape_leaves_it(program: Program) -> None:
    """Whichever of the windows has the keyboard."""
    program.said()

    press(program, "Escape")

    assert program.said() == {"cancelled": True}

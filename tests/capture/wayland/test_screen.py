"""Pictures of a real Wayland desktop, taken by its portal (the real xdg-desktop-portal-wlr, which runs grim)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.capture.pattern import pattern_image
from tests.capture.wayland.wayland_desktop import wayland_desktop
from trayapp.capture.wayland.grab import PortalGrab
from trayapp.core.area import Area
from trayapp.core.ports import RawShot

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")]
PROGRAM = Path(__file__).parents[1] / "grab_program.py"
ROOT = PROGRAM.parents[2]
A, B = "HEADLESS-1", "HEADLESS-2"


@dataclass(frozen=True)
class Monitor:
    """What sway is told of a monitor, and how it must come out."""

    told: str
    area: Area
    scale: float = 1.0


LAYOUTS = {
    "side by side": [
        Monitor("resolution 800x600 position 0 0", Area(0, 0, 800, 600)),
        Monitor("resolution 400x300 position 800 0", Area(800, 0, 400, 300)),
    ],
    "stacked": [
        Monitor("resolution 800x600 position 0 300", Area(0, 300, 800, 600)),
        Monitor("resolution 400x300 position 0 0", Area(0, 0, 400, 300)),
    ],
    "left and above, portrait": [
        Monitor("resolution 800x600 position 0 0", Area(0, 0, 800, 600)),
        Monitor("resolution 400x300 position -300 -100 transform 90", Area(-300, -100, 300, 400)),
    ],
    "150 %": [
        Monitor("resolution 1200x900 position 0 0 scale 1.5", Area(0, 0, 1200, 900), 1.5),
        Monitor("resolution 600x300 position -400 0 scale 1.5", Area(-600, 0, 600, 300), 1.5),
    ],
}
MIXED = [
    Monitor("resolution 1200x900 position 0 0 scale 1.5", Area(0, 0, 1200, 900), 1.5),
    Monitor("resolution 400x320 position 800 0", Area(1200, 0, 400, 320)),
]


@pytest.fixture
def desktop() -> Iterator[dict[str, str]]:
    """The environment of a program on a Wayland desktop."""
    with tempfile.TemporaryDirectory(prefix="tw-") as folder, wayland_desktop(Path(folder)) as env:
        yield env


@contextmanager
def shown(env: dict[str, str], monitors: Sequence[Monitor], block: int = 1) -> Iterator[None]:
    """A test pattern on each monitor."""
    words = [
        str(word)
        for number, each in enumerate(monitors, 1)
        for word in (f"HEADLESS-{number}", each.area.width, each.area.height, number, block)
    ]
    command = [sys.executable, "-m", "tests.capture.wayland.wayland_pattern", *words]
    with subprocess.Popen(
        command, env=env | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == "shown\n"
            yield
        finally:
            program.kill()


def grabbed(
    monitors: Sequence[Monitor], monkeypatch: pytest.MonkeyPatch, block: int = 1
) -> dict[str, RawShot]:
    """A picture of each monitor that shows its pattern, by name. No Qt tells of monitors here."""
    told = [each.told for each in monitors]
    with (
        tempfile.TemporaryDirectory(prefix="tw-") as folder,
        wayland_desktop(Path(folder), told) as env,
        shown(env, monitors, block),
    ):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", env["DBUS_SESSION_BUS_ADDRESS"])
        shots = PortalGrab(env).grab()
    return {shot.name: shot for shot in shots}


def image(shot: RawShot) -> QImage:
    """A shot as a picture."""
    made = QImage(shot.bgrx, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
    return made.copy()


@pytest.mark.rule("APP-2")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_pixel_is_the_screens(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each monitor comes out at its place, in its true pixels, and each of them has the colour it shows."""
    monitors = LAYOUTS[layout]

    shots = grabbed(monitors, monkeypatch)

    assert [shots[name].area for name in (A, B)] == [each.area for each in monitors]
    assert [shots[name].scale for name in (A, B)] == [each.scale for each in monitors]
    for number, each in enumerate(monitors, 1):
        wall = pattern_image(each.area.width, each.area.height, number)
        assert image(shots[f"HEADLESS-{number}"]) == wall


@pytest.mark.rule("APP-2")
def test_a_coarser_monitor_beside_a_finer_one_keeps_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's one picture has the finer scale; the finer monitor is exact, the other comes back to its true size.

    grim has mixed neighbouring pixels of it by then: colours are exact but at edges.
    """
    block, edge = 40, 2

    shots = grabbed(MIXED, monkeypatch, block)

    assert [shots[name].area for name in (A, B)] == [each.area for each in MIXED]
    assert image(shots[A]) == pattern_image(1200, 900, 1, block)
    coarse, wall = image(shots[B]), pattern_image(400, 320, 2, block)
    within = [x for x in range(400) if edge <= x % block < block - edge]
    assert all(coarse.pixel(x, y) == wall.pixel(x, y) for x in within for y in within if y < 320)


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

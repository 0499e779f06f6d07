"""Pictures of every monitor through mss: X11, Windows and macOS."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trayapp.capture.blank import refuse_blank
from trayapp.capture.layout import Layout
from trayapp.capture.screens import LookAtScreens, Screen
from trayapp.capture.shared_memory import touch
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Mend, RawShot

if TYPE_CHECKING:
    from mss import MSS

Monitor = Mapping[str, Any]
_log = logging.getLogger(__name__)
_KEPT = sys.platform == "linux"
"""Keep the mss object from one grab to the next?

On X11: the first grab of an object costs up to ten times a later one (its shared memory is touched for the first time),
and an xcb connection may be used by any thread, one at a time. On Windows its device context belongs to the thread that
made it, and there is nothing to gain; so each grab there uses its own.
"""


class _Changed(LocalFault):
    """A monitor that was there a moment ago cannot be pictured: it may have been unplugged just now. Look once more."""


class MssGrab:
    """Grabs all monitors. May be called from any thread; one grab at a time."""

    waits = False

    def __init__(self, display: str | None = None, screens: LookAtScreens = tuple) -> None:
        self._display = display
        self._screens = screens
        self._lock = threading.Lock()
        self._kept: MSS | None = None

    def prepare(self) -> None:
        """Connect to the screen and make memory ready for it. Raises `LocalFault` with `reason` no_screen."""
        with self._lock:
            camera = self._ready_camera()
            if _KEPT:
                touch(camera)
            else:
                self._forget()

    def grab(self) -> Sequence[RawShot]:
        """Every monitor in true pixels. Raises `LocalFault` with `reason` no_screen, denied, black or failed."""
        _refuse_without_permission()
        with self._lock:
            try:
                shots = self._grab_or_fault()
            except _Changed:
                shots = self._grab_or_fault()
            return refuse_blank(shots)

    def close(self) -> None:
        """Give the connection to the screen back."""
        with self._lock:
            self._forget()

    def _ready_camera(self) -> MSS:
        from mss.exception import ScreenShotError

        try:
            return self._camera()
        except (ScreenShotError, OSError) as error:
            self._forget()
            raise LocalFault(str(error), reason="no_screen") from error

    def _grab_or_fault(self) -> Sequence[RawShot]:
        from mss.exception import ScreenShotError

        camera = self._ready_camera()
        try:
            return self._shots(camera)
        except (ScreenShotError, OSError) as error:
            self._forget()
            raise _Changed(str(error), reason="failed") from error
        finally:
            if not _KEPT:
                self._forget()

    def _camera(self) -> MSS:
        """An mss object that knows the monitors as they are now (each remembers those it saw first)."""
        fresh = self._new()
        if self._kept and self._kept.monitors == fresh.monitors:
            fresh.close()
            return self._kept
        self._forget()
        self._kept = fresh
        return fresh

    def _new(self) -> MSS:
        import mss

        if sys.platform == "linux":
            return mss.MSS(display=self._display)
        if sys.platform == "darwin":
            _in_true_pixels()
        return mss.MSS()

    def _forget(self) -> None:
        kept, self._kept = self._kept, None
        if kept:
            try:
                kept.close()
            except Exception:  # noqa: BLE001 - a screen that is gone cannot be taken leave of
                _log.info("closing the screen failed", exc_info=True)

    def _shots(self, camera: MSS) -> Sequence[RawShot]:
        known = self._screens()
        shots = []
        for number, monitor in enumerate(_each(camera.monitors), 1):
            picture = camera.grab(dict(monitor))
            screen = _screen_of(monitor, known)
            shots.append(
                RawShot(
                    _name(monitor, number),
                    *_corner(monitor, known),
                    picture.width,
                    picture.height,
                    picture.raw,
                    screen.scale if screen else 1.0,
                )
            )
        if not shots:
            raise LocalFault("the screen has no monitor", reason="no_screen")
        return shots


def _each(monitors: Sequence[Monitor]) -> Iterator[Monitor]:
    """Each monitor once; mss puts all of them together first, and names mirrors of one another separately."""
    seen = set()
    for monitor in monitors[1:] or monitors:
        place = tuple(monitor[key] for key in ("left", "top", "width", "height"))
        if place not in seen and all(place[2:]):
            seen.add(place)
            yield monitor


def _name(monitor: Monitor, number: int) -> str:
    """The monitor's own name and its socket, as far as known; the socket tells two of the same make apart."""
    names = [str(monitor[key]) for key in ("name", "output") if monitor.get(key)]
    if len(names) == 2:
        return f"{names[0]} ({names[1]})"
    return names[0] if names else f"screen {number}"


def _corner(monitor: Monitor, screens: Sequence[Screen]) -> tuple[int, int]:
    """In true pixels. macOS counts places in points, and pictures in pixels."""
    left, top = int(monitor["left"]), int(monitor["top"])
    return Layout(screens).corner(left, top) if sys.platform == "darwin" else (left, top)


def _screen_of(monitor: Monitor, screens: Sequence[Screen]) -> Screen | None:
    """Qt's idea of the same monitor: of the same socket, else at the same place."""
    for screen in screens:
        if screen.name and screen.name == monitor.get("output"):
            return screen
    place = (monitor["left"], monitor["top"])
    return next((screen for screen in screens if (screen.x, screen.y) == place), None)


def _in_true_pixels() -> None:
    """WORKAROUND https://github.com/BoboTiG/python-mss/issues/257: mss halves pictures of Retina monitors."""
    if sys.platform == "darwin":
        import mss.darwin

        mss.darwin.IMAGE_OPTIONS &= ~mss.darwin.kCGWindowImageNominalResolution


def _refuse_without_permission() -> None:
    """Without the permission "Screen Recording" macOS gives the wallpaper alone, and no error."""
    if sys.platform == "darwin":
        from trayapp.capture.macos_permission import ask_for_permission, may_record_screen

        if not may_record_screen():
            ask_for_permission()
            raise LocalFault("no permission to record the screen", reason="denied", mend=Mend.SETTINGS)

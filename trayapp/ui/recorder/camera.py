"""Takes the picture of each step, at once, on a thread of its own, and packs it on another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from trayapp.core.area import Area, Point
from trayapp.core.errors import TrayAppError
from trayapp.core.ports import Capturer, RawShot
from trayapp.ui.recorder.shot import Shot, choose, packed

_log = logging.getLogger(__name__)
Taken = Callable[[Shot | None], None]


class Camera:
    """`take` may be called from any thread. A second click need not wait until the first's picture is packed."""

    def __init__(self, capturer: Capturer) -> None:
        self._capturer = capturer
        self._grabs = ThreadPoolExecutor(1, "step-grab")
        self._packs = ThreadPoolExecutor(1, "step-pack")

    def take(self, place: Point | None, spared: Callable[[], Sequence[Area]], done: Taken) -> None:
        """The monitor of that place; `done` is called from a thread, with `None` when there is no picture."""
        self._grabs.submit(self._grab, place, spared, done)

    def close(self) -> None:
        """Take no more; what is being taken still comes."""
        self._grabs.submit(self._packs.shutdown, wait=False)
        self._grabs.shutdown(wait=False)

    def _grab(self, place: Point | None, spared: Callable[[], Sequence[Area]], done: Taken) -> Future[None]:
        try:
            raw, areas = choose(self._capturer.grab(), place), spared()
        except (TrayAppError, ValueError) as error:
            _log.info("no picture of a step: %s", error)
            return self._packs.submit(done, None)  # after those that are being packed
        return self._packs.submit(_pack, raw, areas, done)


def _pack(raw: RawShot, spared: Sequence[Area], done: Taken) -> None:
    done(packed(raw, spared))

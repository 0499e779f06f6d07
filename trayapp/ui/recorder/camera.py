"""Takes the picture of each step, at once, on a thread of its own, and packs it on another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

from trayapp.core.area import Area, Point
from trayapp.core.errors import TrayAppError
from trayapp.core.ports import Capturer, RawShot
from trayapp.ui.recorder.shot import Shot, choose, packed

_log = logging.getLogger(__name__)
Taken = Callable[[Shot | None], None]
WAITING = 4
"""Pictures that wait to be packed, 33 MB each at 4K: whoever clicks faster than that has later ones taken later."""


class Camera:
    """`take` may be called from any thread. A second click need not wait until the first's picture is packed.

    What `done` refers to must outlive `close`, or the threads: a widget whose last reference went on one of them would
    be destroyed there, and Qt ends the program for that.
    """

    def __init__(self, capturer: Capturer) -> None:
        self._capturer = capturer
        self._grabs = ThreadPoolExecutor(1, "step-grab")
        self._packs = ThreadPoolExecutor(1, "step-pack")
        self._room = Semaphore(WAITING)
        self._closed = False

    def take(self, place: Point | None, spared: Callable[[], Sequence[Area]], done: Taken) -> None:
        """The monitor of that place; `done` is called from a thread, with `None` when there is no picture.

        Nothing happens once it is closed.
        """
        if self._closed:
            return
        self._grabs.submit(self._grab, place, spared, done)

    def close(self, *, wait: bool = True) -> None:
        """Take no more. `wait`: until the threads have ended; quick once what was taken last has arrived."""
        self._closed = True
        self._grabs.shutdown(wait=wait, cancel_futures=not wait)
        self._packs.shutdown(wait=wait, cancel_futures=not wait)
        self._room.release(WAITING)  # what was cancelled makes none

    def _grab(self, place: Point | None, spared: Callable[[], Sequence[Area]], done: Taken) -> None:
        raw, areas = self._look(place), spared()
        self._room.acquire()
        self._packs.submit(self._pack, raw, areas, done)  # without a picture, too: one after the other

    def _pack(self, raw: RawShot | None, spared: Sequence[Area], done: Taken) -> None:
        shot = None
        try:
            shot = None if raw is None else packed(raw, spared)
        except Exception:  # noqa: BLE001 - whoever waits for the last picture has our windows hidden until it comes
            _log.exception("packing the picture of a step failed by a bug")
        finally:
            self._room.release()
        done(shot)

    def _look(self, place: Point | None) -> RawShot | None:
        try:
            return choose(self._capturer.grab(), place)
        except (TrayAppError, ValueError) as error:
            _log.info("no picture of a step: %s", error)
        except Exception:  # noqa: BLE001 - whatever it is, the words of the step are kept
            _log.exception("taking the picture of a step failed by a bug")
        return None

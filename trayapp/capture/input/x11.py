"""Sees clicks and window changes on X11, through XInput's raw events. Keys are never asked for."""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from trayapp.capture.input.element import Clicked, Elements
from trayapp.capture.input.title import Front, Settling
from trayapp.capture.input.under import Under, active, is_ours, title_of, under
from trayapp.capture.input.xcb import Changed, Connection, Press, libraries
from trayapp.core.area import Point
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Clock, Happening, HappeningKind

_log = logging.getLogger(__name__)
_BUTTONS = {1: "left", 2: "middle", 3: "right"}
"""The others are the wheel."""
_END_SECONDS = 2.0
Tell = Callable[[Happening], None]


class X11Watcher:
    """Sleeps until something happens; its thread and connection exist only between `start` and `stop`."""

    def __init__(self, display: str, clock: Clock) -> None:
        self._display = display
        self._clock = clock
        self._thread: threading.Thread | None = None
        self._wake = -1

    @cached_property
    def sees_clicks(self) -> bool:
        """Where the libraries are installed; looked for once."""
        try:
            libraries()
        except OSError as error:
            _log.info("clicks cannot be seen: %s", error)
            return False
        return True

    def start(self, tell: Tell) -> None:
        """Begin. Raises `LocalFault` with `reason` input."""
        self.stop()
        try:
            screen = _hearing(self._display)
        except OSError as error:
            raise LocalFault(str(error), reason="input") from error
        ended, self._wake = os.pipe()
        watch = _Watch(screen, tell, self._clock)
        self._thread = threading.Thread(target=watch.serve, args=(ended,), name="clicks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        os.close(self._wake)
        thread.join(_END_SECONDS)


def _hearing(display: str) -> Connection:
    """A connection that is told of clicks and changes. Raises `OSError`."""
    screen = Connection(display)
    try:
        screen.hear_clicks()
        screen.hear_changes(screen.root)
    except OSError:
        screen.close()
        raise
    return screen


class _Watch:
    """What the thread does."""

    def __init__(self, screen: Connection, tell: Tell, clock: Clock) -> None:
        self._screen = screen
        self._tell = tell
        self._clock = clock
        self._elements = Elements()
        self._settling = Settling()
        self._heard: set[int] = set()

    def serve(self, ended: int) -> None:
        """Until the other end of the pipe is closed."""
        try:
            self._elements.prepare()
            self._look_at_front()
            while not self._wait(ended):
                self._tell_settled()
                for (
                    event
                ) in self._screen.events():  # last: a question may have read some that nobody waits for then
                    self._take(event)
        except OSError as error:
            _log.warning("clicks are seen no longer: %s", error)
        finally:
            os.close(ended)
            self._elements.close()
            self._screen.close()

    def _wait(self, ended: int) -> bool:
        """Until something comes, or a title has settled; whether this is the end."""
        left = self._settling.left(time.monotonic())
        return ended in select.select([self._screen.fileno(), ended], [], [], left)[0]

    def _take(self, event: Press | Changed) -> None:
        if isinstance(event, Press):
            if event.button in _BUTTONS:
                self._pressed(_BUTTONS[event.button])
        elif event.atom in {
            self._screen.atom(name) for name in ("_NET_ACTIVE_WINDOW", "_NET_WM_NAME", "WM_NAME")
        }:
            self._look_at_front()

    def _pressed(self, button: str) -> None:
        """Told at once, for the picture; what was clicked follows when the program has said what it is.

        An entry of a menu is asked for first: once the button is let go there is no menu, and until then it stays.
        """
        place = under(self._screen)
        if place.ours:
            return
        if (front := self._settling.hurry(place.title)) is not None:
            self._tell_front(front)  # who clicks so quickly has seen it come up
        at, point = self._clock(), Point(place.x, place.y)
        told = Happening(HappeningKind.CLICK, at, point, button, place.title, "", place.kind)
        if place.popup:
            self._tell(_with_name(told, self._named(place)))
            return
        self._tell(told)
        if not place.kind and (named := self._named(place)):
            self._tell(_with_name(told, named))

    def _named(self, place: Under) -> tuple[str, str] | None:
        if not place.pid:
            return None
        return self._elements.at(
            place.pid, Clicked(place.title, place.area, Point(place.x, place.y), place.popup)
        )

    def _look_at_front(self) -> None:
        window = active(self._screen)
        if not window or is_ours(self._screen, window):
            return
        if window not in self._heard:
            self._heard.add(window)
            self._screen.hear_changes(window)
        if title := title_of(self._screen, window):
            self._settling.change(Front(window, title), time.monotonic())

    def _tell_settled(self) -> None:
        if (front := self._settling.settled(time.monotonic())) is not None:
            self._tell_front(front)

    def _tell_front(self, front: Front) -> None:
        pointer = self._screen.pointer(self._screen.root)
        place = Point(pointer.x, pointer.y)
        self._tell(Happening(HappeningKind.WINDOW, self._clock(), place, window=front.title))


def _with_name(told: Happening, named: tuple[str, str] | None) -> Happening:
    return told if named is None else replace(told, role=named[0], element=named[1])

"""Records: the watcher tells what happens, the camera pictures it, the bar and the tray show that it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from trayapp.core.area import Point
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Happening, HappeningKind
from trayapp.ui.context import UiContext
from trayapp.ui.moment.own_windows import send_away
from trayapp.ui.moment.settling import when_settled
from trayapp.ui.recorder.bar import Bar
from trayapp.ui.recorder.camera import Camera
from trayapp.ui.recorder.own_areas import OwnAreas, middle_of_screen
from trayapp.ui.recorder.shot import Shot
from trayapp.ui.recorder.steps import MOST, Steps

_log = logging.getLogger(__name__)
_TAIL = timedelta(seconds=10)
"""How long somebody may look for "Stop" in the tray's menu."""
_dropped: list[QObject] = []
"""A picture may still be taken for them, and they must not be let go of by its thread; the program is about to end."""


class Recorder(QObject):
    """One recording. Our own windows are away while it runs; the bar alone stands on the screen.

    Signals:
        counted: how many steps there are.
        ended: the steps, once it has stopped and our windows are back.
    """

    counted = Signal(int)
    ended = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._steps = Steps()
        self._camera = Camera(context.capturer)
        self._grabbed: datetime | None = None
        self._over = False
        self._sees_clicks = context.input.sees_clicks
        self.by_limit = False
        """It stopped by itself, for it was full."""
        self._areas = OwnAreas(self)
        self.bar = Bar()
        self.bar.marked.connect(self.mark)
        self.bar.stopped.connect(self.stop)

    def start(self) -> None:
        """Send our windows away, then begin."""
        self._away = send_away()
        when_settled(self._away, self._context.window_list, self, self._begin)

    def mark(self) -> None:
        """Picture the screen now, without the bar, as a step."""
        if self._over or not self.bar.isVisible():
            return
        self._clear_screen(self._take_mark)

    def stop(self, *, from_tray: bool = False) -> None:
        """End it: one more picture shows how it ended, then our windows come back."""
        if self._over:
            return
        self._over = True
        self._context.input.stop()
        if from_tray:
            self._steps = self._steps.without_tail(self._context.clock() - _TAIL)
        self._clear_screen(self._take_end)

    def drop(self) -> None:
        """End it and keep nothing, and leave our windows where they are: the program ends."""
        if not self._over:
            self._over = True
            self._context.input.stop()
        self._camera.close(wait=False)
        _dropped.append(self)
        self._areas.leave()
        self._end_bar()

    def _end_bar(self) -> None:
        """By the loop: the collector may run on any thread, and a widget that is freed there ends the program."""
        self.bar.close()
        self.bar.deleteLater()

    def _begin(self) -> None:
        if self._over:
            return
        self._areas.follow()
        self.bar.appear(alone=not self._sees_clicks)
        try:
            self._context.input.start(self._tell)
        except LocalFault as fault:
            _log.info("clicks cannot be seen, each step is marked: %s", fault)
            self.bar.appear(alone=True)

    def _clear_screen(self, done: Callable[[], None]) -> None:
        """The bar goes, and messages of ours in the corner; those do not come back."""
        self.bar.hide()
        when_settled(send_away(), self._context.window_list, self, done)

    def _tell(self, happening: Happening) -> None:
        """On the watcher's thread. The second telling of a click only names it. A picture finds its step there."""
        self._post(lambda: self._happened(happening))
        if happening.at != self._grabbed:
            self._grabbed = at = happening.at
            self._camera.take(happening.place, lambda: self._areas.now, lambda shot: self._arrive(at, shot))

    def _arrive(self, at: datetime, shot: Shot | None) -> None:
        """On a thread of the camera."""
        if shot is not None:
            self._post(partial(self._pictured, at, shot))

    def _post(self, callback: Callable[[], None]) -> None:
        self._context.background.post(callback, self)

    def _happened(self, happening: Happening) -> None:
        if self._over:
            return
        self._steps = self._steps.add(happening)
        self._tell_count()
        if self._steps.full:
            self.by_limit = True
            self.stop()

    def _pictured(self, at: datetime, shot: Shot) -> None:
        self._steps = self._steps.picture(at, shot)

    def _take_mark(self) -> None:
        """Where the desktop tells them, the title of the window in front is the step's name."""
        if self._over:
            return
        marked = Happening(HappeningKind.MARK, self._context.clock(), window=self._front())
        self._camera.take(
            self._pointer(), tuple, lambda shot: self._post(partial(self._marked, marked, shot))
        )

    def _marked(self, happening: Happening, shot: Shot | None) -> None:
        if self._over:
            return
        self.bar.show()
        self._happened(happening)
        if shot is not None:
            self._pictured(happening.at, shot)

    def _take_end(self) -> None:
        end = Happening(HappeningKind.MARK, self._context.clock(), window=self._front())
        self._camera.take(self._pointer(), tuple, lambda shot: self._post(partial(self._finish, end, shot)))

    def _finish(self, end: Happening, shot: Shot | None) -> None:
        """What was pictured before has arrived by now: the camera does one after the other."""
        self._camera.close()
        self._areas.leave()
        self._steps = self._steps.finish(end, shot)
        self._end_bar()
        self._away.back()
        self.ended.emit(self._steps)

    def _front(self) -> str:
        return next((place.title for place in self._context.window_list.places() if place.active), "")

    def _pointer(self) -> Point | None:
        """Of the last step, which lies on the monitor that matters; before one, where the bar stands."""
        places = [step.happening.place for step in self._steps.items if step.happening.place]
        return places[-1] if places else middle_of_screen(self.bar)

    def _tell_count(self) -> None:
        self.bar.count(min(len(self._steps), MOST))
        self.counted.emit(len(self._steps))

"""Takes pictures once more while the dialog is open: now or later, of every screen or of a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from trayapp.core.area import Area
from trayapp.core.ports import RawShot
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again
from trayapp.ui.moment.capture import Capture, Moment, grab
from trayapp.ui.moment.countdown import Countdown
from trayapp.ui.moment.frozen import cut
from trayapp.ui.moment.overlay import Overlay
from trayapp.ui.moment.own_windows import Away, send_away
from trayapp.ui.moment.picking import Picked
from trayapp.ui.moment.settling import when_settled


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the screen that the employee chose."""

    image: QImage
    place: Area
    """On the desktop, in true pixels."""
    window: bool


class Retake(QObject):
    """One at a time. Our windows are away from `begin` until one of the signals, and back when it comes.

    Signals:
        taken: a `Capture` of every screen, in place of the one before.
        chosen: a `Part`, one picture more.
        failed: a `Capture` without pictures; those before stay.
        cancelled: everything stays as it was.
    """

    taken = Signal(object)
    chosen = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._away: Away | None = None
        self._again = Again()
        self.countdown: Countdown | None = None
        self.overlay: Overlay | None = None

    @property
    def running(self) -> bool:
        """Our windows are away."""
        return self._away is not None

    def begin(self, again: Again) -> None:
        """Send our windows away and take the pictures, or a part of them, when it is time."""
        if self.running:
            return
        self._away, self._again = send_away(), again
        if again.seconds:
            self.countdown = Countdown(again.seconds)
            self.countdown.over.connect(self._settle)
            self.countdown.cancelled.connect(self.cancel)
            self.countdown.begin()
        else:
            self._settle()

    def cancel(self) -> None:
        """Asked for the dialog, or Esc: come back at once unless the picture is just being taken."""
        countdown, self.countdown = self.countdown, None
        if countdown is not None:
            countdown.cancel()
            self._back()
            self.cancelled.emit()

    def _settle(self) -> None:
        self.countdown = None
        if self._away is not None:
            when_settled(self._away, self._context.window_list, self, self._grab)

    def _grab(self) -> None:
        grab(self._context, self._got, self, Moment(windows=self._again.region))

    def _got(self, capture: Capture) -> None:
        if capture.problem is not None:
            self._back()
            self.failed.emit(capture)
        elif self._again.region:
            self._choose(capture)
        else:
            self._back()
            self.taken.emit(capture)

    def _choose(self, capture: Capture) -> None:
        try:
            self.overlay = overlay = Overlay(capture.shots, capture.windows, self)
            overlay.picked.connect(lambda picked: self._picked(capture.shots, picked))
            overlay.cancelled.connect(self._not_picked)
            overlay.open()
        except Exception:  # whatever it is, nothing covers the screens, and the dialog comes back
            if self.overlay is not None:
                self.overlay.leave()
            self._not_picked()
            raise

    def _picked(self, shots: Sequence[RawShot], picked: Picked) -> None:
        self.overlay = None
        self._back()
        self.chosen.emit(Part(cut(shots, picked.area), picked.area, picked.window))

    def _not_picked(self) -> None:
        self.overlay = None
        self._back()
        self.cancelled.emit()

    def _back(self) -> None:
        away, self._away = self._away, None
        if away is not None:
            away.back()

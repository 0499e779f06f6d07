"""Pictures of the screens, of a moment at which no window of ours is on them (APP-2)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.model import Fact
from trayapp.core.ports import RawShot, WindowPlace
from trayapp.ui.context import UiContext
from trayapp.ui.moment.just_closed import closed_lately
from trayapp.ui.moment.own_windows import send_away
from trayapp.ui.moment.settling import when_settled

_log = logging.getLogger(__name__)
_ACTIVE_WINDOW = "window.active"
_SETTING = "screenshots"


@dataclass(frozen=True, slots=True)
class Capture:
    """The moment of the click."""

    shots: Sequence[RawShot] = ()
    problem: TrayAppError | None = None
    """Why there are no pictures."""
    facts: tuple[Fact, ...] = ()
    """What can only be known before the dialog shows."""
    windows: Sequence[WindowPlace] = ()
    """What stood on the screen, the one in front first; only where it was asked for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is taken."""

    active_window: str = ""
    """Its title, when the caller knows it."""
    windows: bool = False
    """Where each window stands, too."""


Done = Callable[[Capture], None]


def without_pictures(active_window: str = "") -> Capture:
    """Nothing is grabbed."""
    return Capture((), None, _facts(active_window))


def take_when_ready(context: UiContext, done: Done, owner: QObject, active_window: str = "") -> None:
    """Every monitor at once, without our windows; then `done` on the UI thread. A failure is told, not raised.

    At once when no window of ours shows and the platform can; later where windows have to leave the screen first, or
    the desktop may ask the person. Later `done` comes in any case while `owner` exists, for the employee waits for a
    window; our windows are back by then, and none of them has the focus. `active_window`: its title, when the caller
    knows it.
    """
    away = send_away()

    def end(capture: Capture) -> None:
        away.back(activate=False)
        done(capture)

    take = partial(grab, context, end, owner, Moment(active_window))
    if away or closed_lately():
        when_settled(away, context.window_list, owner, take)
    else:
        take()


def grab(context: UiContext, done: Done, owner: QObject, moment: Moment) -> None:
    """Picture what is on the screen now, then `done` on the UI thread: at once, or later where a picture takes time."""
    if context.capturer.waits:
        context.background.run(
            lambda: _take(context, moment), done, lambda error: done(_missed(error)), owner=owner
        )
        return
    try:
        capture = _take(context, moment)
    except Exception as error:  # noqa: BLE001 - whatever it is, the employee wants a window
        capture = _missed(error)
    done(capture)


def _take(context: UiContext, moment: Moment) -> Capture:
    facts = _facts(moment.active_window)
    try:
        shots = context.capturer.grab()
    except TrayAppError as error:
        return Capture((), error, facts)
    return Capture(shots, None, facts, context.window_list.places() if moment.windows else ())


def _facts(active_window: str) -> tuple[Fact, ...]:
    return (Fact(_ACTIVE_WINDOW, active_window),) if active_window else ()


def _missed(error: Exception) -> Capture:
    _log.error("taking pictures failed by a bug", exc_info=error)
    return Capture((), LocalFault(str(error), reason="failed"))


def wanted(context: UiContext) -> bool:
    """Whether pictures are to be taken without being asked for: the employee may say no, and so may policy."""
    return allowed(context) and _preferred(context)


def allowed(context: UiContext) -> bool:
    """Whether policy lets the app take pictures at all."""
    try:
        policy = context.notes.policy()
    except LocalFault:
        return True  # the capturer asks, too, and refuses
    return policy is None or policy.screenshots.taken


def _preferred(context: UiContext) -> bool:
    try:
        return context.preferences.get(_SETTING).value is not False
    except TrayAppError:
        return True

"""Pictures of the screens, taken before the dialog shows (APP-2)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.model import Fact
from trayapp.core.ports import RawShot
from trayapp.ui.context import UiContext

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


def take(context: UiContext, active_window: str = "", *, pictures: bool = True) -> Capture:
    """Every monitor at once. A failure is told, not raised: the ticket goes without."""
    facts = (Fact(_ACTIVE_WINDOW, active_window),) if active_window else ()
    try:
        return Capture(context.capturer.grab() if pictures else (), None, facts)
    except TrayAppError as error:
        return Capture((), error, facts)


def take_when_ready(
    context: UiContext, done: Callable[[Capture], None], owner: QObject, active_window: str = ""
) -> None:
    """As `take`, then `done` on the UI thread: at once, or later where the desktop may ask the person first.

    Later `done` comes in any case while `owner` exists, for the employee waits for a window.
    """
    if not context.capturer.waits:
        done(take(context, active_window))
        return
    context.background.run(
        lambda: take(context, active_window), done, lambda error: done(_missed(error)), owner=owner
    )


def _missed(error: Exception) -> Capture:
    _log.error("taking pictures failed by a bug", exc_info=error)
    return Capture((), LocalFault(str(error), reason="failed"))


def wanted(context: UiContext) -> bool:
    """Whether pictures are to be taken without being asked for."""
    try:
        return context.preferences.get(_SETTING).value is not False
    except TrayAppError:
        return True

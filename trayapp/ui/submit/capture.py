"""Pictures of the screens, taken before the dialog shows (APP-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.errors import TrayAppError
from trayapp.core.model import Fact
from trayapp.core.ports import RawShot
from trayapp.ui.context import UiContext

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


def wanted(context: UiContext) -> bool:
    """Whether pictures are to be taken without being asked for."""
    try:
        return context.preferences.get(_SETTING).value is not False
    except TrayAppError:
        return True

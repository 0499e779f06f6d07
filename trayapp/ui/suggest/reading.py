"""Looks in the background for what looks private on the screen now."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from trayapp.core.errors import LocalFault
from trayapp.core.ports import SeenText
from trayapp.core.sensitive import find
from trayapp.ui.context import UiContext

_log = logging.getLogger(__name__)
_SECONDS = 4.0


def read_screen(context: UiContext, done: Callable[[Sequence[SeenText]], None], owner: QObject) -> None:
    """Find private places on the screen; `done` hears of them on the UI thread, most often within half a second, and
    within four or not at all.

    Call it right after a picture was taken: what moves meanwhile is proposed where it is no more. Where policy wants
    no proposals, nothing is read and `done` never comes.
    """
    if _wanted(context):
        context.background.run(
            lambda: context.screen_text.read(_SECONDS, find), lambda seen: _told(seen, done), owner=owner
        )


def _told(seen: Sequence[SeenText], done: Callable[[Sequence[SeenText]], None]) -> None:
    _log.info("private places on the screen: %d", len(seen))
    done(seen)


def _wanted(context: UiContext) -> bool:
    try:
        policy = context.notes.policy()
    except LocalFault:
        return True  # to propose is the careful way
    return policy is None or policy.screenshots.suggest

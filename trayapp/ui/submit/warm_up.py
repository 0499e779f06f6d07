"""Does beforehand what the first click would otherwise wait for, so that it is as quick as every later one."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer

from trayapp.ui.context import UiContext
from trayapp.ui.moment.capture import Capture
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current
from trayapp.ui.submit.start import Start

_log = logging.getLogger(__name__)


def warm_up(context: UiContext, owner: QObject) -> None:
    """Call it once the program idles. What can be done off the UI thread is; then a dialog is built and thrown away.

    Nothing is pictured and nothing shows. A failure costs nothing but time at the first click.
    """
    context.background.run(partial(_prepare, context), lambda _: _build(context), _told, owner=owner)


def _prepare(context: UiContext) -> None:
    context.facts.prepare()
    context.capturer.prepare()


def _build(context: UiContext) -> None:
    """Fonts, icons, style sheet: the first dialog loads them. It is painted a turn later, not to hold up the rest."""
    if current(context) is not None:
        return
    dialog = SubmissionDialog(context, Start(), Capture())
    QTimer.singleShot(0, dialog, lambda: _paint(dialog))


def _paint(dialog: SubmissionDialog) -> None:
    dialog.grab()
    dialog.deleteLater()
    _log.info("ready for the first click")


def _told(error: Exception) -> None:
    _log.info("the first click will take its time: %s", error)

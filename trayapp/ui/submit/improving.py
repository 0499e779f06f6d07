"""Looks for a smaller form of every picture, one at a time, while the employee writes. Send waits for none of it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from trayapp.ui.context import UiContext
from trayapp.ui.submit.gallery import Gallery

_log = logging.getLogger(__name__)
_QUIET = 1200
"""Milliseconds without a change in the pictures: what is marked once is marked again, and looking takes seconds."""


class Improving(QObject):
    """Begins by itself once every picture is encoded.

    Signals:
        looked: at one picture; it may be smaller now.
    """

    looked = Signal()

    def __init__(self, context: UiContext, gallery: Gallery, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._gallery = gallery
        self.busy = False
        """A picture is being looked at."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self.look)
        gallery.changed.connect(self._timer.start)

    def look(self) -> None:
        """Take up the next picture, unless one is at hand or some are not encoded yet."""
        pictures = self._gallery.pictures()
        waiting = [picture for picture in pictures if picture.improvable]
        if self.busy or not waiting or None in [picture.size() for picture in pictures]:
            return
        self.busy = True
        self._context.background.run(
            lambda: waiting[0].improve(self._context.improve), self._done, self._failed, owner=self
        )

    def _done(self, _better: bool) -> None:
        self.busy = False
        self.looked.emit()
        self.look()

    def _failed(self, error: Exception) -> None:
        """What there is will do."""
        self.busy = False
        self.looked.emit()
        _log.info("no smaller form of a picture: %s", error)

"""Brings pictures that are taken while the dialog is open into its gallery."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from trayapp.core.errors import LocalFault
from trayapp.core.ports import Mend
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again
from trayapp.ui.moment.capture import Capture
from trayapp.ui.moment.retake import Part, Retake
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.texts import moment as words
from trayapp.ui.texts.errors import explain_error


class TakeAgain(QObject):
    """The screens replace those taken before, for "again" means that the first try was not it; what was marked up
    stays, for it is work. A region or a window is one picture more: the whole screens still tell the rest.
    """

    def __init__(self, context: UiContext, attachments: Attachments, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._attachments = attachments
        self._parts = 0
        self.retake = Retake(context, self)
        self.retake.taken.connect(self._replace)
        self.retake.chosen.connect(self._add)
        self.retake.failed.connect(self._explain)
        attachments.gallery.again_wanted.connect(self.retake.begin)
        attachments.gallery.paste_wanted.connect(self._paste)
        attachments.gallery.mend_wanted.connect(self._mend)

    @property
    def away(self) -> bool:
        """The dialog is off the screen and comes back by itself."""
        return self.retake.running

    def stop(self) -> None:
        """Count no further: the dialog is asked for, or ends."""
        self.retake.cancel()

    def _replace(self, capture: Capture) -> None:
        self._attachments.show_shots(capture.shots, None)

    def _explain(self, capture: Capture) -> None:
        self._attachments.gallery.explain(capture.problem)

    def _add(self, part: Part) -> None:
        if part.image.isNull():
            self._attachments.complain(words.NOT_THERE)
            return
        self._parts += 1
        name = words.window(self._parts) if part.window else words.region(self._parts)
        stem = f"{'window' if part.window else 'region'}-{self._parts}"
        picture = Picture(Pixels(name, stem, part.image), self._context.encode, place=part.place)
        self._attachments.gallery.explain(None)
        self._attachments.gallery.add(picture)
        self._attachments.suggesting.look_at([picture])

    def _mend(self, fault: LocalFault) -> None:
        """Then try once more, where the desktop will ask; a permission of macOS counts from the next start on."""
        context, asks = self._context, fault.params.get("mend") == Mend.ASK_AGAIN
        context.background.run(
            lambda: context.mend_capture(fault),
            lambda _: self.retake.begin(Again()) if asks else None,
            lambda error: self._attachments.complain(str(explain_error(error))),
            owner=self,
        )

    def _paste(self) -> None:
        self._attachments.take(QGuiApplication.clipboard().mimeData())

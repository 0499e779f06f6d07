"""What comes from the clipboard and is something to look at, from the key that is pressed to the picture."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from trayapp.ui.context import UiContext
from trayapp.ui.pictures.decode import MOST_PIXELS
from trayapp.ui.pictures.pasted import NotPasted, bytes_in, offers, only_refers, read_pasted
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.texts import pictures as picture_words
from trayapp.ui.texts import submit as words


class Pasting(QObject):
    """The bytes are taken at once, for the clipboard may be another's the next moment; the rest is background work.

    Signals:
        arrived: a `Source`.
        failed: why nothing comes.
    """

    arrived = Signal(object)
    failed = Signal(str)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._count = 0

    def takes(self, mime: QMimeData) -> bool:
        """Whether it is a picture, or means one: not text."""
        return offers(mime) or only_refers(mime)

    def take(self, mime: QMimeData) -> None:
        """Take the picture, or say why there is none."""
        if (data := bytes_in(mime)) is not None:
            name, stem = self._names()
            taken = [data]
            del data  # whoever reads it lets go of it: that takes its time, too, for 200 MB
            self._context.background.run(
                lambda: read_pasted(taken.pop(), name, stem), self.arrived.emit, self._fail, owner=self
            )
        elif mime.hasImage():
            self._take_pixels(QImage(mime.imageData()))
        else:
            self.failed.emit(picture_words.PASTE_ELSEWHERE)

    def _take_pixels(self, image: QImage) -> None:
        """The desktop hands over nothing but pixels."""
        pixels = image.width() * image.height()
        if image.isNull() or pixels > MOST_PIXELS:
            self._fail(NotPasted(pixels))
        else:
            self.arrived.emit(Pixels(*self._names(), image))

    def _names(self) -> tuple[str, str]:
        self._count += 1
        return words.pasted(self._count), f"pasted-{self._count}"

    def _fail(self, error: Exception) -> None:
        pixels = error.pixels if isinstance(error, NotPasted) else 0
        too_many = picture_words.too_many_pixels(pixels, MOST_PIXELS)
        self.failed.emit(too_many if pixels else picture_words.PASTE_UNREADABLE)

"""One picture that goes with a ticket: its pixels, what was put on them, and the bytes that will leave."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from PySide6.QtGui import QImage

from trayapp.core.area import Area
from trayapp.core.markup import Markup
from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture, Encoded, RawShot
from trayapp.core.service import Desk
from trayapp.ui.annotate.flatten import burned, flatten
from trayapp.ui.pictures.sources import Source

Encode = Callable[[RawShot], Encoded]
"""The best lossless form of a picture; slow."""


class Picture:
    """A picture of a screen, from the clipboard, from a file, or kept from before.

    `prepare`, `encoded`, `store` and `draft` are slow: call them off the UI thread. The original pixels are in memory
    alone; what leaves, or is written, is made from `image`, into which everything that was hidden is burned.
    """

    def __init__(
        self,
        source: Source,
        encode: Encode,
        markup: Markup | None = None,
        *,
        fresh: bool = False,
        place: Area | None = None,
    ) -> None:
        self._source = source
        self._encode = encode
        self._markup = markup or Markup()
        self._flat: QImage | None = None
        self._encoded: Encoded | None = None
        self._over = False
        self._lock = RLock()
        self.fresh = fresh
        """Taken of a screen, so taking again replaces it."""
        self.place = place
        """Where on the desktop it was taken, in true pixels."""

    @property
    def name(self) -> str:
        """For people."""
        return self._source.name

    @property
    def stem(self) -> str:
        """Of the file's name, without its ending."""
        return self._source.stem

    @property
    def markup(self) -> Markup:
        """What was put on it."""
        return self._markup

    @property
    def stored(self) -> StoredFile | None:
        """Where it lies in the spool as it is, with an outbox item; `None`: nowhere, or something was put on it."""
        return self._source.stored() if self._markup.empty else None

    def mark(self, markup: Markup) -> None:
        """Put this on it, in place of what was on it before. Quick; what will leave is made by the next `prepare`."""
        with self._lock:
            if markup != self._markup:
                self._markup, self._flat, self._encoded = markup, None, None

    def base(self) -> QImage:
        """The pixels as they were taken; null until they are read, or when they can't be. Never written anywhere."""
        return self._source.image()

    def image(self) -> QImage:
        """What will leave, for people to see; null until it is prepared."""
        if self._markup.empty:
            return self._source.image()
        return self._flat or QImage()

    def size(self) -> int | None:
        """Bytes that will leave; `None` until it is prepared."""
        if self._markup.empty and (stored := self._source.stored()) is not None:
            return stored.size
        return None if self._encoded is None else len(self._encoded.data)

    def prepare(self) -> None:
        """Read, burn and encode what is not done yet. Raises `LocalFault`."""
        with self._lock:
            if self._over:
                return
            self._source.load()
            if self._markup.empty and self._source.stored() is not None:
                return
            self.encoded()

    def encoded(self) -> Encoded:
        """The bytes that will leave. Raises `LocalFault`."""
        with self._lock:
            if self._encoded is None:
                self._source.load()
                original = self._source.original() if self._markup.empty else None
                self._encoded = original or self._encode(raw_shot(self._flattened(), self.name))
            return self._encoded

    def store(self, desk: Desk) -> StoredFile:
        """Put it into the spool. Raises `LocalFault`."""
        with self._lock:
            stored = self._source.stored() if self._markup.empty else None
            return stored or desk.attach_picture(self.encoded(), self.stem)

    def draft(self) -> DraftPicture:
        """As a draft may keep it: what is hidden is burned in, and nobody gets it back. Raises `LocalFault`."""
        with self._lock:
            self._source.load()
            rest = burned(self._source.image(), self._markup)
            encoded = self.encoded() if rest.markup.empty else self._encode(raw_shot(rest.image, self.name))
            return DraftPicture(self.name, self.stem, encoded, rest.markup, self.fresh, self.place)

    def release(self) -> None:
        """Let go of the pixels: a 4K screen is 33 MB, and nobody looks at it any more."""
        with self._lock:
            self._over = True
            self._source.release()
            self._flat = self._encoded = None

    def _flattened(self) -> QImage:
        if self._markup.empty:
            return self._source.image()
        if self._flat is None:
            self._flat = flatten(self._source.image(), self._markup)
        return self._flat


def raw_shot(image: QImage, name: str) -> RawShot:
    """The image's pixels without a copy where they lie as they should. Alpha is laid over white."""
    plain = opaque(image)
    return RawShot(name, 0, 0, plain.width(), plain.height(), plain.constBits())


def opaque(image: QImage) -> QImage:
    """32 bits a pixel without alpha: what hides under transparent pixels goes, white comes through."""
    if image.format() == QImage.Format.Format_RGB32:
        return image
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    from PySide6.QtGui import QPainter

    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(0xFFFFFFFF)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground

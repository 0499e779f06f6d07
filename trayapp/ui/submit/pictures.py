"""Pictures that go with a ticket: of the screens, from the clipboard, or kept in the spool from before."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile
from trayapp.core.ports import RawShot
from trayapp.core.service import Desk

_log = logging.getLogger(__name__)


class Picture(Protocol):
    """One picture. `prepare` and `store` are slow: call them off the UI thread."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def fresh(self) -> bool:
        """Taken of a screen just now, so taking again replaces it."""

    def image(self) -> QImage:
        """The pixels; a null image until they are read, or when they can't be."""

    def size(self) -> int | None:
        """Bytes that will be sent; `None` until it is prepared."""

    def prepare(self) -> None:
        """Encode it, or read it from the spool, once."""

    def store(self, desk: Desk) -> StoredFile:
        """Put it into the spool. Raises `LocalFault`."""

    def release(self) -> None:
        """Let go of the pixels: a 4K screen is 33 MB, and nobody looks at it any more."""


class EncodedPicture:
    """A picture that has to become a PNG first; that happens once, on whichever thread asks first."""

    def __init__(
        self, name: str, file_name: str, image: QImage, encode: Callable[[], bytes], *, fresh: bool
    ) -> None:
        self._name = name
        self._file_name = file_name
        self._image = image
        self._encode: Callable[[], bytes] | None = encode
        self._fresh = fresh
        self._png: bytes | None = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def fresh(self) -> bool:
        return self._fresh

    def image(self) -> QImage:
        return self._image

    def size(self) -> int | None:
        return None if self._png is None else len(self._png)

    def prepare(self) -> None:
        self._encoded()

    def store(self, desk: Desk) -> StoredFile:
        return desk.attach_picture(self._encoded(), self._file_name)

    def release(self) -> None:
        self._image, self._encode, self._png = QImage(), None, None

    def _encoded(self) -> bytes:
        with self._lock:
            if self._png is None and self._encode is not None:
                self._png = self._encode()
            return self._png or b""


class KeptPicture:
    """A picture that lies in the spool already, with an outbox item that is being edited."""

    fresh = False

    def __init__(self, file: StoredFile, desk: Desk) -> None:
        self._file = file
        self._desk = desk
        self._image = QImage()

    @property
    def name(self) -> str:
        return self._file.name

    def image(self) -> QImage:
        return self._image

    def size(self) -> int | None:
        return self._file.size

    def prepare(self) -> None:
        loaded = QImage()
        try:
            with self._desk.spool.open(self._file) as source:
                loaded.loadFromData(source.read())
        except LocalFault as fault:
            # Its name stands in for it; the worker tells what is wrong when it sends the bytes.
            _log.info("no preview of %s: %s", self._file.name, fault)
        self._image = loaded

    def store(self, _desk: Desk) -> StoredFile:
        return self._file

    def release(self) -> None:
        self._image = QImage()


def of_screen(raw: RawShot, name: str, number: int, encode: Callable[[RawShot], bytes]) -> Picture:
    """A monitor's picture. Its preview reads the screen's own pixels: nothing is copied or encoded yet."""
    image = QImage(raw.bgrx, raw.width, raw.height, raw.width * 4, QImage.Format.Format_RGB32)
    return EncodedPicture(name, f"screen-{number}.png", image, lambda: encode(raw), fresh=True)


def of_clipboard(image: QImage, name: str, number: int) -> Picture:
    """A picture that was pasted or dropped."""
    return EncodedPicture(name, f"pasted-{number}.png", image, lambda: _png(image), fresh=False)


def thumbnail(image: QImage, width: int, height: int, scale: float) -> QImage:
    """Scaled to fit, smoothly but cheaply: a 4K screen is first thinned out to twice the wanted size."""
    wide, high = round(width * scale), round(height * scale)
    keep = Qt.AspectRatioMode.KeepAspectRatio
    if image.width() > 4 * wide:
        image = image.scaled(4 * wide, 4 * high, keep, Qt.TransformationMode.FastTransformation)
    small = image.scaled(wide, high, keep, Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(scale)
    return small


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    if not plain.save(buffer, "PNG"):  # type: ignore[call-overload] # the stubs want bytes, Qt takes the name
        raise LocalFault("the pasted picture could not be encoded", reason="failed")
    return bytes(data.data())

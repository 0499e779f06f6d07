"""Where a picture's pixels come from: a screen, the clipboard, the spool, a draft that was kept."""

from __future__ import annotations

import logging
from typing import Protocol

from PySide6.QtGui import QImage

from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture, Encoded, RawShot
from trayapp.core.service import Desk

_log = logging.getLogger(__name__)


class Source(Protocol):
    """Pixels, and bytes where there are some already."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def stem(self) -> str:
        """Of the file's name, without its ending."""

    def image(self) -> QImage:
        """The pixels; null until `load`, or when they can't be read."""

    def load(self) -> None:
        """Read the pixels, once; slow."""

    def original(self) -> Encoded | None:
        """Bytes that may leave as they are while nothing was put on the picture; `None`: there are none."""

    def stored(self) -> StoredFile | None:
        """Where those bytes lie in the spool already."""

    def release(self) -> None:
        """Let go of the pixels."""


class Pixels:
    """An image in memory."""

    def __init__(self, name: str, stem: str, image: QImage) -> None:
        self.name = name
        self.stem = stem
        self._image = image

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        """They are here."""

    def original(self) -> Encoded | None:
        return None

    def stored(self) -> StoredFile | None:
        return None

    def release(self) -> None:
        self._image = QImage()


class Screen(Pixels):
    """A monitor. Its image reads the screen's own pixels: nothing is copied."""

    def __init__(self, raw: RawShot, name: str, number: int) -> None:
        image = QImage(raw.bgrx, raw.width, raw.height, raw.width * 4, QImage.Format.Format_RGB32)
        super().__init__(name, f"screen-{number}", image)


class Kept:
    """A picture that lies in the spool already, with an outbox item that is being edited."""

    def __init__(self, file: StoredFile, desk: Desk) -> None:
        self._file = file
        self._desk = desk
        self._image = QImage()

    @property
    def name(self) -> str:
        return self._file.name

    @property
    def stem(self) -> str:
        return self._file.name.rpartition(".")[0] or self._file.name

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if not self._image.isNull():
            return
        try:
            with self._desk.spool.open(self._file) as source:
                self._image = QImage.fromData(source.read())
        except LocalFault as fault:
            # Its name stands in for it; the worker tells what is wrong when it sends the bytes.
            _log.info("no preview of %s: %s", self._file.name, fault)

    def original(self) -> Encoded | None:
        return None

    def stored(self) -> StoredFile | None:
        return self._file

    def release(self) -> None:
        self._image = QImage()


class Drafted:
    """A picture of a draft that was kept before a crash."""

    def __init__(self, draft: DraftPicture) -> None:
        self._draft = draft
        self._image = QImage()

    @property
    def name(self) -> str:
        return self._draft.name

    @property
    def stem(self) -> str:
        return self._draft.stem

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if self._image.isNull():
            self._image = QImage.fromData(self._draft.encoded.data)

    def original(self) -> Encoded | None:
        return self._draft.encoded

    def stored(self) -> StoredFile | None:
        return None

    def release(self) -> None:
        self._image = QImage()

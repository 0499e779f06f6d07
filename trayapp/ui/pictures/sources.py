"""Where a picture's pixels come from: a screen, the clipboard, the spool, a draft that was kept."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage

from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture, Encoded, RawShot
from trayapp.core.service import Desk
from trayapp.ui.annotate.ground import opaque
from trayapp.ui.pictures.decode import decode, header, held

_log = logging.getLogger(__name__)


class Source(Protocol):
    """Pixels, and bytes where there are some already."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def stem(self) -> str:
        """Of the file's name, without its ending."""

    @property
    def path(self) -> Path | None:
        """The file of this computer that it is read from, if it is."""

    @property
    def several(self) -> bool:
        """It moves, or has pages: what is put on it stands on the first, and only that one leaves then."""

    @property
    def pixels(self) -> int:
        """How many it has, or will have once they are read; 0: not known yet."""

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

    path: Path | None = None
    several = False

    def __init__(self, name: str, stem: str, image: QImage) -> None:
        self.name = name
        self.stem = stem
        self._image = image

    @property
    def pixels(self) -> int:
        return self._image.width() * self._image.height()

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        """They are here; whoever marks them up wants them without alpha."""
        self._image = opaque(self._image)

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

    path: Path | None = None

    def __init__(self, file: StoredFile, desk: Desk) -> None:
        self.several = False
        self._file = file
        self._desk = desk
        self._image = QImage()

    @property
    def name(self) -> str:
        return self._file.name

    @property
    def stem(self) -> str:
        return self._file.name.rpartition(".")[0] or self._file.name

    @property
    def pixels(self) -> int:
        return self._image.width() * self._image.height()

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if not self._image.isNull():
            return
        try:
            with self._desk.spool.open(self._file) as source:
                data = held(source.read())
            self._image = decode(data)
            self.several = _several(data)
        except LocalFault as fault:
            # Its name stands in for it; the worker tells what is wrong when it sends the bytes.
            _log.info("no preview of a picture: %s", fault)

    def original(self) -> Encoded | None:
        return None

    def stored(self) -> StoredFile | None:
        return self._file

    def release(self) -> None:
        self._image = QImage()


class Drafted:
    """A picture of a draft that was kept before a crash."""

    path: Path | None = None

    def __init__(self, draft: DraftPicture) -> None:
        self.several = False
        self._draft = draft
        self._image = QImage()

    @property
    def name(self) -> str:
        return self._draft.name

    @property
    def stem(self) -> str:
        return self._draft.stem

    @property
    def pixels(self) -> int:
        return self._image.width() * self._image.height()

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if self._image.isNull():
            data = held(self._draft.encoded.data)
            self._image = decode(data)
            self.several = _several(data)

    def original(self) -> Encoded | None:
        return self._draft.encoded

    def stored(self) -> StoredFile | None:
        return None

    def release(self) -> None:
        self._image = QImage()


def _several(data: QByteArray) -> bool:
    found = header(data)
    return found is not None and found.several

"""Pictures in files of this computer: shown like any other, sent as their own bytes while nothing is put on them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage

from trayapp.core.errors import BadFile
from trayapp.core.metadata import LARGEST, BadPicture, Cleaned, clean_file
from trayapp.core.model import StoredFile
from trayapp.core.ports import Encoded
from trayapp.core.text import whole
from trayapp.ui.pictures.decode import Header, decode, header, held


class Opened:
    """A picture of which only the picture was read: its metadata is nowhere in it."""

    def __init__(
        self, path: Path, found: Header, original: Encoded | None, image: QImage | None = None
    ) -> None:
        self.path = path
        self.size = path.stat().st_size
        """Bytes of the file, with all that is in it."""
        self.name = whole(path.name)
        self.stem = whole(path.stem)
        self.several = found.several and original is not None
        self.pixels = found.pixels
        self._original = original
        self._image = image or QImage()

    def image(self) -> QImage:
        return self._image

    def load(self) -> None:
        if self._image.isNull() and self._original is not None:
            self._image = decode(held(self._original.data))

    def original(self) -> Encoded | None:
        return self._original

    def stored(self) -> StoredFile | None:
        return None

    def release(self) -> None:
        self._image = QImage()
        self._original = None


def open_picture(path: Path) -> Opened | None:
    """The picture in a file; `None`: what is in it goes as a file, because it is no picture, can't be shown here
    (HEIC), or is too large to be decoded. Slow. Raises `BadFile` (unreadable, picture).

    A damaged picture whose pixels can be read all the same leaves as just these, encoded anew: what else is in it
    can't be told apart.
    """
    try:
        with path.open("rb") as source:
            try:
                cleaned = clean_file(source)
            except BadPicture as error:
                source.seek(0)
                return _rescued(path, source.read(LARGEST), error)
    except OSError as error:
        raise BadFile(str(error), path=whole(str(path)), reason="unreadable") from error
    return None if cleaned is None else _opened(path, cleaned)


def _opened(path: Path, cleaned: Cleaned) -> Opened | None:
    found = header(held(cleaned.data))
    if found is None or not found.bounded:
        return None
    return Opened(path, found, Encoded(cleaned.data, cleaned.media_type))


def _rescued(path: Path, data: bytes, error: BadPicture) -> Opened:
    bytes_for_qt: QByteArray = held(data)
    found, image = header(bytes_for_qt), decode(bytes_for_qt)
    if found is None or image.isNull():
        raise BadFile(str(error), path=whole(str(path)), reason="picture") from error
    return Opened(path, found, None, image)

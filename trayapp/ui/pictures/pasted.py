"""Pictures from the clipboard. What it hands over is taken once, as bytes where it has bytes, and decoded elsewhere."""

from __future__ import annotations

import base64
import binascii
import re

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from trayapp.core.metadata import HEAD, BadPicture, Kind, clean, kind_of
from trayapp.core.ports import Encoded
from trayapp.ui.pictures.decode import SHOWN, Header, decode, header, held
from trayapp.ui.pictures.page_words import words_of
from trayapp.ui.pictures.sources import Pixels

_PACKED = {Kind.GIF, Kind.WEBP, Kind.JPEG}
"""Kinds that stay as they are: they move, or would only grow. Bitmaps do not, they are encoded."""
_INSIDE = "data:image/"
_MOST_HTML = 200_000
"""Letters that are made into text; nobody wants more of it in a ticket."""


class NotPasted(Exception):
    """What was copied can't be shown. `pixels`: it has so many that it is not even tried; 0: it can't be read."""

    def __init__(self, pixels: int = 0) -> None:
        super().__init__(f"{pixels} pixels")
        self.pixels = pixels


class Pasted(Pixels):
    """A picture that was copied."""

    def __init__(self, name: str, stem: str, image: QImage, original: Encoded | None, found: Header) -> None:
        super().__init__(name, stem, image)
        self.several = found.several and original is not None
        self._original = original

    def original(self) -> Encoded | None:
        return self._original

    def release(self) -> None:
        super().release()
        self._original = None


def offers(mime: QMimeData) -> bool:
    """Something to look at, and no words: where there are words, they are what is meant. Quick: nothing is taken."""
    if mime.hasText():
        return False
    return mime.hasImage() or any(kind in SHOWN for kind in mime.formats()) or _inside(mime)


def bytes_in(mime: QMimeData) -> QByteArray | None:
    """The bytes of a picture that is offered; `None`: there are none. Takes as long as the clipboard does."""
    offered = [kind for kind in mime.formats() if kind in SHOWN]
    lossless_first = sorted(offered, key=lambda kind: kind == Kind.JPEG)
    for kind in lossless_first:
        data = mime.data(kind)
        if not data.isEmpty():
            return data
    return _in_page(mime) if _inside(mime) else None


def text_in(mime: QMimeData) -> str:
    """The words of a page that comes without plain text; empty for everything else."""
    if not _only_html(mime):
        return ""
    return words_of(_beginning(mime.html()))


def only_refers(mime: QMimeData) -> bool:
    """It is a page that names a picture elsewhere, and neither words nor the picture itself."""
    return _only_html(mime) and not text_in(mime) and "<img" in mime.html()[:_MOST_HTML].lower()


def read_pasted(data: QByteArray, name: str, stem: str) -> Pasted:
    """The picture in those bytes. Slow. Raises `NotPasted`."""
    found = header(data)
    if found is None:
        raise NotPasted
    if not found.bounded:
        raise NotPasted(found.pixels)
    image = decode(data)
    if image.isNull():
        raise NotPasted
    return Pasted(name, stem, image, _original(data), found)


def _original(data: QByteArray) -> Encoded | None:
    kind = kind_of(bytes(data.first(min(data.size(), HEAD)).data()))
    if kind not in _PACKED:
        return None
    try:
        cleaned = clean(bytes(data.data()))
    except BadPicture:  # its pixels were read all the same: they leave, encoded anew
        return None
    return None if cleaned is None else Encoded(cleaned, str(kind))


def _beginning(html: str) -> str:
    """As much as anybody wants, up to a whole tag: a picture may lie in the last one."""
    start = html[:_MOST_HTML]
    return start if start.rfind("<") <= start.rfind(">") else start[: start.rfind("<")]


def _only_html(mime: QMimeData) -> bool:
    return mime.hasHtml() and not mime.hasText() and not mime.hasImage()


def _inside(mime: QMimeData) -> bool:
    return _only_html(mime) and _INSIDE in mime.html() and not text_in(mime)


def _in_page(mime: QMimeData) -> QByteArray | None:
    """A picture that lies inside the page itself."""
    html = mime.html()
    start = html.find(_INSIDE)
    if start < 0:
        return None
    packed = re.split(r"[\"'>]", html[start : html.find(">", start)], maxsplit=1)[0].partition(";base64,")[2]
    try:
        return held(base64.b64decode(packed)) if packed else None
    except (binascii.Error, ValueError):
        return None

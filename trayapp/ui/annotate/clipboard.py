"""Copies the picture as it will be sent, and takes care that what is hidden later is not in the clipboard."""

from __future__ import annotations

from hashlib import blake2b

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from trayapp.core.markup import Hiding, Markup
from trayapp.ui.annotate.flatten import flatten

_OURS = "application/x-trayapp-markup"
"""Tells our own copy from what anybody else has copied since."""
_LAST = "trayapp-last-copy"
"""What this program copied last. When that is another picture, the clipboard is not asked: that may take seconds."""


class Copied:
    """What of a picture is in the clipboard, whichever window has put it there. `tag` is the picture's."""

    def __init__(self, base: QImage, tag: bytes) -> None:
        self._base = base
        self._tag = tag

    def copy(self, markup: Markup) -> None:
        """Put the flattened picture there; never the pixels beneath."""
        data = QMimeData()
        data.setImageData(flatten(self._base, markup))
        data.setData(_OURS, QByteArray(self._tag))
        clipboard = QGuiApplication.clipboard()
        clipboard.setMimeData(data)
        clipboard.setProperty(_LAST, QByteArray(self._tag + _hiding(markup)))

    def follow(self, markup: Markup) -> None:
        """More is hidden now than when it was copied: what lies in the clipboard must not show it any more."""
        last = _bytes(QGuiApplication.clipboard().property(_LAST))
        if last.startswith(self._tag) and last != self._tag + _hiding(markup) and self._still_there():
            self.copy(markup)

    def let_go(self) -> None:
        """The window is over."""
        self._base = QImage()

    def _still_there(self) -> bool:
        return _bytes(QGuiApplication.clipboard().mimeData().data(_OURS)) == self._tag


def _bytes(found: object) -> bytes:
    return bytes(found.data()) if isinstance(found, QByteArray) else b""


def _hiding(markup: Markup) -> bytes:
    """The same for all mark-ups that hide the same."""
    hiding = (markup.crop, *(mark for mark in markup.marks if isinstance(mark, Hiding)))
    return blake2b(repr(hiding).encode(), digest_size=16).digest()

"""Copies the picture as it will be sent, and takes care that what is hidden later is not in the clipboard."""

from __future__ import annotations

from secrets import token_bytes

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from trayapp.core.markup import Hiding, Markup
from trayapp.ui.annotate.flatten import flatten

_OURS = "application/x-trayapp-markup"
"""Tells our own copy from what anybody else has copied since."""


class Copied:
    """What this window has put into the clipboard."""

    def __init__(self, base: QImage) -> None:
        self._base = base
        self._markup: Markup | None = None
        self._tag = token_bytes(8)

    def copy(self, markup: Markup) -> None:
        """Put the flattened picture there; never the pixels beneath."""
        data = QMimeData()
        data.setImageData(flatten(self._base, markup))
        data.setData(_OURS, QByteArray(self._tag))
        QGuiApplication.clipboard().setMimeData(data)
        self._markup = markup

    def follow(self, markup: Markup) -> None:
        """More is hidden now than when it was copied: what lies in the clipboard must not show it any more."""
        if self._markup is not None and _hiding(markup) != _hiding(self._markup):
            if self._still_there():
                self.copy(markup)
            else:
                self._markup = None

    def let_go(self) -> None:
        """The window is over."""
        self._base, self._markup = QImage(), None

    def _still_there(self) -> bool:
        mime = QGuiApplication.clipboard().mimeData()
        return mime.hasFormat(_OURS) and bytes(mime.data(_OURS).data()) == self._tag


def _hiding(markup: Markup) -> tuple[object, ...]:
    return (markup.crop, *(mark for mark in markup.marks if isinstance(mark, Hiding)))

"""Brings back the pictures of the draft that is offered.

They come in place of those just taken: the words that were kept speak of them, somebody has looked at them and hidden
what is nobody's business, and a fresh picture beside them might show just that. Who wants one takes again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture
from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Drafted, Kept
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.texts import drafts as words

_log = logging.getLogger(__name__)
Arrived = Callable[[Sequence[Picture]], None]
_SOON = 1000
"""Milliseconds after which somebody wants to know why there is no picture yet."""


class PictureRestoring(QObject):
    """Reading takes its time: the key store is asked. Until then the gallery has no pictures of the draft.

    Signals:
        told: what is to be said of them; empty: nothing.
    """

    told = Signal(str)

    def __init__(self, context: UiContext, gallery: Gallery, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._gallery = gallery
        self._back: tuple[Picture, ...] = ()
        self._files: Sequence[StoredFile] = ()
        self._unwanted = False
        self.busy = False
        """They are on their way."""

    def begin(self, files: Sequence[StoredFile], arrived: Arrived) -> None:
        """Read them; then `arrived` with those that were put in, none when there are none.

        `files`: what the outbox item has that is being changed; its pictures in the gallery make room.
        """
        self.busy, self._files = True, files

        def end(kept: Sequence[DraftPicture]) -> None:
            self.busy = False
            if not self._unwanted:
                self._put(kept)
                self.told.emit(words.pictures_from_then(len(self._back)) if self._back else "")
            arrived(self._back)

        def miss(error: Exception) -> None:
            _log.warning("the pictures of the draft can't be read: %s", error)
            end(())

        QTimer.singleShot(_SOON, self, self._tell_of_waiting)
        self._context.background.run(self._context.picture_drafts.load, end, miss, owner=self)

    def take_out(self) -> bool:
        """The draft is not wanted: its pictures go, and those that are on their way do not come. Whether any went."""
        self._unwanted = True
        return self._remove([*self._back, *self._of_the_item()])

    def _tell_of_waiting(self) -> None:
        if self.busy and not self._unwanted:
            self.told.emit(words.PICTURES_COMING)

    def _put(self, kept: Sequence[DraftPicture]) -> None:
        back = tuple(self._pictures(kept))
        if not back:
            return
        self._remove(self._of_the_item())
        for picture in back:
            self._gallery.add(picture)
        self._back = back

    def _of_the_item(self) -> list[Picture]:
        return [picture for picture in self._gallery.pictures() if picture.stored in self._files]

    def _pictures(self, kept: Iterable[DraftPicture]) -> Iterable[Picture]:
        by_hash = {file.sha256: file for file in self._files}
        encode = self._context.encode
        for each in kept:
            if not each.of:
                yield Picture(Drafted(each), encode, each.markup, fresh=each.fresh, place=each.place)
            elif each.of in by_hash:  # else it has been sent meanwhile, or taken out of the item
                yield Picture(Kept(by_hash[each.of], self._context.desk), encode)

    def _remove(self, pictures: Iterable[Picture]) -> bool:
        """The gallery takes the focus when something goes; whoever writes keeps it."""
        gone = [picture for picture in pictures if picture in self._gallery.pictures()]
        writing = self._gallery.window().focusWidget()
        for picture in gone:
            self._gallery.remove(picture)
        if gone and writing is not None:
            writing.setFocus()
        return bool(gone)

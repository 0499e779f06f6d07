"""Brings back the pictures of the draft that is offered.

They come in place of those just taken: the words that were kept speak of them, somebody has looked at them and hidden
what is nobody's business, and a fresh picture beside them might show just that. Who wants one takes again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject

from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture
from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Drafted, Kept
from trayapp.ui.submit.gallery import Gallery

_log = logging.getLogger(__name__)
Arrived = Callable[[Sequence[Picture]], None]


class PictureRestoring(QObject):
    """Reading takes its time: the key store is asked. Until then the gallery has no pictures of the draft."""

    def __init__(self, context: UiContext, gallery: Gallery, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._gallery = gallery
        self._back: tuple[Picture, ...] = ()
        self.busy = False
        """They are on their way."""

    def begin(self, files: Sequence[StoredFile], arrived: Arrived) -> None:
        """Read them; then `arrived` with those that were put in, none when there are none.

        `files`: what the outbox item has that is being changed; its pictures in the gallery make room.
        """
        self.busy = True

        def end(kept: Sequence[DraftPicture]) -> None:
            self.busy = False
            self._put(kept, files)
            arrived(self._back)

        def miss(error: Exception) -> None:
            _log.warning("the pictures of the draft can't be read: %s", error)
            end(())

        self._context.background.run(self._context.picture_drafts.load, end, miss, owner=self)

    def take_out(self) -> bool:
        """The draft is not wanted: its pictures go. Whether there were any."""
        return self._remove(self._back)

    def _put(self, kept: Sequence[DraftPicture], files: Sequence[StoredFile]) -> None:
        back = tuple(self._pictures(kept, files))
        if not back:
            return
        self._remove(picture for picture in self._gallery.pictures() if picture.stored in files)
        for picture in back:
            self._gallery.add(picture)
        self._back = back

    def _pictures(self, kept: Iterable[DraftPicture], files: Sequence[StoredFile]) -> Iterable[Picture]:
        by_hash = {file.sha256: file for file in files}
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
